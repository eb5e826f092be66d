import type { Ctx } from '../context.ts'
import { log } from '../kernel/log.ts'
import type { Channel, Recipient } from '../messages/message.ts'
import { lineUsedWith, linesOn, type SendingLine } from '../messages/sending-line.ts'
import { personNow } from '../people/person-now.ts'
import { readProfile } from '../people/profile.ts'
import type { Business } from './business.ts'

/** A text that is to reach somebody on a channel that was known before they asked. */
export interface Notice {
  readonly text: string
  /** Names this very text: wanted again it is the one that is on its way. */
  readonly key: string
  /** It confirms a stop of this moment, and is the one text that may follow it. */
  readonly isConfirmation?: boolean
}

/** Where the texts of test mode go, when the business has claimed nothing there. */
const TEST_LINE: SendingLine = { provider: 'test', line: 'test', agentId: null }

/** The address that is known of a person; null where none is. */
export async function knownEmailOf(ctx: Ctx, personId: string): Promise<string | null> {
  return (await readProfile(ctx, await personNow(ctx, personId))).email ?? null
}

/**
 * Texts somebody on a channel that is known of them. What they have put an end to stays at an end: whoever asked for quiet is
 * not texted because somebody claims to be them.
 *
 * False where nothing leads there, or it may not be sent. Whether it arrived nobody knows yet.
 */
export async function textKnown(
  ctx: Ctx,
  person: { readonly personId: string; readonly business: Pick<Business, 'vertical'> },
  channel: Channel,
  notice: Notice,
): Promise<boolean> {
  // Of health care nothing goes over WhatsApp that no template was approved for.
  if (channel === 'whatsapp' && person.business.vertical === 'healthcare') return false
  const personId = await personNow(ctx, person.personId)
  const to = await reachedAt(ctx, personId, channel)
  const line = to === null ? undefined : await lineFor(ctx, personId, channel)
  if (to === null || line === undefined) return false
  const { tenantId, region, livemode } = ctx
  const sent = await ctx.objects.thread(personId).send(
    { tenantId, region, livemode, personId },
    {
      channel,
      provider: line.provider,
      line: line.line,
      to,
      content: { type: 'text', text: notice.text },
      author: 'system',
      purpose: 'service',
      key: notice.key,
      // A code is nobody's but theirs.
      keepsWords: false,
      ...(notice.isConfirmation === true && { isConfirmation: true }),
    },
  )
  if (!sent.ok) log.info('privacy.not_texted', { tenantId, channel, reason: sent.error.code })
  return sent.ok
}

async function reachedAt(ctx: Ctx, personId: string, channel: Channel): Promise<Recipient | null> {
  if (channel === 'whatsapp') return (await ctx.objects.thread(personId).correspondent(channel))?.to ?? null
  const { phone } = await readProfile(ctx, personId)
  return phone === undefined ? null : { phone, userId: null }
}

async function lineFor(ctx: Ctx, personId: string, channel: Channel): Promise<SendingLine | undefined> {
  const lines = await linesOn(ctx, channel)
  if (lines.length === 0 && !ctx.livemode) return TEST_LINE
  return lineUsedWith(ctx, personId, channel, lines)
}
