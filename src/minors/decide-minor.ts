import { and, eq, isNull, sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Actor, Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isNotHeld } from '../records/holds/held.ts'
import { minorFlags } from '../records/minor-flags/table.ts'
import { isNullViolation } from '../records/unique-violation.ts'
import { deleteContent } from './delete-content.ts'
import type { MinorFlag } from './flag-minor.ts'

const nameOf = (actor: Actor): string => (actor.type === 'api_key' ? `api_key:${actor.keyId}` : actor.type)

/** What is deleted with a flag: an order to keep any of it keeps all of it. */
const DELETED = ['transcripts', 'recordings', 'tasks', 'message_bodies', 'message_media'] as const

/**
 * Ends a flag: what it seals off is read again, or is gone. Without a word from the business the sweep deletes.
 *
 * A deletion is claimed in a statement that asks for holds, and then made: what was claimed is gone on with, however often it breaks
 * off, and is not kept any more.
 *
 * @returns the flag as it is then. `decided`: otherwise, before. `held`: it stays sealed off while an order to keep it stands.
 */
export async function decideMinor(
  ctx: Ctx,
  flag: MinorFlag,
  decision: 'keep' | 'delete',
): Promise<Result<MinorFlag, 'decided' | 'held'>> {
  const status = decision === 'keep' ? ('kept' as const) : ('deleted' as const)
  if (flag.status !== 'sealed') return flag.status === status ? ok(flag) : err('decided')
  const by = { decidedBy: nameOf(ctx.actor), decidedAtMs: ctx.nowMs }
  const whyNot = await begin(ctx, flag, decision, by)
  if (whyNot !== null) return err(whyNot)
  const decided = { status, ...by }
  const statements = await settling(ctx, flag, decided)
  try {
    if (decision === 'keep') await ctx.db.batch(statements)
    else await deleteContent(ctx, flag.contents, statements)
  } catch (error) {
    if (!isNullViolation(error)) throw error
    return asItStands(ctx, flag, status)
  }
  await sealAuditQuietly(ctx)
  await wakeQuietly(ctx)
  return ok({ ...flag, ...decided })
}

const undecided = (flag: MinorFlag) =>
  and(eq(minorFlags.id, flag.id), eq(minorFlags.status, 'sealed'), isNull(minorFlags.decidedAtMs))

/** No order keeps anything of what is deleted with a flag. */
export const isFreeToGo = (nowMs: number): SQL =>
  sql.join(
    DELETED.map((category) => isNotHeld(category, minorFlags, nowMs)),
    sql` AND `,
  )

type By = Pick<MinorFlag, 'decidedBy' | 'decidedAtMs'>

/** Claims a deletion; why there is none, or nothing to keep any more. */
async function begin(
  ctx: Ctx,
  flag: MinorFlag,
  decision: 'keep' | 'delete',
  by: By,
): Promise<'decided' | 'held' | null> {
  const isClaimed = flag.decidedAtMs !== null
  if (decision === 'keep') return isClaimed ? 'decided' : null
  if (isClaimed || (await claim(ctx, flag, by))) return null
  return (await isUndecided(ctx, flag)) ? 'held' : 'decided'
}

async function claim({ db, nowMs }: Ctx, flag: MinorFlag, by: By): Promise<boolean> {
  const claimed = await db
    .update(minorFlags)
    .set(by)
    .where(and(undecided(flag), isFreeToGo(nowMs)))
    .returning({ id: minorFlags.id })
  return claimed.length > 0
}

async function isUndecided({ db }: Ctx, flag: MinorFlag): Promise<boolean> {
  return (await db.select({ id: minorFlags.id }).from(minorFlags).where(undecided(flag)).get()) !== undefined
}

/** Somebody else decided in the same moment: the same, or otherwise. */
async function asItStands(
  { db }: Ctx,
  flag: MinorFlag,
  status: MinorFlag['status'],
): Promise<Result<MinorFlag, 'decided'>> {
  const now = await db.select().from(minorFlags).where(eq(minorFlags.id, flag.id)).get()
  return now?.status === status ? ok(now) : err('decided')
}

/** The flag as it is decided, with its event and its entry in the chain. */
async function settling(
  ctx: Ctx,
  flag: MinorFlag,
  decided: Pick<MinorFlag, 'status' | 'decidedBy' | 'decidedAtMs'>,
): Promise<readonly [BatchItem<'sqlite'>, ...BatchItem<'sqlite'>[]]> {
  const { status } = decided
  const told = {
    flag_id: flag.id,
    status,
    source: flag.source,
    ...(flag.personId !== null && { person_id: flag.personId }),
  }
  const detailHash = await detailHashOf({ id: flag.id, ...decided })
  // A deletion that was claimed meanwhile is no longer to be kept, and what has ended does not end again.
  const isOpen = status === 'kept' ? undecided(flag) : eq(minorFlags.status, 'sealed')
  return [
    ctx.db
      .update(minorFlags)
      // Null, which the column does not take: then nothing of the batch is written.
      .set({ ...decided, status: sql`CASE WHEN ${isOpen} THEN ${status} END` })
      .where(eq(minorFlags.id, flag.id)),
    emit(ctx, 'minor.settled', told),
    appendAudit(ctx, [{ action: 'minor.decided', subject: flag.id, detailHash }], { once: true }),
  ]
}
