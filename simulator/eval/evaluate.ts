import { UserError } from '../cli/user-error.ts'
import { openModel, type Settings } from './open-model.ts'
import type { EvalOptions } from './options.ts'
import { documentOf, tallyLines, totalLines } from './report.ts'
import { runSuite, type Cast, type Tally } from './run-suite.ts'
import { subjectsOf } from './subjects.ts'

/** Where a run tells of itself. */
export interface Telling {
  /** What was asked for. */
  readonly out: (line: string) => void
  /** How it goes, meanwhile. */
  readonly progress: (line: string) => void
}

/** Plays everything and tells of it. Gives whether all of it passed. @throws UserError for what can be put right. */
export async function evaluate(options: EvalOptions, settings: Settings, telling: Telling): Promise<boolean> {
  const cast = castOf(options, settings)
  const tallies: Tally[] = []
  for (const subject of subjectsOf(options.agent)) {
    if (!options.json) telling.out(`\n${subject.name}`)
    const before = tallies.length
    for await (const tally of runSuite(subject, options, cast)) {
      tallies.push(tally)
      tell(tally, options, telling)
    }
    if (tallies.length === before && !options.json) telling.out('  There is nothing to play.')
  }
  if (tallies.length === 0 && options.only !== null) throw new UserError(`Nothing is called ${options.only}.`)
  for (const line of inTheEnd(tallies, options)) telling.out(line)
  return tallies.every(({ trials }) => trials.every(({ passed }) => passed))
}

function tell(tally: Tally, { json, verbose }: EvalOptions, { out, progress }: Telling): void {
  if (json) progress(`${tally.subject}: ${tally.name}`)
  else for (const line of tallyLines(tally, verbose)) out(line)
}

function inTheEnd(tallies: readonly Tally[], { json, provider, model, caller, seed }: EvalOptions): readonly string[] {
  if (!json) return totalLines(tallies)
  return [JSON.stringify(documentOf(tallies, { provider, model, caller, seed }), null, 2)]
}

function castOf({ provider, model, caller, judge }: EvalOptions, settings: Settings): Cast {
  const agent = openModel(provider, model, settings)
  const player = caller === 'rules' ? null : openModel(caller, null, settings)
  const judging = judge ? (agent.answersAtOnce ? player : agent) : null
  if (judge && judging === null)
    throw new UserError('--judge needs a model that can have an opinion: --provider openai or --caller openai.')
  if (player !== null && player.model.write === undefined)
    throw new UserError(`The provider ${player.provider} only answers: it cannot play a caller.`)
  return { agent, caller: player, judge: judging, clock: Date.now }
}
