import type { AnswerTold } from '../../outreach/campaign/answer-member.ts'
import { readAnswer, type MemberAnswer } from '../../outreach/campaign/read-answer.ts'
import type { Outbox } from '../outbox.ts'
import { hasOutbox, newestRow, outboxOf, rowByKey } from '../outbox-rows.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import type { CampaignMember, WantedMessage } from '../wanted-message.ts'
import { wordsOf } from '../words-of.ts'
import type { Waiting } from './take-burst.ts'

/** So long the question of a campaign stays open. */
export const ASK_MS_MAX = 7 * 24 * 60 * 60 * 1000

interface Deps {
  readonly handle: ThreadHandle
  readonly outbox: Pick<Outbox, 'prepare' | 'put'>
}

/** What somebody answers to the last thing that was written to them, where a campaign wrote it. */
interface AskedByCampaign {
  readonly campaign: CampaignMember
  readonly answer: MemberAnswer
}

/** The answer that a message is to what a campaign has asked, or null where it is none. */
export function askedByCampaign(
  handle: ThreadHandle,
  { message, words }: Waiting,
  nowMs: number,
): AskedByCampaign | null {
  const asked = hasOutbox(handle) ? newestRow(outboxOf(handle)) : null
  const campaign = asked?.about.campaign
  const answer = readAnswer(words ?? wordsOf(message.content) ?? '')
  if (asked === null || campaign === undefined || answer === null) return null
  return nowMs - asked.about.createdAtMs > ASK_MS_MAX ? null : { campaign, answer }
}

/** Has the campaign do what the answer asks for. Safe to repeat. Null where it has asked nothing of the kind. */
export function tellCampaign(
  handle: ThreadHandle,
  { campaign, answer }: AskedByCampaign,
  nowMs: number,
): Promise<AnswerTold | null> {
  const { tenantId, region, livemode, personId } = handle.pins
  const pins = { tenantId, region, livemode, campaignId: campaign.id }
  const asked = { memberId: campaign.memberId, answer, personId, callId: null }
  return handle.ctx(nowMs).objects.campaign(campaign.id).answer(pins, asked)
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
  const asked = askedByCampaign(handle, waiting, nowMs)
  const told = asked === null ? null : await tellCampaign(handle, asked, nowMs)
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
