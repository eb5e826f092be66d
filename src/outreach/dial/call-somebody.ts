import { readBooking } from '../../bookings/read-booking.ts'
import { strangerRefused } from '../../consent/judge-stranger.ts'
import { contactRefusal } from '../../consent/refuse-contact.ts'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { isOwnNumber } from '../../messages/own-number.ts'
import { resolvePerson } from '../../people/resolve.ts'
import { callAsk } from './call-ask.ts'
import { callingLine, wrong, type LineAsked } from './calling-line.ts'
import type { DialledCall, DialRefusal, WantedCall } from './wanted-call.ts'

/** A call that a business wants made, before anybody has looked for its line and its thread. */
export interface CallAsked extends Omit<WantedCall, 'line'>, LineAsked {}

/** One person is called so often at most while nothing has come of the calls before. */
const AGAIN_SECONDS = 60

/**
 * Calls somebody by their number. A stranger is made known to the business by that, unless they are not to be called.
 *
 * @throws Refusal with the gate's code and the rules that say so; invalid without a line or an agent; rate_limited.
 */
export async function callSomebody(ctx: Ctx, asked: CallAsked): Promise<DialledCall> {
  const { from, agentId, ...wanted } = asked
  if (await isOwnNumber(ctx, wanted.to)) throw wrong('/to', 'own_number', 'This is a number of your own.')
  const line = await callingLine(ctx, { from, agentId })
  await refuseUnknownBooking(ctx, wanted)
  await refuseStranger(ctx, { ...wanted, line })
  const { personId } = await resolvePerson(ctx, { phone: wanted.to })
  const { tenantId, region, livemode } = ctx
  const dialled = await ctx.objects.thread(personId).dial({ tenantId, region, livemode, personId }, { ...wanted, line })
  if (!dialled.ok) throw refusalOf(dialled.error)
  return dialled.value
}

async function refuseUnknownBooking(ctx: Ctx, { about }: Pick<WantedCall, 'about'>): Promise<void> {
  const bookingId = about?.bookingId
  if (bookingId === undefined) return
  if ((await readBooking(ctx, bookingId)) === null)
    throw wrong('/about/booking_id', 'not_found', 'There is no such booking.')
}

/** Nobody is made known by being called who is not to be called. */
async function refuseStranger(ctx: Ctx, wanted: WantedCall): Promise<void> {
  const refused = await strangerRefused(ctx, callAsk(wanted, ctx.nowMs), { waits: wanted.whenClosed === 'wait' })
  if (refused !== null) throw contactRefusal(refused)
}

function refusalOf({ code, ruleIds, nextAllowedAtMs }: DialRefusal): Refusal {
  if (code !== 'too_many') return contactRefusal({ code, ruleIds, nextAllowedAtMs })
  return new Refusal('rate_limited', 'Too many calls to this person are waiting to be made.', {
    retryAfterSeconds: AGAIN_SECONDS,
  })
}
