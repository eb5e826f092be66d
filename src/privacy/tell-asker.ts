import type { Ctx } from '../context.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { businessOf } from './business.ts'
import { changeRequest, hasEnded, typesOf, type RequestRow } from './change-request.ts'
import { isAnsweredByMail } from './next-look.ts'
import { openDetails } from './request-details.ts'
import { toldDue, toldName } from './told-asker.ts'
import { ending, wordingIn } from './words.ts'
import type { Words, Wording } from './words/wording.ts'

/** What is told, in the language of whoever asked; null where there is nothing to tell. `once` names it: it is sent once. */
interface Telling {
  readonly say: (wording: Wording) => Words | null
  readonly once: string
}

/**
 * Owes whoever asked a mail about their request; nothing where there is no address to answer to.
 *
 * @returns false where it is never sent.
 */
export async function mailAsker(ctx: Ctx, row: RequestRow, kind: string, { say, once }: Telling): Promise<boolean> {
  if (!isAnsweredByMail(row)) return true
  const { replyTo, language } = await openDetails(ctx, row)
  const words = replyTo === null ? null : say(wordingIn(language))
  if (replyTo === null || words === null) return true
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
  await mailAsker(ctx, row, row.outcome === 'erased' ? 'erased' : 'notice', {
    say: (wording) => ending({ ...row, types: typesOf(row) }, toldName(row, name, wording), wording),
    once: 'ended',
  })
  await changeRequest(ctx, row.id, (known) =>
    known.toldAtMs === null ? { set: { toldAtMs: ctx.nowMs, nextLookAtMs: null }, isBookkeeping: true } : null,
  )
}

/** Tells whoever asked that their request was received, where nobody has. */
export async function acknowledge(ctx: Ctx, row: RequestRow): Promise<void> {
  if (row.acknowledgedAtMs !== null) return
  const { name } = await businessOf(ctx)
  const isTold = await mailAsker(ctx, row, 'notice', {
    say: (wording) =>
      wording.acknowledgement({ ...row, ...toldDue(row), types: typesOf(row) }, toldName(row, name, wording)),
    once: 'acknowledged',
  })
  if (isTold) await noteAcknowledged(ctx, row.id)
}

/** Notes that whoever asked was told that their request was received, and by when it is answered. */
export async function noteAcknowledged(ctx: Ctx, requestId: string): Promise<void> {
  await changeRequest(ctx, requestId, (row) =>
    row.acknowledgedAtMs === null ? { set: { acknowledgedAtMs: ctx.nowMs }, isBookkeeping: true } : null,
  )
}
