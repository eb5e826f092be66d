import type { Ctx } from '../../context.ts'
import { oweMail } from '../../mail/owe-mail.ts'
import { businessOf } from '../business.ts'
import { findRequest } from '../change-request.ts'
import { knownEmailOf, textKnown } from '../known-channels.ts'
import { languageOf } from '../language-of.ts'
import { openDetails } from '../request-details.ts'
import { wordingIn } from '../words.ts'
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
  const words = wordingIn(await languageOf(ctx, personId, await askedIn(ctx, requestId))).exportCode(
    business.name,
    code,
  )
  for (const channel of ['sms', 'whatsapp'] as const)
    if (await textKnown(ctx, { personId, business }, channel, { text: words.text, key: `export:${key}` }))
      return channel
  const to = await knownEmailOf(ctx, personId)
  if (to === null || to.toLowerCase() === notTo?.toLowerCase()) return null
  const status = await oweMail(ctx, {
    kind: 'notice',
    onceKey: `export-code:${key}`,
    to,
    ...words,
    from: 'privacy',
    ...(requestId !== null && { requestId }),
  })
  return status === 'capped' ? null : 'email'
}

/** What they asked in. What a business gives out by itself nobody asked for. */
async function askedIn(ctx: Ctx, requestId: string | null): Promise<string | undefined> {
  const request = requestId === null ? undefined : await findRequest(ctx, requestId)
  return request === undefined ? undefined : (await openDetails(ctx, request)).language
}
