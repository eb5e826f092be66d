import type { AgentDocument } from '../agents/agent-document.ts'
import { textIn } from '../agents/text-in.ts'
import { saySlot } from '../dialogue/when/say.ts'
import type { CallMemory, CallTurn } from './call-memory.ts'
import type { CallState } from './call-state.ts'
import { OUTCOMES, type EndReason, type Outcome } from './call.ts'
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

const SENTENCE: Partial<Record<Outcome, string>> = {
  emergency_redirect: 'The caller described an emergency and was told whom to call.',
  refill_requested: 'A refill request was taken down for the staff.',
  opted_out: 'The caller asked not to be contacted again.',
  transferred: 'The caller was passed on to a person.',
  callback_task: 'The caller asked for a person; a call-back task was made.',
  message_taken: 'A message was taken.',
  voicemail_left: 'The caller left a voicemail.',
  question_answered: 'Questions were answered.',
  abandoned: 'The caller hung up before anything came of it.',
  failed: 'The call broke off for technical reasons.',
}

/** Of a call that we made. */
const OURS: typeof SENTENCE = {
  ...SENTENCE,
  confirmed: 'The appointment was confirmed.',
  emergency_redirect: 'Whoever answered described an emergency and was told whom to call.',
  opted_out: 'Whoever answered asked not to be contacted again.',
  transferred: 'Whoever answered was passed on to a person.',
  callback_task: 'Whoever answered is to be called back; a task was made.',
  voicemail_left: 'We left a voicemail.',
  abandoned: 'Whoever answered hung up before anything came of it.',
}

const NOT_REACHED: Partial<Record<EndReason, string>> = {
  busy: 'The line was busy.',
  no_answer: 'Nobody picked up.',
  canceled: 'The call was called off before anybody picked up.',
  contact_refused: 'The rules did not let this call be made.',
  number_invalid: 'The number cannot be called.',
  outcome_unknown: 'Nobody knows whether the call was made.',
}

/** Of a call that we made, why nothing came of it. */
function oursCameToNothing(state: CallState): string {
  const unreached = state.endReason === null ? undefined : NOT_REACHED[state.endReason]
  if (unreached !== undefined) return unreached
  if (state.endReason === 'silence') return 'Nobody said anything, and the agent said goodbye.'
  if (state.endedBy === 'agent') return 'The agent ended the call before anything came of it.'
  return OURS[outcomeOf(state)] ?? ''
}

/** Why nothing came of a call. */
function nothingCame(state: CallState): string {
  if (state.outbound !== undefined) return oursCameToNothing(state)
  if (state.endReason === 'silence') return 'The caller said nothing, and the agent said goodbye.'
  if (state.endedBy === 'agent') return 'The caller said goodbye before anything came of it.'
  return SENTENCE[outcomeOf(state)] ?? ''
}

/**
 * The summary of a call, made by rules from what was done and heard, never from what was only generated.
 *
 * Dates are said on the business's own clock.
 */
export function summarise(
  state: CallState,
  memory: CallMemory,
  turns: readonly CallTurn[],
  document: AgentDocument,
): Omit<CallSummary, 'fields'> {
  const { tools } = memory.talk
  const clock = { nowMs: state.startedAtMs, timeZone: document.hours.tz }
  const who = memory.name ?? (state.outbound === undefined ? 'The caller' : 'Whoever answered')
  const sentences = state.outbound === undefined ? SENTENCE : OURS
  const facts = tools.listed
    .filter(({ bookingId }) => [...tools.confirmed, ...tools.moved, ...tools.cancelled].includes(bookingId))
    .map(({ bookingId, serviceName, startsAtMs, status }) => {
      const did =
        status === 'cancelled'
          ? 'cancelled'
          : tools.moved.includes(bookingId)
            ? 'moved'
            : status === 'requested'
              ? 'requested'
              : 'booked'
      return `${who} ${did} ${serviceName}: ${saySlot(startsAtMs, clock)}.`
    })
  const others = OUTCOMES.filter((outcome) => outcomesOf(state).includes(outcome)).flatMap(
    (outcome) => sentences[outcome] ?? [],
  )
  const closing = facts.length + others.length === 0 ? [nothingCame(state)] : []
  const asked = turns.filter(({ caller }) => caller !== null).length
  const spoken = `${asked} ${asked === 1 ? 'turn' : 'turns'} with ${textIn(document.name, document.languages.default)}.`
  return { text: [...facts, ...others, ...closing, spoken].filter(Boolean).join(' '), followUps: followUpsOf(state) }
}

const FOLLOW_UP: Partial<Record<Outcome, string>> = {
  callback_task: 'Call the caller back.',
  message_taken: 'Read the message.',
  voicemail_left: 'Listen to the voicemail.',
  refill_requested: 'Look at the refill request.',
  emergency_redirect: 'Check that the caller got help.',
}

/** The voicemail of a call of ours is the other side's to listen to. */
const OURS_FOLLOW_UP: typeof FOLLOW_UP = {
  emergency_redirect: 'Check that they got help.',
  callback_task: 'Call them back.',
  message_taken: 'Read the message.',
  refill_requested: 'Look at the refill request.',
}

const followUpsOf = ({ outcomes, outbound }: CallState): readonly string[] =>
  outcomes.flatMap((outcome) => (outbound === undefined ? FOLLOW_UP : OURS_FOLLOW_UP)[outcome] ?? [])
