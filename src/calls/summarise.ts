import type { AgentDocument } from '../agents/agent-document.ts'
import { textIn } from '../agents/text-in.ts'
import { isSpanish } from '../dialogue/guardrails/guard-words.ts'
import { slotInSpanish } from '../dialogue/when/say-in-spanish.ts'
import { writeSlot } from '../dialogue/when/say.ts'
import type { CallMemory, CallTurn } from './call-memory.ts'
import type { CallState } from './call-state.ts'
import { OUTCOMES, type Outcome } from './call.ts'
import { answeredByOf } from './outbound/answered-by.ts'
import { summaryWords } from './summary-words.ts'
import { isTaken } from './transfer/advance-transfer.ts'
import type { CallSummary } from './transcript.ts'

/** What came of a call. Passed on is only who was taken over by somebody. */
const outcomesOf = (state: Pick<CallState, 'outcomes' | 'transfer'>): readonly Outcome[] =>
  isTaken(state) ? state.outcomes : state.outcomes.filter((outcome) => outcome !== 'transferred')

/** The best thing that came of a call, or what its lack of one says. */
export function outcomeOf(state: Pick<CallState, 'outcomes' | 'endReason' | 'turns' | 'transfer'>): Outcome {
  const came = outcomesOf(state)
  const best = OUTCOMES.find((outcome) => came.includes(outcome))
  if (best) return best
  return state.endReason === 'relay_failed' || state.endReason === 'carrier_error' ? 'failed' : 'abandoned'
}

type Words = ReturnType<typeof summaryWords>

/** What is said of each outcome of this call: of one of ours some are told otherwise. */
const sentencesOf = (words: Words, { outbound }: CallState): Partial<Record<Outcome, string>> =>
  outbound === undefined
    ? words.outcomes(words.caller)
    : { ...words.outcomes(words.callee), ...words.ours(words.callee) }

/** Of a call that we made, why nothing came of it. */
function oursCameToNothing(words: Words, state: CallState): string {
  const unreached = state.endReason === null ? undefined : words.notReached[state.endReason]
  if (unreached !== undefined) return unreached
  const met = state.outbound?.lead?.isWrong === true ? 'wrong_number' : answeredByOf(state)
  const said = met === null ? undefined : words.met[met]
  if (said !== undefined) return said
  if (state.endReason === 'silence') return words.nobody
  if (state.endedBy === 'agent') return words.agentEnded
  return sentencesOf(words, state)[outcomeOf(state)] ?? ''
}

/** Why nothing came of a call. */
function nothingCame(words: Words, state: CallState): string {
  if (state.outbound !== undefined) return oursCameToNothing(words, state)
  if (state.endReason === 'silence') return words.saidNothing(words.caller)
  if (state.endedBy === 'agent') return words.saidGoodbye(words.caller)
  return sentencesOf(words, state)[outcomeOf(state)] ?? ''
}

/**
 * The summary of a call, made by rules from what was done and heard, never from what was only generated.
 *
 * In the language that its agent talks in, as a model's would be. Dates are said on the business's own clock.
 */
export function summarise(
  state: CallState,
  memory: CallMemory,
  turns: readonly CallTurn[],
  document: AgentDocument,
): Omit<CallSummary, 'fields'> {
  const { default: language } = document.languages
  const words = summaryWords(language)
  const facts = factsOf(words, state, memory, document)
  const sentences = sentencesOf(words, state)
  const others = OUTCOMES.filter((outcome) => outcomesOf(state).includes(outcome)).flatMap(
    (outcome) => sentences[outcome] ?? [],
  )
  const closing = facts.length + others.length === 0 ? [nothingCame(words, state)] : []
  const heard = turns.filter(({ caller }) => caller !== null).length
  const spoken = heard === 0 ? '' : words.turns(heard, textIn(document.name, language))
  return {
    text: [...facts, ...others, ...closing, spoken].filter(Boolean).join(' '),
    followUps: followUpsOf(words, state),
  }
}

/** What was booked, moved, asked for and cancelled. */
function factsOf(words: Words, state: CallState, { name, talk }: CallMemory, document: AgentDocument): string[] {
  const { listed, confirmed, moved, cancelled } = talk.tools
  const who = name ?? (state.outbound === undefined ? words.caller : words.callee)
  const clock = { nowMs: state.startedAtMs, timeZone: document.hours.tz }
  const when = (atMs: number): string =>
    isSpanish(document.languages.default) ? slotInSpanish(atMs, clock.timeZone) : writeSlot(atMs, clock)
  return listed
    .filter(({ bookingId }) => [...confirmed, ...moved, ...cancelled].includes(bookingId))
    .map(({ bookingId, serviceName, startsAtMs, status }) => {
      const asked = status === 'requested' ? 'requested' : 'booked'
      const did = status === 'cancelled' ? 'cancelled' : moved.includes(bookingId) ? 'moved' : asked
      return `${who} ${words.did[did]} ${serviceName}: ${when(startsAtMs)}.`
    })
}

/** The voicemail of a call of ours is the other side's to listen to. */
function followUpsOf({ followUps, oursFollowUps }: Words, { outcomes, outbound }: CallState): readonly string[] {
  if (outbound === undefined) return outcomes.flatMap((outcome) => followUps[outcome] ?? [])
  return outcomes.flatMap((outcome) =>
    outcome === 'voicemail_left' ? [] : (oursFollowUps[outcome] ?? followUps[outcome] ?? []),
  )
}
