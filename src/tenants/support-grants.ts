import { and, eq, gt, sql } from 'drizzle-orm'
import { actorName, appendAudit, detailHashOf, type AuditAction } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx, Db } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { Refusal } from '../kernel/refusal.ts'
import { ownedBy } from '../records/owned-by.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { supportGrantCategory } from '../records/support-grants/category.ts'
import { supportGrants } from '../records/support-grants/table.ts'

export type SupportGrant = typeof supportGrants.$inferSelect

/** A request that nobody answered lapses. */
const LAPSES_MS = 7 * 24 * 60 * 60 * 1000
export const GRANT_MINUTES_MAX = 24 * 60

export interface WantedGrant {
  readonly reason: string
  /** `recordings:read`, `read`: never more than reading. */
  readonly scopes: readonly string[]
  readonly minutes: number
}

const reasonPlace = (grantId: string): string => `support_grants|${grantId}|reason`

/** Asks a business to let support look into its content for a while. Nothing is open before it says yes. */
export async function requestGrant(ctx: Ctx, { reason, scopes, minutes }: WantedGrant): Promise<SupportGrant> {
  const { tenantId, livemode, nowMs } = ctx
  const id = newId('sgr', nowMs)
  const row: SupportGrant = {
    id,
    tenantId,
    livemode,
    status: 'requested',
    sealedReason: await ctx.vault.sealForTenant(tenantId, reasonPlace(id), reason),
    scopes,
    minutes,
    requestedBy: actorName(ctx.actor),
    decidedBy: null,
    decidedAtMs: null,
    endsAtMs: nowMs + LAPSES_MS,
    useCount: 0,
    lastUsedAtMs: null,
    createdAtMs: nowMs,
    expiresAtMs: expiryOf(nowMs, supportGrantCategory.keepDays ?? Number.POSITIVE_INFINITY),
  }
  const detailHash = await detailHashOf({ id, scopes, minutes })
  await ctx.db.batch([
    ctx.db.insert(supportGrants).values(row),
    appendAudit(ctx, [{ action: 'support.requested', subject: id, detailHash }]),
    emit(ctx, 'support.requested', { grant_id: id, scopes, minutes }),
  ])
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
  return row
}

type Decision = 'approved' | 'refused' | 'revoked'

/** From where a grant may come to each. */
const BEFORE = { approved: 'requested', refused: 'requested', revoked: 'approved' } as const
const ACTIONS: Readonly<Record<Decision, AuditAction>> = {
  approved: 'support.approved',
  refused: 'support.refused',
  revoked: 'support.revoked',
}

/**
 * Says yes or no to a request, or takes a yes back. Said twice it is said once.
 *
 * @throws Refusal not_found, or conflict where it was decided otherwise or has lapsed.
 */
export async function decideGrant(ctx: Ctx, grantId: string, decision: Decision): Promise<SupportGrant> {
  const { db, nowMs } = ctx
  const mine = and(ownedBy(ctx, supportGrants), eq(supportGrants.id, grantId))
  const known = await db.select().from(supportGrants).where(mine).get()
  if (known === undefined) throw new Refusal('not_found', 'There is no such support grant.')
  if (known.status === decision) return known
  const from = and(mine, eq(supportGrants.status, BEFORE[decision]), gt(supportGrants.endsAtMs, nowMs))
  const decidedBy = ctx.actor.type === 'api_key' ? ctx.actor.keyId : ctx.actor.type
  const endsAtMs = decision === 'approved' ? sql`${nowMs} + ${supportGrants.minutes} * 60000` : nowMs
  const detailHash = await detailHashOf({ id: grantId, decision, decidedBy })
  const [[decided]] = await db.batch([
    db.update(supportGrants).set({ status: decision, decidedBy, decidedAtMs: nowMs, endsAtMs }).where(from).returning(),
  ])
  if (decided === undefined) throw new Refusal('conflict', `This grant is ${known.status}, or its time is over.`)
  await db.batch([appendAudit(ctx, [{ action: ACTIONS[decision], subject: grantId, detailHash }])])
  await sealAuditQuietly(ctx)
  return decided
}

/**
 * Notes that support uses a grant, before it reads anything: with an event for the business.
 *
 * @throws Refusal forbidden where it was taken back a moment ago.
 */
export async function useGrant(ctx: Ctx, grant: SupportGrant, needed: string): Promise<void> {
  const stands = and(
    eq(supportGrants.id, grant.id),
    eq(supportGrants.tenantId, ctx.tenantId),
    eq(supportGrants.status, 'approved'),
    gt(supportGrants.endsAtMs, ctx.nowMs),
  )
  const [used] = await ctx.db
    .update(supportGrants)
    .set({ useCount: sql`${supportGrants.useCount} + 1`, lastUsedAtMs: ctx.nowMs })
    .where(stands)
    .returning({ id: supportGrants.id })
  if (used === undefined) throw new Refusal('forbidden', 'This approval was taken back.')
  const detailHash = await detailHashOf({ id: grant.id, scope: needed })
  await ctx.db.batch([
    appendAudit(ctx, [{ action: 'support.used', subject: grant.id, detailHash, purpose: 'support' }]),
    emit(ctx, 'support.accessed', { grant_id: grant.id, scope: needed, at: new Date(ctx.nowMs).toISOString() }),
  ])
  await wakeQuietly(ctx)
}

export const findGrant = (db: Db, grantId: string): Promise<SupportGrant | undefined> =>
  db.select().from(supportGrants).where(eq(supportGrants.id, grantId)).get()

export const reasonOf = (
  { vault }: Pick<Ctx, 'vault'>,
  { id, tenantId, sealedReason }: SupportGrant,
): Promise<string | null> => vault.openForTenant(tenantId, reasonPlace(id), sealedReason)
