import { speechMs } from '../dialogue/heard.ts'
import { triesToSteer } from '../dialogue/guardrails/injection.ts'
import type { TurnEnd } from '../dialogue/turn.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import type { CallTurn } from './call-memory.ts'
import { withTimer, type CallState } from './call-state.ts'
import { isOver, type EndReason } from './call.ts'
import { isRunaway } from './guards/runaway.ts'
import { IDLE_MS } from './idle.ts'

/** After the last words were due to be heard, how long until we hang up. */
export const GOODBYE_GRACE_MS = 1_200
const TIMES_MAX = 200

/** The name a booking was made under, to greet the caller by from then on. */
export const nameHeard = (ended: Ended): string | null => ended.state.tools.callerName

/** What of a turn's end matters to the call. */
export type Ended = Pick<TurnEnd, 'state' | 'ending'> &
  Partial<Pick<TurnEnd, 'modelAtMs' | 'usage' | 'toolsCalled' | 'answered'>>

/** A turn that is worked: what was said, and what came of it. */
export interface Worked {
  readonly ended: Ended
  readonly turn: CallTurn
  readonly input: CallerInput
}

/** The call after a turn. */
export function afterTurn(state: CallState, { ended, turn, input }: Worked, nowMs: number): CallState {
  const { ending } = ended
  const spokenMs = speechMs(turn.agent)
  const talked = noted(input, counted(state, { ended, turn, input }), nowMs)
  // The call ended under the turn, or is about to whatever was said: how is settled, what came of the turn still counts.
  if (isOver(state.status) || state.ending?.stands) return talked
  const handoff = ending === null ? null : handoffOf(ending)
  const reason = ending === null ? null : REASON_OF_ENDING[ending.how]
  const timers = withTimer(
    withTimer(notForEver(talked, nowMs + spokenMs), 'idle', handoff === null ? nowMs + spokenMs + IDLE_MS : null),
    'hangUp',
    handoff === null ? null : nowMs + spokenMs + GOODBYE_GRACE_MS,
  )
  return {
    ...talked,
    ending:
      handoff === null
        ? null
        : { handoff, speechSeen: false, stands: ending !== null && 'stands' in ending && ending.stands === true },
    endedBy: reason === null ? null : 'agent',
    endReason: reason,
    timers,
  }
}

/** The call with what the turn adds to its sums, however it goes on. */
const counted = (state: CallState, { ended, turn, input }: Worked): CallState => ({
  ...state,
  toolCalls: (state.toolCalls ?? 0) + (ended.toolsCalled?.length ?? 0),
  silences: input.type === 'silent' ? state.silences + 1 : 0,
  failedTurns: 0,
  outcomes: ended.state.outcomes,
  ...timesAfter(state, { ended, turn, input }),
  tokens: spent(state.tokens, ended.usage),
})

const REASON_OF_ENDING: Readonly<Record<NonNullable<TurnEnd['ending']>['how'], EndReason>> = {
  goodbye: 'agent_goodbye',
  silence: 'silence',
  abusive: 'abusive',
  opted_out: 'opted_out',
  transfer: 'transferred',
  voicemail: 'voicemail',
  consent_declined: 'consent_declined',
  failed: 'provider_llm_error',
  // Only ever in writing.
  handed_over: 'transferred',
}

const handoffOf = (ending: NonNullable<TurnEnd['ending']>): string =>
  JSON.stringify(
    ending.how === 'transfer'
      ? { reason: 'transfer', to: ending.to.number, mode: ending.to.mode, digits: ending.to.sendDigits }
      : { reason: ending.how },
  )

/** How long the caller waited for the model, and for the first word to leave. Nobody waits for what they did not ask. */
function timesAfter(state: CallState, { ended, turn, input }: Worked): Pick<CallState, 'replyMs' | 'modelMs'> {
  const { replyMs, modelMs = [] } = state
  if (input.type === 'silent') return { replyMs, modelMs }
  const since = (atMs: number): number => Math.max(0, atMs - turn.atMs)
  const model = ended.modelAtMs ?? null
  return {
    replyMs: [...replyMs, since(turn.repliedAtMs)].slice(-TIMES_MAX),
    modelMs: model === null ? modelMs : [...modelMs, since(model)].slice(-TIMES_MAX),
  }
}

/** The call with a note of a caller who tries to give the agent other orders: it changes nothing, and is told of. */
function noted(input: CallerInput, state: CallState, nowMs: number): CallState {
  if (input.type !== 'said' || !triesToSteer(input.text)) return state
  const { told, untold } = state.injections ?? { told: 0, untold: [] }
  const work = Math.min(state.timers.work ?? Infinity, nowMs)
  return {
    ...state,
    injections: { told, untold: [...untold, state.turns + 1] },
    timers: withTimer(state.timers, 'work', work),
  }
}

/** The timers of a call; of one that goes round in circles the time is up once these words are spoken. */
function notForEver({ turns, toolCalls, timers }: CallState, spokenAtMs: number): CallState['timers'] {
  const runsAway = isRunaway({ turns: turns + 1, ...(toolCalls !== undefined && { toolCalls }) })
  return runsAway ? withTimer(timers, 'tooLong', Math.min(timers.tooLong ?? Infinity, spokenAtMs)) : timers
}

type Tokens = NonNullable<CallState['tokens']>

const spent = (before: Tokens = { input: 0, output: 0 }, usage: Ended['usage']): Tokens => ({
  input: before.input + (usage?.inputTokens ?? 0),
  output: before.output + (usage?.outputTokens ?? 0),
})
