import type { Ctx } from '../../context.ts'
import { oweMail } from '../../mail/owe-mail.ts'
import { businessOf } from '../business.ts'
import { knownEmailOf, textKnown } from '../known-channels.ts'
import type { ExportRow } from './export-progress.ts'

export const LINK_CODE_CHANNELS = ['sms', 'whatsapp', 'email'] as const
export type LinkCodeChannel = (typeof LINK_CODE_CHANNELS)[number]

interface LinkCode {
  readonly code: string
  /** Names this very code. */
  readonly key: string
  /** The address the link goes to: link and code never go the same way. Null: it is handed over. */
  readonly notTo: string | null
}

/** Sends the code of an export's link to the first known channel that leads to the person. Null where none does. */
export async function sendLinkCode(
  ctx: Ctx,
  { personId, requestId }: ExportRow,
  { code, key, notTo }: LinkCode,
): Promise<LinkCodeChannel | null> {
  const business = await businessOf(ctx)
  const text = `${business.name}: ${code} opens the copy of your data that you asked for. Enter it on the page of the link. If you did not ask, tell nobody.`
  for (const channel of ['sms', 'whatsapp'] as const)
    if (await textKnown(ctx, { personId, business }, channel, { text, key: `export:${key}` })) return channel
  const to = await knownEmailOf(ctx, personId)
  if (to === null || to.toLowerCase() === notTo?.toLowerCase()) return null
  const status = await oweMail(ctx, {
    kind: 'notice',
    onceKey: `export-code:${key}`,
    to,
    subject: `A code from ${business.name}`,
    text,
    from: 'privacy',
    ...(requestId !== null && { requestId }),
  })
  return status === 'capped' ? null : 'email'
}
