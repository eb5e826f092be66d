import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import { standingIn, type Effects } from '../../../src/agents/evals/effects.ts'
import { claimOf } from '../../../src/dialogue/speech-guard-claims.ts'

/** What may be said of a talk because it was done. */
export interface Done {
  readonly booked: boolean
  readonly moved: boolean
  readonly cancelled: boolean
  /** A message, a call back, a refill or a booking that waits for a person's yes. */
  readonly handedOn: boolean
}

export const doneBy = (effects: Effects, isPutThrough: boolean): Done => ({
  booked: effects.bookings.size > 0,
  moved: effects.moves > 0,
  cancelled: effects.bookings.size > standingIn(effects).length,
  handedOn:
    effects.tasks.size > 0 || isPutThrough || standingIn(effects).some(({ booking }) => booking.status === 'requested'),
})

const WHO =
  '(?:someone|somebody|the team|they|our (?:team|staff|people)|the (?:office|doctor|nurse|desk)|we|a colleague)'
const HANDED_ON = [
  new RegExp(
    `\\b${WHO}(?:'ll| will| is going to) (?:\\w+ )?(?:call|ring|phone|get back to|contact|text|email|reach out to) you\\b`,
    'i',
  ),
  /\bi(?:'ve| have) (?:passed|sent|forwarded|noted|taken) (?:\w+ ){0,3}(?:message|request|that|it|note)\b/i,
  /\bi(?:'ve| have) (?:asked|told|let) (?:someone|somebody|the team|them)\b/i,
]
/** Said of what might be, it promises nothing. */
const NO_PROMISE = /\?\s*$|\b(?:would you like|shall|if you|so that|once|when|can|could|or)\b/i

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?])\s+/).filter(Boolean)

/** The sentences of a reply that tell of something nobody has done. What the business wrote itself it may say. */
export function emptyPromises(reply: string, done: Done, document: AgentDocument): readonly string[] {
  const own = JSON.stringify([document.skills, document.guardrails, document.opening])
  return sentencesOf(reply).filter((sentence) => {
    if (own.includes(JSON.stringify(sentence).slice(1, -1))) return false
    return !isBacked(sentence, done)
  })
}

function isBacked(sentence: string, done: Done): boolean {
  const claim = claimOf(sentence.toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' '))
  const anything = done.booked || done.moved || done.cancelled || done.handedOn
  const isTrue = {
    booked: done.booked || done.moved,
    moved: done.moved,
    cancelled: done.cancelled,
    filed: done.handedOn,
    done: anything,
  }
  if (claim !== null && !isTrue[claim]) return false
  const handsOn = HANDED_ON.some((pattern) => pattern.test(sentence)) && !NO_PROMISE.test(sentence)
  return !handsOn || done.handedOn
}
