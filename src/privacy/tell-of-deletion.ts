import type { Ctx } from '../context.ts'
import { oweMail } from '../mail/owe-mail.ts'
import { plainEmail } from '../people/profile.ts'
import type { Business } from './business.ts'
import { typesOf, type RequestRow } from './change-request.ts'
import { knownEmailOf, textKnown } from './known-channels.ts'
import { openDetails } from './request-details.ts'
import { deletionNotice, deletionText } from './words.ts'

interface Deletion {
  readonly row: RequestRow
  readonly personId: string
  readonly business: Business
  readonly startsAtMs: number
}

/** Tells every channel that is known, and whoever asked, that data is going to be deleted, while it can be called off. */
export async function tellOfDeletion(ctx: Ctx, { row, personId, business, startsAtMs }: Deletion): Promise<void> {
  const words = deletionNotice({ ...row, types: typesOf(row) }, business.name, startsAtMs)
  const { replyTo } = await openDetails(ctx, row)
  const known = await knownEmailOf(ctx, personId)
  const addresses = new Set([replyTo, known].flatMap((address) => (address === null ? [] : plainEmail(address))))
  for (const [nth, to] of [...addresses].entries())
    await oweMail(ctx, {
      kind: 'notice',
      onceKey: `request:${row.id}:deletion:${nth}`,
      to,
      ...words,
      from: 'privacy',
      requestId: row.id,
    })
  const notice = { text: deletionText(business.name), key: `deletion:${row.id}` }
  for (const channel of ['sms', 'whatsapp'] as const) await textKnown(ctx, { personId, business }, channel, notice)
}
