import { standingIn } from '../../../src/agents/evals/effects.ts'
import type { Conversation } from '../../../src/agents/evals/conversation.ts'
import { localOf } from '../../../src/dialogue/when/zone-clock.ts'
import type { Goal, Persona } from './persona.ts'

/** Of the words that make up an answer, this share must have been said. */
const ANSWERED_MIN = 0.4
const WORD_CHARS_MIN = 4

/** Why somebody has not got what they called for, by what is written down and what they were told; null when they have. */
export function notReached(persona: Persona, talk: Conversation, replies: readonly string[]): string | null {
  const { goal } = persona
  const said = replies.join(' ')
  switch (goal.kind) {
    case 'book':
      return notBooked(goal, persona.name, talk)
    case 'ask':
      return shareSaid(goal.answer, said) >= ANSWERED_MIN ? null : `The question “${goal.question}” was not answered.`
    case 'hours':
      return /\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\bclosed\b|\bnoon\b/i.test(said) ? null : 'No hours were told.'
    case 'message':
      return hasTask(talk, ['message']) ? null : 'No message was taken.'
    case 'human':
      return isHandedOn(talk) || (persona.manner === 'spanish' && /\benglish\b|español/i.test(said))
        ? null
        : 'They were not put through, and nobody was asked to call them.'
  }
}

const hasTask = ({ effects }: Conversation, kinds: readonly string[]): boolean =>
  [...effects.tasks.values()].some(({ kind }) => kinds.includes(kind))

const isHandedOn = (talk: Conversation): boolean =>
  talk.ending?.how === 'transfer' || talk.ending?.how === 'voicemail' || hasTask(talk, ['callback', 'message'])

function notBooked(goal: Extract<Goal, { kind: 'book' }>, name: string, talk: Conversation): string | null {
  const standing = standingIn(talk.effects)
  if (goal.cancels) {
    if (talk.effects.bookings.size === 0) return 'Nothing was booked.'
    return standing.length === 0 ? null : 'What was to be cancelled still stands.'
  }
  const [one, ...more] = standing
  if (one === undefined) return 'Nothing was booked.'
  if (more.length > 0) return `${standing.length} bookings stand where one was wanted.`
  const { day } = localOf(one.booking.startsAtMs, talk.setting.room.timeZone)
  if (one.booking.serviceSlug !== goal.service.id)
    return `Booked was ${one.booking.serviceSlug}, not ${goal.service.id}.`
  if (day !== (goal.instead ?? goal.wish).day) return 'It was booked on another day than they wanted.'
  return one.name.toLowerCase() === name.toLowerCase() ? null : `It was booked for ${one.name}, not for ${name}.`
}

function shareSaid(answer: string, said: string): number {
  const heard = new Set(wordsOf(said))
  const words = [...new Set(wordsOf(answer))]
  return words.length === 0 ? 1 : words.filter((word) => heard.has(word)).length / words.length
}

const wordsOf = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= WORD_CHARS_MIN || /\d/.test(word))
