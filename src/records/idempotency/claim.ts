import { and, eq, lt, lte, sql } from 'drizzle-orm'
import type { Db } from '../../context.ts'
import { idempotencyKeys } from './table.ts'

const KEPT_MS = 24 * 60 * 60 * 1000
/** A claim in flight for longer than this was abandoned: its isolate is gone. */
const IN_FLIGHT_MS_MAX = 60_000

export interface Claim {
  readonly ownerId: string
  /** Mode, method, path and the caller's key in one. */
  readonly key: string
  readonly bodySha256: string
  readonly nowMs: number
}

/** What the claim of a key finds. `mine`: nobody has answered yet, and nobody else is at it. */
export type Claimed =
  | { readonly found: 'mine' }
  | { readonly found: 'other_body' }
  | { readonly found: 'in_flight' }
  | { readonly found: 'done'; readonly sealedResponse: string }

/**
 * Claims an idempotency key, or says what became of the request that did.
 *
 * One statement decides, so two requests with one key cannot both be the first. A claim whose time is over, or which
 * was abandoned by the same request, is taken over.
 */
export async function claimKey(db: Db, { ownerId, key, bodySha256, nowMs }: Claim): Promise<Claimed> {
  const values = { bodySha256, status: 'in_flight' as const, createdAtMs: nowMs, expiresAtMs: nowMs + KEPT_MS }
  const abandoned = and(
    eq(idempotencyKeys.status, 'in_flight'),
    lt(idempotencyKeys.createdAtMs, nowMs - IN_FLIGHT_MS_MAX),
    eq(idempotencyKeys.bodySha256, bodySha256),
  )
  const taken = await db
    .insert(idempotencyKeys)
    .values({ tenantId: ownerId, key, ...values })
    .onConflictDoUpdate({
      target: [idempotencyKeys.tenantId, idempotencyKeys.key],
      set: { ...values, responseStatus: sql`NULL`, sealedResponse: sql`NULL` },
      setWhere: sql`${lte(idempotencyKeys.expiresAtMs, nowMs)} OR ${abandoned}`,
    })
    .returning({ key: idempotencyKeys.key })
  if (taken.length > 0) return { found: 'mine' }

  const known = await db.select().from(idempotencyKeys).where(isClaim({ ownerId, key })).get()
  // Let go between the two statements: whoever had it failed, and the caller may ask again.
  if (known === undefined) return { found: 'in_flight' }
  if (known.bodySha256 !== bodySha256) return { found: 'other_body' }
  return known.sealedResponse === null
    ? { found: 'in_flight' }
    : { found: 'done', sealedResponse: known.sealedResponse }
}

/** Keeps the answer for repeats. A claim that was taken over in the meantime is left to its new owner. */
export async function settleClaim(db: Db, claim: Claim, status: number, sealedResponse: string): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ status: 'done', responseStatus: status, sealedResponse })
    .where(and(isClaim(claim), eq(idempotencyKeys.createdAtMs, claim.nowMs), eq(idempotencyKeys.status, 'in_flight')))
}

/** Forgets the claim, so that the request may be made again. */
export async function releaseClaim(db: Db, claim: Claim): Promise<void> {
  await db
    .delete(idempotencyKeys)
    .where(and(isClaim(claim), eq(idempotencyKeys.createdAtMs, claim.nowMs), eq(idempotencyKeys.status, 'in_flight')))
}

const isClaim = ({ ownerId, key }: Pick<Claim, 'ownerId' | 'key'>) =>
  and(eq(idempotencyKeys.tenantId, ownerId), eq(idempotencyKeys.key, key))
