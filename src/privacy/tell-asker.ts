import type { Ctx } from '../context.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { businessOf } from './business.ts'
import { changeRequest, hasEnded, typesOf, type RequestRow } from './change-request.ts'
import { isAnsweredByMail } from './next-look.ts'
import { openDetails } from './request-details.ts'
import { toldDue, toldName } from './told-asker.ts'
import { acknowledgement, ending, type Words } from './words.ts'

/**
 * Owes whoever asked a mail about their request; nothing where there is no address to answer to. `what` names it: it is sent once.
 *
 * @returns false where it is never sent.
 */
export async function mailAsker(
  ctx: Ctx,
  row: RequestRow,
  kind: string,
  what: { words: Words; once: string },
): Promise<boolean> {
  if (!isAnsweredByMail(row)) return true
  const { replyTo } = await openDetails(ctx, row)
  if (replyTo === null) return true
  const { words, once } = what
  const status = await oweMail(ctx, {
    kind,
    onceKey: `request:${row.id}:${once}`,
    to: replyTo,
    ...words,
    from: 'privacy',
    requestId: row.id,
  })
  return status !== 'capped'
}

/** Tells whoever asked how their request ended, once. Safe to repeat: until it is noted that they were, they are told again. */
export async function tellEnding(ctx: Ctx, row: RequestRow): Promise<void> {
  if (!hasEnded(row) || row.toldAtMs !== null) return
  const { name } = await businessOf(ctx)
  const words = ending({ ...row, types: typesOf(row) }, toldName(row, name))
  if (words !== null)
    await mailAsker(ctx, row, row.outcome === 'erased' ? 'erased' : 'notice', { words, once: 'ended' })
  await changeRequest(ctx, row.id, (known) =>
    known.toldAtMs === null ? { set: { toldAtMs: ctx.nowMs, nextLookAtMs: null }, isBookkeeping: true } : null,
  )
}

/** Tells whoever asked that their request was received, where nobody has. */
export async function acknowledge(ctx: Ctx, row: RequestRow): Promise<void> {
  if (row.acknowledgedAtMs !== null) return
  const { name } = await businessOf(ctx)
  const words = acknowledgement({ ...row, ...toldDue(row), types: typesOf(row) }, toldName(row, name))
  if (await mailAsker(ctx, row, 'notice', { words, once: 'acknowledged' })) await noteAcknowledged(ctx, row.id)
}

/** Notes that whoever asked was told that their request was received, and by when it is answered. */
export async function noteAcknowledged(ctx: Ctx, requestId: string): Promise<void> {
  await changeRequest(ctx, requestId, (row) =>
    row.acknowledgedAtMs === null ? { set: { acknowledgedAtMs: ctx.nowMs }, isBookkeeping: true } : null,
  )
}
