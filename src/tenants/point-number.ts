import { and, eq } from 'drizzle-orm'
import type { Ctx, Db } from '../context.ts'
import { log } from '../kernel/log.ts'
import { err, type Result } from '../kernel/result.ts'
import type { CarrierApi, CarrierFailure, NumberTargets } from '../providers/telephony/contract.ts'
import { numbers } from '../records/numbers/table.ts'
import type { NumberRow } from './number.ts'

/**
 * Points a claimed number at us through its carrier, and notes what came of it. Safe to repeat.
 *
 * The claim stands whatever the carrier says. A number given back while the carrier was being asked is let go there
 * again, unless it was claimed anew in the same account: then it is pointed for whoever holds it now.
 *
 * @param api  null when the account is unknown.
 * @returns the row as it is now, or undefined when the claim is gone.
 */
export async function pointNumber(
  { directory, nowMs }: Pick<Ctx, 'directory' | 'nowMs'>,
  row: NumberRow,
  api: CarrierApi | null,
  targets: NumberTargets,
): Promise<NumberRow | undefined> {
  // Test numbers never get to a carrier, however they come here.
  if (!row.livemode) return row
  const pointed: Result<string, CarrierFailure | null> = (await api?.claimNumber(row.phoneNumber, targets)) ?? err(null)
  const state = pointed.ok ? pointedAt(pointed.value, row.provenAtMs ?? nowMs) : stateAfter(pointed.error)
  const [noted] = await directory.update(numbers).set(state).where(eq(numbers.id, row.id)).returning()
  if (pointed.ok && noted === undefined && !(await isClaimedAnew(directory, row)))
    await api?.releaseNumber(pointed.value)
  if (!pointed.ok) log.warn('number.not_pointed', { numberId: row.id, reason: state.carrierDetail ?? '' })
  return noted
}

/** In another account it is another number's entry, and nobody's webhooks are taken with this one's. */
async function isClaimedAnew(directory: Db, { claim, accountSid }: NumberRow): Promise<boolean> {
  const same = and(eq(numbers.claim, claim), eq(numbers.accountSid, accountSid))
  return (await directory.select({ id: numbers.id }).from(numbers).where(same).get()) !== undefined
}

type CarrierState = Pick<NumberRow, 'carrierStatus' | 'carrierDetail'>

const pointedAt = (
  carrierNumberSid: string,
  provenAtMs: number,
): CarrierState & Pick<NumberRow, 'carrierNumberSid' | 'provenAtMs'> => ({
  provenAtMs,
  carrierStatus: 'pointed',
  carrierDetail: null,
  carrierNumberSid,
})

function stateAfter(failure: CarrierFailure | null): CarrierState {
  if (failure === null) return { carrierStatus: 'failed', carrierDetail: 'unknown_account' }
  const carrierDetail = `${failure.reason} (${failure.code})`
  if (failure.reason === 'not_found') return { carrierStatus: 'not_found', carrierDetail }
  return { carrierStatus: failure.retryable ? 'pending' : 'failed', carrierDetail }
}
