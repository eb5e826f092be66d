import { and, eq, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { ownedBy } from '../records/owned-by.ts'
import { privacyRequests } from '../records/privacy-requests/table.ts'
import { isNullViolation } from '../records/unique-violation.ts'
import { expiryOf } from '../records/retention/keep.ts'
import { nextLookAtMs } from './next-look.ts'
import { ENDED_STATUSES, REQUEST_TYPES, type RequestType } from './request.ts'

export type RequestRow = typeof privacyRequests.$inferSelect

/** Two years from the end of a request on (CCPA regulations, section 7101). */
export const REQUEST_KEEP_DAYS = 730

/** The outcome, so far, of a request whose erasure the business called off. */
export const CALLED_OFF = 'called_off'

/** Others who change a request in the same moment. */
const TRIES_MAX = 8

export const typesOf = ({ types }: Pick<RequestRow, 'types'>): readonly RequestType[] =>
  REQUEST_TYPES.filter((type) => types.includes(type))
export const doneOf = ({ done }: Pick<RequestRow, 'done'>): readonly RequestType[] =>
  REQUEST_TYPES.filter((type) => done.includes(type))
export const hasEnded = ({ status }: Pick<RequestRow, 'status'>): boolean => ENDED_STATUSES.includes(status)

/** The request of this id, of the business and the mode of `ctx`. */
export const findRequest = (
  ctx: Pick<Ctx, 'db' | 'tenantId' | 'livemode'>,
  requestId: string,
): Promise<RequestRow | undefined> =>
  ctx.db
    .select()
    .from(privacyRequests)
    .where(and(ownedBy(ctx, privacyRequests), eq(privacyRequests.id, requestId)))
    .get()

type Settable =
  | 'status'
  | 'done'
  | 'identityLevel'
  | 'personId'
  | 'acknowledgedAtMs'
  | 'dueAtMs'
  | 'toldDueAtMs'
  | 'extendedAtMs'
  | 'escalatedPercent'
  | 'outcome'
  | 'erasureId'
  | 'toldAtMs'
  | 'nextLookAtMs'

/** What becomes of a request. */
export interface Change {
  readonly set: Partial<Pick<RequestRow, Settable>>
  /** It is told that the request nears its end. That it ended is told by itself. */
  readonly tellsOfDue?: number
  /** Nothing was decided: how far we are with telling of it. */
  readonly isBookkeeping?: boolean
  /** What must be true with it, in the same batch. */
  readonly alongside?: readonly BatchItem<'sqlite'>[]
}

/**
 * Changes a request as `decide` says of it as it stands; null: it is left as it is. With its entry in the audit chain and its
 * events in one batch. Of two who change it at once the second decides anew.
 *
 * @returns the request as it stands then; undefined where there is none.
 */
export async function changeRequest(
  ctx: Ctx,
  requestId: string,
  decide: (row: RequestRow) => Change | null,
): Promise<RequestRow | undefined> {
  for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
    const known = await findRequest(ctx, requestId)
    const change = known === undefined ? null : decide(known)
    if (known === undefined || change === null) return known
    const changed = await apply(ctx, known, change)
    if (changed !== null) return changed
  }
  throw new Error('a privacy request that changes all the time')
}

/** Null where somebody else changed it since it was known. */
async function apply(ctx: Ctx, known: RequestRow, change: Change): Promise<RequestRow | null> {
  const row = rowAfter(ctx, known, change)
  const { id: _, types, updatedAtMs, ...set } = row
  // Null, which the column does not take: then nothing of the batch is written.
  const unlessChanged = sql`CASE WHEN ${privacyRequests.updatedAtMs} = ${known.updatedAtMs} THEN ${updatedAtMs} END`
  const entry = { action: 'privacy_request.changed', subject: row.id, detailHash: await detailHashOf(row) } as const
  const ended = hasEnded(row) && !hasEnded(known)
  const told = { request_id: row.id, types, status: row.status, due_at: new Date(row.dueAtMs).toISOString() }
  const { tellsOfDue, isBookkeeping = false, alongside = [] } = change
  try {
    await ctx.db.batch([
      ctx.db
        .update(privacyRequests)
        .set({ ...set, updatedAtMs: unlessChanged })
        .where(eq(privacyRequests.id, row.id)),
      ...alongside,
      ...(isBookkeeping ? [] : [appendAudit(ctx, [entry])]),
      ...(tellsOfDue === undefined ? [] : [emit(ctx, 'privacy.request.due', { ...told, percent: tellsOfDue })]),
      ...(ended
        ? [emit(ctx, 'privacy.request.completed', { ...told, completed_at: new Date(ctx.nowMs).toISOString() })]
        : []),
    ])
  } catch (error) {
    if (!isNullViolation(error)) throw error
    return null
  }
  if (!isBookkeeping) await sealAuditQuietly(ctx)
  if (ended || tellsOfDue !== undefined) await wakeQuietly(ctx)
  return row
}

function rowAfter(ctx: Ctx, known: RequestRow, { set }: Change): RequestRow {
  // Later than what was known, in the same millisecond and with a clock that is behind.
  const changed = { ...known, ...set, updatedAtMs: Math.max(ctx.nowMs, known.updatedAtMs + 1) }
  const ends = hasEnded(changed) && !hasEnded(known)
  const row = ends
    ? { ...changed, completedAtMs: ctx.nowMs, expiresAtMs: expiryOf(ctx.nowMs, REQUEST_KEEP_DAYS) }
    : changed
  return 'nextLookAtMs' in set ? row : { ...row, nextLookAtMs: nextLookAtMs(row, ctx.nowMs) }
}
