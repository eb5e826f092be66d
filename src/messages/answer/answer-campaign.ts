import { readAnswer } from '../../outreach/campaign/read-answer.ts'
import type { Outbox } from '../outbox.ts'
import { hasOutbox, newestRow, outboxOf, rowByKey } from '../outbox-rows.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import type { WantedMessage } from '../wanted-message.ts'
import { wordsOf } from '../words-of.ts'
import type { Waiting } from './take-burst.ts'

/** So long the question of a campaign stays open. */
const ASK_MS_MAX = 7 * 24 * 60 * 60 * 1000

interface Deps {
  readonly handle: ThreadHandle
  readonly outbox: Pick<Outbox, 'prepare' | 'put'>
}

/**
 * Takes a yes, a no or the like for the answer to what a campaign has asked, where that was the last thing written to them: what
 * it says is done at once, and they are told. Safe to repeat.
 *
 * @returns false for everything that is for the agent.
 */
export async function answersCampaign({ handle, outbox }: Deps, waiting: Waiting, nowMs: number): Promise<boolean> {
  if (!hasOutbox(handle)) return false
  const { message, messageId } = waiting
  const key = `campaign:${messageId}`
  if (rowByKey(outboxOf(handle), key) !== null) return true
  const asked = newestRow(outboxOf(handle))
  const campaign = asked?.about.campaign
  const answer = readAnswer(waiting.words ?? wordsOf(message.content) ?? '')
  if (asked === null || campaign === undefined || answer === null) return false
  if (nowMs - asked.about.createdAtMs > ASK_MS_MAX) return false
  const { tenantId, region, livemode, personId } = handle.pins
  const told = await handle
    .ctx(nowMs)
    .objects.campaign(campaign.id)
    .answer(
      { tenantId, region, livemode, campaignId: campaign.id },
      { memberId: campaign.memberId, answer, personId, callId: null },
    )
  if (told === null) return false
  const { phone, userId } = message.sender
  const reply: WantedMessage = {
    channel: message.channel,
    provider: waiting.provider,
    line: message.line,
    to: { phone, userId },
    content: { type: 'text', text: told.text },
    author: 'system',
    repliesTo: messageId,
    key,
  }
  outbox.put(await outbox.prepare(reply, nowMs))
  await handle.arm()
  return true
}
