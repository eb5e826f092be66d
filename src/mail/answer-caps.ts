import { sql, type SQL } from 'drizzle-orm'
import { outgoingMails } from '../records/outgoing-mails/table.ts'
import type { AddressTokens } from './address-tokens.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const PER_ADDRESS_MAX = 3
const PER_DOMAIN_MAX = 200
const PER_THREAD_MS_MIN = 10 * MINUTE_MS
/** Of answers and challenges that a region sends in an hour. Reaching it is logged as an alarm: see `src/sweeps/mail.ts`. */
export const ALL_PER_HOUR_MAX = 2_000

/** What is sent with no person of ours having decided it. An answer and a challenge do not take each other's room. */
const CAPPED_KINDS: Readonly<Record<string, string>> = {
  acknowledgement: `('acknowledgement', 'answer')`,
  answer: `('acknowledgement', 'answer')`,
  challenge: `('challenge')`,
}

const t = outgoingMails
const counts = sql`${t.status} IN ('owed', 'sent')`

function sentTo(kinds: string, where: SQL, sinceMs: number): SQL {
  return sql`(SELECT count(*) FROM ${t} WHERE ${where} AND ${t.createdAtMs} > ${sinceMs} AND ${counts} AND ${t.kind} IN ${sql.raw(kinds)})`
}

/** `owed`, or `capped` where its address, its domain or everybody together has had what they may: decided by the statement. */
export function statusUnderCaps(
  kind: string,
  { addressToken, domainToken }: AddressTokens,
  nowMs: number,
): 'owed' | SQL<'owed' | 'capped'> {
  const kinds = CAPPED_KINDS[kind]
  if (kinds === undefined) return 'owed'
  const address = sentTo(kinds, sql`${t.addressToken} = ${addressToken}`, nowMs - DAY_MS)
  const domain = sentTo(kinds, sql`${t.domainToken} = ${domainToken}`, nowMs - HOUR_MS)
  const all = sentTo(`('acknowledgement', 'answer', 'challenge')`, sql`true`, nowMs - HOUR_MS)
  return sql`CASE WHEN ${address} >= ${PER_ADDRESS_MAX} OR ${domain} >= ${PER_DOMAIN_MAX} OR ${all} >= ${ALL_PER_HOUR_MAX}
    THEN 'capped' ELSE 'owed' END`
}

/** When it is first tried: an answer not within ten minutes of the last one in its thread. */
export function firstTurnAt(kind: string, threadToken: string, atMs: number): number | SQL<number> {
  const kinds = CAPPED_KINDS[kind]
  if (kinds === undefined || kind === 'challenge') return atMs
  const last = sql`(SELECT max(coalesce(${t.sentAtMs}, ${t.nextAttemptAtMs})) FROM ${t}
    WHERE ${t.threadToken} = ${threadToken} AND ${counts} AND ${t.kind} IN ${sql.raw(kinds)})`
  return sql`max(${atMs}, coalesce(${last} + ${PER_THREAD_MS_MIN}, 0))`
}
