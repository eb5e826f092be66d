import type { Ctx } from '../context.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { plainEmail } from '../people/profile.ts'
import type { Business } from './business.ts'
import type { RequestRow } from './change-request.ts'
import { knownEmailOf, textKnown } from './known-channels.ts'
import { languageOf } from './language-of.ts'
import { openDetails } from './request-details.ts'
import { wordingIn } from './words.ts'

interface Deletion {
  readonly row: RequestRow
  readonly personId: string
  /** What is begun anew after it was called off is told of anew. */
  readonly erasureId: string
  readonly business: Business
  readonly startsAtMs: number
}

/** Tells every channel that is known, and whoever asked, that data is going to be deleted, while it can be called off. */
export async function tellOfDeletion(
  ctx: Ctx,
  { row, personId, erasureId, business, startsAtMs }: Deletion,
): Promise<void> {
  const { replyTo, language } = await openDetails(ctx, row)
  const own = wordingIn(await languageOf(ctx, personId, language))
  const known = await knownEmailOf(ctx, personId)
  // Whoever asked is told in what they asked in, and where that is the address on file, in what its owner prefers.
  const told = new Map([
    ...(replyTo === null ? [] : [[plainEmail(replyTo), language === undefined ? own : wordingIn(language)] as const]),
    ...(known === null ? [] : [[plainEmail(known), own] as const]),
  ])
  for (const [nth, [to, wording]] of [...told].entries())
    await oweMail(ctx, {
      kind: 'notice',
      onceKey: `request:${row.id}:deletion:${erasureId}:${nth}`,
      to,
      ...wording.deletionNotice(row.id, business.name, startsAtMs),
      from: 'privacy',
      requestId: row.id,
    })
  const text = own.deletionText(business.name)
  // messages/heed-deletion.ts knows by the key that an answer may be one to this.
  for (const channel of ['sms', 'whatsapp'] as const)
    await textKnown(ctx, { personId, business }, channel, { text, key: `deletion:${erasureId}:${channel}` })
}
