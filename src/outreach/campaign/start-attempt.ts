import { REFUSAL_CODES, type ContactRefusalCode, type Purpose } from '../../consent/contact.ts'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Channel } from '../../messages/message.ts'
import { linesOn } from '../../messages/sending-line.ts'
import { writeTo } from '../../messages/write-to.ts'
import type { NotBegun } from './advance-member.ts'
import { contentOf, type CampaignRow, type MemberRow, type Target } from './campaign.ts'
import { wordingFor } from './words.ts'

export { openTarget } from './open-target.ts'

/** The code of a member whose slot somebody else took: what goes to them says so. */
export const SLOT_GONE = 'slot_gone'

/**
 * Why an attempt is not begun. `no_line`, `no_words`: nothing of the campaign can be, as it has no line to send by, or no words.
 * `pointless`: what it was about is over.
 */
export type Hindered =
  | NotBegun
  | { readonly code: 'no_line' | 'no_words' | 'pointless'; readonly nextAllowedAtMs: null }

/** One attempt, as the thread of its person is asked for it: asked again under its key, it is the one that is there. */
export interface Attempt {
  readonly campaign: CampaignRow
  readonly member: MemberRow
  readonly target: Target
  /** With the fields that everybody has. */
  readonly fields: Readonly<Record<string, string>>
  readonly key: string
}

/** The code of a member whose attempt was held back in the very moment in which it was to start. It goes under another key. */
export const PUT_OFF = 'put_off'

/** Codes that say what the next attempt is: they stay until there is an outcome. */
export const staysAs = (lastCode: string | null): boolean => lastCode === SLOT_GONE || lastCode === PUT_OFF

export function attemptKey({ id, attempts, lastCode }: MemberRow): string {
  if (lastCode === SLOT_GONE) return `${id}:gone`
  return lastCode === PUT_OFF ? `${id}:${attempts}:again` : `${id}:${attempts}`
}

/** Sends the message of an attempt. Gives its id, or why there is none. */
export async function sendAttempt(ctx: Ctx, attempt: Attempt, channel: Channel): Promise<Result<string, Hindered>> {
  const { campaign, member, target, fields, key } = attempt
  const said = { kind: campaign.kind, content: contentOf(campaign) }
  const wording = wordingFor(said, channel, fields, member.lastCode === SLOT_GONE)
  if (wording === null) return err({ code: 'no_words', nextAllowedAtMs: null })
  const lines = await linesOn(ctx, channel)
  const from = lines.find(({ agentId }) => agentId !== null && agentId === campaign.agentId)?.line ?? null
  try {
    const sent = await writeTo(ctx, {
      to: { phone: target.phone, userId: null },
      channel,
      from,
      ...wording,
      author: 'system',
      purpose: campaign.purpose as Purpose,
      key,
      campaign: { id: campaign.id, memberId: member.id },
    })
    return ok(sent.id)
  } catch (thrown) {
    if (thrown instanceof Refusal) return err(hindered(thrown))
    throw thrown
  }
}

const isGateCode = (code: string): code is ContactRefusalCode => (REFUSAL_CODES as readonly string[]).includes(code)

/** What a refusal means for an attempt. */
export function hindered({ code, detail }: Refusal): Hindered {
  const allowedAt = detail.extra?.['next_allowed_at']
  const nextAllowedAtMs = typeof allowedAt === 'string' ? Date.parse(allowedAt) : null
  if (isGateCode(code)) return { code, nextAllowedAtMs }
  if (code === 'channel_not_allowed') return { code: 'phi_channel', nextAllowedAtMs: null }
  if (code !== 'invalid') return { code: 'unavailable', nextAllowedAtMs: null }
  // A number of the business's own is nobody's; anything else that is wrong is wrong for everybody.
  const isTheirs = detail.errors?.some(({ pointer }) => pointer === '/to') === true
  return isTheirs ? { code: 'number_invalid', nextAllowedAtMs: null } : { code: 'no_line', nextAllowedAtMs: null }
}
