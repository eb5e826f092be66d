import { sql, type SQL } from 'drizzle-orm'
import { oneOf } from '../records/expired.ts'
import { outgoingMails } from '../records/outgoing-mails/table.ts'
import type { AddressTokens } from './address-tokens.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

// Counted within a region, in the statement that keeps the mail. There are three regions and there is no other way round the
// caps, so an address gets nine a day at the very most, if it is written to in the name of somebody who asks businesses of all
// three. One count for all would put a trace of everybody who wrote to a European business into a database that is not in Europe.
const PER_ADDRESS_MAX = 3
const PER_DOMAIN_MAX = 200
const PER_THREAD_MS_MIN = 10 * MINUTE_MS
/** Of each pool, what a region sends in an hour. Reaching it is logged as an alarm: see `src/sweeps/mail.ts`. */
export const ALL_PER_HOUR_MAX = 2_000

/**
 * What is sent with no person of ours having decided it. An answer and a challenge do not take each other's room, and what is
 * answered to an address that anybody may have put there takes none of those who are who they say.
 */
export const CAP_POOLS = [['acknowledgement', 'answer'], ['challenge'], ['unproven']] as const

const poolOf = (kind: string): readonly string[] | undefined =>
  CAP_POOLS.find((kinds: readonly string[]) => kinds.includes(kind))

const t = outgoingMails
const counts = sql`${t.status} IN ('owed', 'sent')`

const sentTo = (pool: readonly string[], where: SQL, sinceMs: number): SQL =>
  sql`(SELECT count(*) FROM ${t} WHERE ${where} AND ${t.createdAtMs} > ${sinceMs} AND ${counts} AND ${oneOf(t.kind, pool)})`

/** `owed`, or `capped` where its address, its domain or everybody of its pool together has had what they may: decided by the statement. */
export function statusUnderCaps(
  kind: string,
  { addressToken, domainToken }: AddressTokens,
  nowMs: number,
): 'owed' | SQL<'owed' | 'capped'> {
  const pool = poolOf(kind)
  if (pool === undefined) return 'owed'
  const address = sentTo(pool, sql`${t.addressToken} = ${addressToken}`, nowMs - DAY_MS)
  const domain = sentTo(pool, sql`${t.domainToken} = ${domainToken}`, nowMs - HOUR_MS)
  const all = sentTo(pool, sql`true`, nowMs - HOUR_MS)
  return sql`CASE WHEN ${address} >= ${PER_ADDRESS_MAX} OR ${domain} >= ${PER_DOMAIN_MAX} OR ${all} >= ${ALL_PER_HOUR_MAX}
    THEN 'capped' ELSE 'owed' END`
}

/** When it is first tried: an answer not within ten minutes of the last one in its thread. */
export function firstTurnAt(kind: string, threadToken: string, atMs: number): number | SQL<number> {
  const pool = poolOf(kind)
  if (pool === undefined || kind === 'challenge') return atMs
  const last = sql`(SELECT max(coalesce(${t.sentAtMs}, ${t.nextAttemptAtMs})) FROM ${t}
    WHERE ${t.threadToken} = ${threadToken} AND ${counts} AND ${oneOf(t.kind, pool)})`
  return sql`max(${atMs}, coalesce(${last} + ${PER_THREAD_MS_MIN}, 0))`
}
