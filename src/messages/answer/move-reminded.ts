import { leadWords } from '../../calls/outbound-talk/lead-words.ts'
import type { AnswerDeps } from './answer-deps.ts'
import { askedByCampaign, tellCampaign } from './answer-campaign.ts'
import { answeredBy } from './answered-by.ts'
import { documentOf } from './document-of.ts'
import type { Waiting } from './take-burst.ts'
import { readMemory } from './written-memory.ts'

/**
 * Somebody was reminded of an appointment and answers with the key or the word for moving it: that is noted in the campaign, and
 * said to the agent in words that any agent takes up, so that what they write next is understood for what it is.
 *
 * @returns null for everything else, and where no agent could move anything.
 */
export async function movesReminded(deps: AnswerDeps, waiting: Waiting, nowMs: number): Promise<Waiting | null> {
  const { handle } = deps
  const asked = askedByCampaign(handle, waiting, nowMs)
  if (asked?.answer !== 'move' || answeredBy(handle, nowMs) === 'staff') return null
  const document = await documentOf(handle, waiting, nowMs)
  if (document === null || !document.skills.booking) return null
  if (document.skills.confirmReminder?.allow.includes('reschedule') === false) return null
  if ((await tellCampaign(handle, asked, nowMs))?.answered !== 'move') return null
  const { language } = await readMemory(handle, nowMs)
  const text = leadWords(language ?? document.languages.default).wantsToMove
  return { ...waiting, message: { ...waiting.message, content: { type: 'text', text } } }
}
