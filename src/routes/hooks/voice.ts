import { Hono } from 'hono/tiny'
import type { KnownAccount } from '../../calls/carrier-account.ts'
import type { CallEvent, CallReply } from '../../calls/call.ts'
import { isOurCall, readCallRef, type CallRef } from '../../calls/call-ref.ts'
import { letGoOfLate } from '../../calls/late-recording.ts'
import type { CallAnswer } from '../../calls/live-call.ts'
import { inRegion } from '../../context.ts'
import type { Env } from '../../env.ts'
import { log } from '../../kernel/log.ts'
import { readBody } from '../../kernel/read-body.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { SignedHook } from '../../providers/hook.ts'
import type { VoiceHook } from '../../providers/telephony/contract.ts'
import { telephony } from '../../providers/telephony/registry.ts'
import { admit, admitLate } from './admit.ts'
import { withoutCall } from './without-call.ts'
import { contextFor, findRef, openDoor, publicAddress, whoSpeaks, type Door } from './voice-door.ts'
import { replyOf } from './voice-reply.ts'

export const voiceHooks = new Hono<{ Bindings: Env }>()

const KINDS = new Map<string, VoiceHook>([
  ['', 'incoming'],
  ['status', 'status'],
  ['connected', 'connected'],
  ['streamed', 'streamed'],
  ['dial', 'dial'],
  ['recording', 'recording'],
  ['fallback', 'fallback'],
  ['whisper', 'whisper'],
  ['machine', 'machine'],
  ['gather', 'gather'],
  ['voicemail', 'voicemail'],
  ['answered', 'answered'],
])

voiceHooks.post('/:carrier/:kind?', async (c) => {
  const carrier = telephony.find(({ name }) => name === c.req.param('carrier'))
  const kind = KINDS.get(c.req.param('kind') ?? '')
  if (!carrier || !kind) throw new Refusal('not_found', 'No such carrier or webhook.')

  const body = await readBody(c.req.raw, carrier.hookBytesMax)
  if (!body.ok) return c.body(null, 413)
  const hook: SignedHook = {
    url: publicAddress(c.env, c.req.raw.url),
    method: 'POST',
    headers: c.req.raw.headers,
    body: body.value,
  }

  const door = openDoor(c.env, carrier)
  const account = await whoSpeaks(door, hook)
  // One answer for a wrong signature, none, and an account we do not know: nothing is told apart from outside.
  if (account === null) return c.body(null, 403)

  const event = carrier.parse(kind, hook)
  if (!event.ok) log.error('hook.unreadable', { provider: carrier.name, kind })
  if (!event.ok || event.value === null) return carrier.render({ type: 'nothing' })
  const ref = new URL(hook.url).searchParams.get('call')
  return carrier.render(await answerOrStandIn(door, account, event.value, ref))
})

/** A failure makes the carrier ask again, and then at the fallback: behind that door there is only the caller, waiting. */
async function answerOrStandIn(
  door: Door,
  account: KnownAccount,
  event: CallEvent,
  ref: string | null,
): Promise<CallReply> {
  try {
    return await answerTo(door, account, event, ref)
  } catch (error) {
    if (event.type !== 'fallback') throw error
    // Whom we called did not ask for anybody to stand in, and their number may be another business's.
    if (await isOfOurs(door, ref)) return { type: 'hang_up' }
    return withoutCall(door, event, error)
  }
}

async function answerTo(door: Door, account: KnownAccount, event: CallEvent, ref: string | null): Promise<CallReply> {
  if (event.call.accountSid !== account.accountSid) return { type: 'nothing' }
  if (event.type === 'incoming') return admit(door, event)
  const found = await findRef(door, account, event, ref)
  const answer = found === null ? null : await applied(door, found, event)
  if (answer === null && event.type === 'fallback')
    return (await isOfOurs(door, ref)) ? { type: 'hang_up' } : admit(door, { ...event, type: 'incoming' })
  if (found !== null && answer !== null) return replyOf(door, answer, found)
  if (found === null || !(await begunLate(door, found, event))) await forNoCall(door, found, event)
  return { type: 'nothing' }
}

/** Whether an address was handed out for a call that we make. */
async function isOfOurs({ vault }: Door, ref: string | null): Promise<boolean> {
  const read = ref === null ? null : await readCallRef(vault, 'call-ref', ref)
  return read !== null && isOurCall(read.objectName)
}

/** What a carrier keeps of a call that nobody knows any more must go. */
async function forNoCall(door: Door, found: CallRef | null, event: CallEvent): Promise<void> {
  log.info('hook.for_no_call', { provider: door.carrier.name, type: event.type })
  if (found !== null && (event.type === 'recording' || event.type === 'voicemail'))
    await letGoOfLate(contextFor(door, found), event)
}

/** A voicemail the fallback asked for may be all there is of its call: the call begins with it. False for anything else. */
async function begunLate(door: Door, found: CallRef, event: CallEvent): Promise<boolean> {
  if (event.type !== 'voicemail' || event.askedFor === undefined || event.status !== 'completed') return false
  await admitLate(door, { type: 'incoming', call: event.call, from: null, to: event.askedFor })
  return (await applied(door, found, event)) !== null
}

function applied({ env }: Door, { region, objectName, epoch }: CallRef, event: CallEvent): Promise<CallAnswer | null> {
  const phone = event.type === 'status' || event.type === 'fallback' || event.type === 'gathered' ? event.from : null
  const whole = event.type === 'relay_ended' && epoch > 0 ? { ...event, epoch } : event
  return inRegion(env, region).objects.liveCall(objectName).apply(whole, phone)
}
