import type { AgentDocument } from '../../src/agents/agent-document.ts'
import { runEval, type EvalReport, type EvalSetting } from '../../src/agents/evals/run-eval.ts'
import { resourcesNamed } from '../../src/agents/evals/sandbox-desk.ts'
import type { AgentEval } from '../../src/agents/eval-script.ts'
import { modelCaller } from './callers/model-caller.ts'
import { personasOf } from './callers/personas-of.ts'
import { ruleCaller } from './callers/rule-caller.ts'
import { simulate } from './callers/simulate.ts'
import { judge } from './judge.ts'
import type { OpenedModel } from './open-model.ts'
import type { EvalOptions } from './options.ts'
import type { Subject } from './subjects.ts'
import type { Trial } from './trial.ts'

export type SuiteOptions = Pick<
  EvalOptions,
  | 'provider'
  | 'model'
  | 'only'
  | 'scripts'
  | 'callers'
  | 'seed'
  | 'repeat'
  | 'lenient'
  | 'turnsMax'
  | 'tokensMax'
  | 'secondsMax'
>

/** Everybody who takes part. */
export interface Cast {
  /** Leads the talk. */
  readonly agent: OpenedModel
  /** Plays the callers; null: rules do. */
  readonly caller: OpenedModel | null
  /** Gives an opinion; null: nobody does. */
  readonly judge: OpenedModel | null
  /** Epoch milliseconds: what takes how long is told by it, and agents without scripts are tried at its time. */
  readonly clock: () => number
}

/** One script or caller, as often as it was played. */
export interface Tally {
  readonly subject: string
  readonly kind: Trial['kind']
  readonly name: string
  readonly trials: readonly Trial[]
}

interface Item {
  readonly kind: Trial['kind']
  readonly name: string
  readonly play: (setting: EvalSetting) => Promise<Trial>
}

/** Plays all that is wanted of an agent, one after another; each is given as soon as it has been played. */
export async function* runSuite(subject: Subject, options: SuiteOptions, cast: Cast): AsyncGenerator<Tally> {
  const document = asAsked(subject.document, options)
  for (const { kind, name, play } of itemsOf(document, options, cast)) {
    const trials: Trial[] = []
    for (let nth = 0; nth < options.repeat; nth += 1) {
      const setting = settingOf(document, options, cast)
      trials.push(await judged(await play(setting), setting, cast))
    }
    yield { subject: subject.name, kind, name, trials }
  }
}

/** A model that is named on the command line is meant, whatever the document names. */
const asAsked = (document: AgentDocument, { provider, model }: SuiteOptions): AgentDocument =>
  model === null ? document : { ...document, llm: { ...document.llm, provider, model } }

/** Callers call when the first of the agent's scripts takes place: then its hours are what they were written for. */
const callTimeOf = ({ tests }: AgentDocument, nowMs: number): number => {
  const at = tests.find((test) => test.at !== undefined)?.at
  return at === undefined ? nowMs : Date.parse(at)
}

function itemsOf(document: AgentDocument, options: SuiteOptions, cast: Cast): readonly Item[] {
  const nowMs = callTimeOf(document, cast.clock())
  const scripts = options.scripts ? document.tests.map(scriptItem) : []
  const callers = options.callers ? personasOf(document, options.seed, nowMs) : []
  const items = [
    ...scripts,
    ...callers.map((persona): Item => {
      const caller = () =>
        cast.caller
          ? modelCaller({ model: cast.caller.model, persona, document, nowMs })
          : ruleCaller(persona, document, options.seed)
      const play = (setting: EvalSetting): Promise<Trial> => simulate({ ...setting, nowMs }, persona, caller())
      return { kind: 'caller', name: persona.title, play }
    }),
  ]
  const { only } = options
  return only === null ? items : items.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()))
}

const scriptItem = (script: AgentEval): Item => ({
  kind: 'script',
  name: script.name,
  play: async (setting) => trialOf(await runEval(setting, script)),
})

function settingOf(document: AgentDocument, options: SuiteOptions, { agent, clock }: Cast): EvalSetting {
  return {
    document,
    model: agent.model,
    ...(!agent.answersAtOnce && { vendor: agent.provider }),
    resources: resourcesNamed(document),
    nowMs: clock(),
    clock,
    signal: AbortSignal.timeout(options.secondsMax * 1_000),
    tokensMax: options.tokensMax,
    turnsMax: options.turnsMax,
    isLenient: options.lenient,
  }
}

function trialOf(report: EvalReport): Trial {
  const { turns, name, passed, failures, outcome, ended, calls, cost } = report
  return {
    name,
    passed,
    failures,
    outcome,
    ended,
    calls,
    cost,
    kind: 'script',
    playedBy: 'script',
    turns: turns.map(({ say, reply, missing, unwanted }) => ({
      say,
      reply,
      tools: [],
      notes: [
        ...missing.map((words) => `expected ${words}`),
        ...unwanted.map((words) => `should not have been said: ${words}`),
      ],
    })),
  }
}

async function judged(trial: Trial, { document, nowMs }: EvalSetting, { judge: by }: Cast): Promise<Trial> {
  if (by === null) return trial
  return { ...trial, judgement: await judge(by.model, { trial, document, nowMs }, AbortSignal.timeout(JUDGING_MS_MAX)) }
}

const JUDGING_MS_MAX = 60_000
