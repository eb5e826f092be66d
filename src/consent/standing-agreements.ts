import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { consents } from '../records/consents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'
import {
  CONTACT_CHANNELS,
  PURPOSES,
  type Agreement,
  type ContactChannel,
  type Purpose,
  type TakenBack,
} from './contact.ts'

/** A person's consents and revocations that are looked at, newest first. */
const CONSENTS_MAX = 500

type Owner = Pick<Ctx, 'db' | 'tenantId' | 'livemode'>
export type ConsentRow = typeof consents.$inferSelect

/** What a row of the ledger says, as far as it matters for what stands. */
export type LedgerRow = Pick<
  ConsentRow,
  'id' | 'action' | 'level' | 'purposes' | 'channels' | 'capturedAtMs' | 'createdAtMs' | 'identityToken'
>

/** When it took effect: nothing takes effect later than it was recorded, whatever a clock that runs ahead says. */
const effectiveAtMs = ({ capturedAtMs, createdAtMs }: LedgerRow): number => Math.min(capturedAtMs, createdAtMs)

/**
 * The agreements that stand: what was granted, without what was taken back at the same time or later, whatever its level.
 * Where a part of one was taken back, the rest of it stands, by channel.
 */
export function standingOf(rows: readonly LedgerRow[]): readonly Agreement[] {
  const revoked = rows.filter(({ action }) => action === 'revoked')
  return rows.filter(({ action }) => action === 'granted').flatMap((granted) => leftOf(granted, revoked))
}

function leftOf(granted: LedgerRow, revoked: readonly LedgerRow[]): readonly Agreement[] {
  const atMs = effectiveAtMs(granted)
  const after = revoked.filter((row) => effectiveAtMs(row) >= atMs)
  const isLeft = (purpose: Purpose, channel: ContactChannel): boolean =>
    !after.some(({ purposes, channels }) => purposes.includes(purpose) && channels.includes(channel))
  const byPurposes = new Map<string, { purposes: readonly Purpose[]; channels: ContactChannel[] }>()
  for (const channel of CONTACT_CHANNELS.filter((one) => granted.channels.includes(one))) {
    const purposes = PURPOSES.filter((one) => granted.purposes.includes(one) && isLeft(one, channel))
    if (purposes.length === 0) continue
    const name = purposes.join()
    const same = byPurposes.get(name) ?? { purposes, channels: [] }
    same.channels.push(channel)
    byPurposes.set(name, same)
  }
  const { id, level, identityToken } = granted
  return [...byPurposes.values()].map((left) => ({ id, by: 'person', level, atMs, identityToken, ...left }))
}

/** What was ever taken back, channel by channel. */
function takenBackOf(rows: readonly LedgerRow[]): readonly TakenBack[] {
  const revoked = rows.filter(({ action }) => action === 'revoked')
  return CONTACT_CHANNELS.flatMap((channel) => {
    const there = revoked.filter(({ channels }) => channels.includes(channel))
    const purposes = PURPOSES.filter((one) => there.some((row) => row.purposes.includes(one)))
    return purposes.length === 0 ? [] : [{ purposes, channels: [channel] }]
  })
}

const LEDGER_ROW = {
  id: consents.id,
  action: consents.action,
  level: consents.level,
  purposes: consents.purposes,
  channels: consents.channels,
  capturedAtMs: consents.capturedAtMs,
  createdAtMs: consents.createdAtMs,
  identityToken: consents.identityToken,
}

/** What a person's rows of the ledger come to. */
interface Ledger {
  readonly agreements: readonly Agreement[]
  readonly takenBack: readonly TakenBack[]
}

/** What a person agreed to and has not taken back. */
export const standingAgreements = async (ctx: Owner, personId: string): Promise<readonly Agreement[]> =>
  (await readLedger(ctx, personId)).agreements

/**
 * What a person agreed to and has not taken back, and what they ever took back. A revocation of the same identity counts whoever it was recorded for: it
 * outlives the erasure of a person, as what they agreed to does not.
 */
export async function readLedger(ctx: Owner, personId: string): Promise<Ledger> {
  const theirNames = sql`SELECT ${personIdentities.token} FROM ${personIdentities}
    WHERE ${personIdentities.tenantId} = ${ctx.tenantId} AND ${personIdentities.personId} = ${personId}
    UNION SELECT ${people.phoneToken} FROM ${people} WHERE ${people.id} = ${personId} AND ${people.phoneToken} IS NOT NULL`
  const takenBack = and(eq(consents.action, 'revoked'), sql`${consents.identityToken} IN (${theirNames})`)
  const rows = await ctx.db
    .select(LEDGER_ROW)
    .from(consents)
    .where(and(ownedBy(ctx, consents), or(eq(consents.personId, personId), takenBack)))
    .orderBy(sql`${consents.action} = 'revoked' DESC`, sql`${consents.id} DESC`)
    .limit(CONSENTS_MAX)
  return { agreements: standingOf(rows), takenBack: takenBackOf(rows) }
}

/** What was ever taken back under one of these names, by whoever had them: it outlives what is known of them. */
export async function takenBackUnder(ctx: Owner, names: readonly string[]): Promise<readonly TakenBack[]> {
  const theirs = and(eq(consents.action, 'revoked'), inArray(consents.identityToken, [...names]))
  const rows = await ctx.db
    .select(LEDGER_ROW)
    .from(consents)
    .where(and(ownedBy(ctx, consents), theirs))
    .orderBy(sql`${consents.id} DESC`)
    .limit(CONSENTS_MAX)
  return takenBackOf(rows)
}
