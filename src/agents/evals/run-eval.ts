import type { Outcome } from '../../calls/call.ts'
import { errorName } from '../../kernel/log.ts'
import type { AgentEval } from '../eval-script.ts'
import { hear, openConversation, type Conversation, type ToolUse, type TryOut } from './conversation.ts'
import { disagreements, endedHow, isFound, outcomeOf } from './grade.ts'

export interface EvalTurnReport {
  /** What the caller said, the keys they pressed, or null for silence. */
  readonly say: string | null
  readonly reply: string
  readonly expected: readonly string[]
  /** Those of `expected` that the reply did not have. */
  readonly missing: readonly string[]
  /** What the reply had and never should. */
  readonly unwanted: readonly string[]
}

/** What a script came to cost. */
export interface EvalCost {
  readonly turns: number
  readonly tookMs: number
  /** As the vendor counted them; 0 where there is none. */
  readonly inputTokens: number
  readonly outputTokens: number
}

export interface EvalReport {
  readonly name: string
  readonly passed: boolean
  readonly turns: readonly EvalTurnReport[]
  /** What came of it: the best of what it did, or null when nothing did. */
  readonly outcome: Outcome | null
  /** `open` when it had not. */
  readonly ended: string
  readonly toolsCalled: readonly string[]
  readonly calls: readonly ToolUse[]
  /** Why it failed, apart from what single replies had or had not. */
  readonly failures: readonly string[]
  /** The first of `failures`. */
  readonly error?: string
  readonly cost: EvalCost
}

/** With what a script is run. */
export interface EvalSetting extends TryOut {
  /** Tokens a script may use; it is stopped, and fails, when it has used more. */
  readonly tokensMax?: number
  /** Turns a script may have. */
  readonly turnsMax?: number
  /** Words that a reply has not are told of and fail nothing: another model says it in others. */
  readonly isLenient?: boolean
}

/**
 * Runs one of a document's own scripts, turn by turn, through the same conversation a call has.
 *
 * Only the stores are played: bookings go to a diary of the script's own and tasks nowhere, so nothing outside is
 * touched. The talk's clock stands still at the script's time. Never throws: what goes wrong is in the report.
 */
export async function runEval(setting: EvalSetting, script: AgentEval): Promise<EvalReport> {
  const atMs = script.at === undefined ? setting.nowMs : Date.parse(script.at)
  const talk = openConversation(setting, { atMs, channel: script.channel })
  const startedAtMs = talk.setting.clock()
  const turns: EvalTurnReport[] = []
  let broken: string | null = null
  try {
    for (const turn of script.turns) {
      broken = talk.ending === null ? overLimit(setting, talk) : 'The conversation ended before the script did.'
      if (broken !== null) break
      turns.push(graded(turn, await replyTo(talk, turn)))
    }
  } catch (error) {
    broken = `The conversation broke: ${errorName(error)}.`
  }
  broken ??= setting.signal?.aborted === true ? TOO_LONG : null
  const tookMs = talk.setting.clock() - startedAtMs
  return report({ setting, script, talk, turns, tookMs }, broken)
}

const TOO_LONG = 'It took longer than it may.'

/** What stops a talk that costs more than it may, or null. */
export function overLimit(setting: EvalSetting, { turns, usage }: Conversation): string | null {
  const { tokensMax = Infinity, turnsMax = Infinity, signal } = setting
  if (signal?.aborted === true) return TOO_LONG
  if (turns >= turnsMax) return `It had more than ${turnsMax} turns.`
  return usage.inputTokens + usage.outputTokens > tokensMax ? `It used more than ${tokensMax} tokens.` : null
}

/** All that is said to one turn of the script: keys are pressed one by one, and nothing at all is a silence. */
async function replyTo(talk: Conversation, { say, dtmf }: AgentEval['turns'][number]): Promise<string> {
  if (say !== undefined) return (await hear(talk, { type: 'said', text: say })).reply
  if (dtmf === undefined) return (await hear(talk, { type: 'silent', nth: talk.silences + 1 })).reply
  const replies: string[] = []
  for (const digit of dtmf) {
    if (talk.ending === null) replies.push((await hear(talk, { type: 'pressed', digit })).reply)
  }
  return replies.join(' ')
}

const graded = (turn: AgentEval['turns'][number], reply: string): EvalTurnReport => ({
  say: turn.say ?? turn.dtmf ?? null,
  reply,
  expected: turn.expect,
  missing: turn.expect.filter((words) => !isFound(words, reply)),
  unwanted: (turn.never ?? []).filter((words) => isFound(words, reply)),
})

interface Played {
  readonly setting: EvalSetting
  readonly script: AgentEval
  readonly talk: Conversation
  readonly turns: readonly EvalTurnReport[]
  readonly tookMs: number
}

function report({ setting, script, talk, turns, tookMs }: Played, broken: string | null): EvalReport {
  const replies = turns.map(({ reply }) => reply)
  const failures = [
    ...(broken === null ? [] : [broken]),
    ...disagreements(script, talk, replies),
    ...[...new Set(talk.troubles)].map((reason) => `The model failed: ${reason}.`),
  ]
  const wordsHold = turns.every(
    ({ missing, unwanted }) => unwanted.length === 0 && (missing.length === 0 || setting.isLenient === true),
  )
  const [error] = failures
  return {
    name: script.name,
    passed: failures.length === 0 && wordsHold,
    turns,
    outcome: outcomeOf(talk),
    ended: endedHow(talk),
    toolsCalled: talk.called,
    calls: talk.uses,
    failures,
    ...(error !== undefined && { error }),
    cost: { turns: talk.turns, tookMs, ...talk.usage },
  }
}
