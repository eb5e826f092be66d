import type { ResourceRule } from '../../bookings/booking.ts'
import { OUTCOMES, type Outcome } from '../../calls/call.ts'
import { ledgerInMemory } from '../../dialogue/ledger.ts'
import type { ToolRoom } from '../../dialogue/tools/tool.ts'
import { FRESH_TALK, type TalkState } from '../../dialogue/talk-state.ts'
import { createBreakers } from '../../dialogue/breaker.ts'
import { runTurn, type TurnEnd } from '../../dialogue/turn.ts'
import type { TurnSetting } from '../../dialogue/turn-setting.ts'
import { errorName } from '../../kernel/log.ts'
import type { CallerInput, Model, Utterance } from '../../providers/llm/contract.ts'
import type { AgentDocument, AgentEval } from '../agent-document.ts'
import { patternOf } from './expectation.ts'
import { sandboxDesk } from './sandbox-desk.ts'

/** A number from the range kept for fiction: the caller of every script. */
const CALLER = '+12125550199'

interface EvalTurnReport {
  /** What the caller said, the keys they pressed, or null for silence. */
  readonly say: string | null
  readonly reply: string
  readonly expected: readonly string[]
  /** Those of `expected` that the reply did not have. */
  readonly missing: readonly string[]
}

export interface EvalReport {
  readonly name: string
  readonly passed: boolean
  readonly turns: readonly EvalTurnReport[]
  /** What came of it: the best of what it did, or null when nothing did. */
  readonly outcome: Outcome | null
  readonly toolsCalled: readonly string[]
  /** Why it failed, when it was not a reply that failed it. */
  readonly error?: string
}

/** With what a script is run. */
export interface EvalSetting {
  readonly document: AgentDocument
  readonly model: Model
  /** The resources there are; what a document names and these have not cannot be booked. */
  readonly resources: readonly ResourceRule[]
  /** The clock of scripts that name none. */
  readonly nowMs: number
}

interface Run {
  readonly setting: TurnSetting
  state: TalkState
  readonly history: Utterance[]
  readonly called: string[]
  silences: number
  ending: TurnEnd['ending']
}

/**
 * Runs one of a document's own scripts, turn by turn, through the same conversation a call has.
 *
 * Only the stores are played: bookings go to a diary of the script's own and tasks nowhere, so nothing outside is
 * touched. The clock stands still at the script's time. Never throws: what goes wrong is in the report.
 */
export async function runEval(setting: EvalSetting, script: AgentEval): Promise<EvalReport> {
  const turns: EvalTurnReport[] = []
  const run = begin(setting, script)
  try {
    for (const turn of script.turns) {
      if (run.ending !== null) return report(script, run, turns, 'The conversation ended before the script did.')
      const reply = await replyTo(run, turn)
      turns.push({
        say: turn.say ?? turn.dtmf ?? null,
        reply,
        expected: turn.expect,
        missing: missingFrom(reply, turn.expect),
      })
    }
  } catch (error) {
    return report(script, run, turns, `The conversation broke: ${errorName(error)}.`)
  }
  return report(script, run, turns)
}

function begin({ document, model, resources, nowMs }: EvalSetting, script: AgentEval): Run {
  const atMs = script.at === undefined ? nowMs : Date.parse(script.at)
  const room: ToolRoom = {
    document,
    language: document.languages.default,
    nowMs: atMs,
    timeZone: document.hours.tz,
    desk: sandboxDesk(document, resources, atMs),
    fileTask: async () => true,
    caller: { phone: CALLER, name: null },
  }
  const setting: TurnSetting = {
    room,
    models: [{ name: 'evaluated', breaker: 'evaluated', model, answersAtOnce: true }],
    breakers: createBreakers(),
    ledger: ledgerInMemory(),
    conversationId: 'eval',
    channel: CHANNELS.find((channel) => channel === script.channel) ?? 'voice',
    onRule: async () => ({ done: true }),
    signal: new AbortController().signal,
    clock: () => atMs,
  }
  return { setting, state: FRESH_TALK, history: [], called: [], silences: 0, ending: null }
}

const CHANNELS = ['voice', 'sms', 'whatsapp', 'web'] as const

/** All that is said to one turn of the script: keys are pressed one by one, and nothing at all is a silence. */
async function replyTo(run: Run, { say, dtmf }: AgentEval['turns'][number]): Promise<string> {
  if (say !== undefined) return hear(run, { type: 'said', text: say })
  if (dtmf === undefined) return hear(run, { type: 'silent', nth: run.silences + 1 })
  const replies: string[] = []
  for (const digit of dtmf) if (run.ending === null) replies.push(await hear(run, { type: 'pressed', digit }))
  return replies.join(' ')
}

async function hear(run: Run, input: CallerInput): Promise<string> {
  const { history, state, setting } = run
  run.silences = input.type === 'silent' ? run.silences + 1 : 0
  const said: string[] = []
  for await (const out of runTurn(setting, {
    input,
    history: [...history],
    lastReplyHeard: 'all',
    returning: false,
    state,
  })) {
    if (out.type === 'say') said.push(out.text)
    else {
      run.state = out.state
      run.ending = out.ending
      run.called.push(...out.toolsCalled)
    }
  }
  if (input.type === 'said') history.push({ speaker: 'caller', text: input.text })
  const reply = said.join(' ')
  history.push({ speaker: 'agent', text: reply })
  return reply
}

const missingFrom = (reply: string, expected: readonly string[]): string[] =>
  expected.filter((expectation) => patternOf(expectation)?.test(reply) !== true)

function report(script: AgentEval, run: Run, turns: readonly EvalTurnReport[], broken?: string): EvalReport {
  const outcome = OUTCOMES.find((one) => run.state.outcomes.includes(one)) ?? null
  const error = broken ?? disagreement(script, outcome, run.called)
  const passed = error === undefined && turns.every(({ missing }) => missing.length === 0)
  const told = { name: script.name, passed, turns, outcome, toolsCalled: run.called }
  return error === undefined ? told : { ...told, error }
}

function disagreement(script: AgentEval, outcome: Outcome | null, called: readonly string[]): string | undefined {
  if (script.outcome !== undefined && script.outcome !== outcome) {
    return `What came of it is ${outcome ?? 'nothing'}, not ${script.outcome}.`
  }
  const uncalled = notCalledInOrder(script.toolsCalled ?? [], called)
  return uncalled === undefined ? undefined : `The tool ${uncalled} was not called, or not in this order.`
}

/** The first of `wanted` that `called` has not after the one before it. */
function notCalledInOrder(wanted: readonly string[], called: readonly string[]): string | undefined {
  let from = 0
  return wanted.find((name) => {
    const at = called.indexOf(name, from)
    from = at + 1
    return at < 0
  })
}
