import type { Tally } from './run-suite.ts'
import type { Trial } from './trial.ts'

/** What a run cost, all talks together. */
export interface Total {
  readonly talks: number
  readonly passed: number
  readonly turns: number
  readonly tookMs: number
  readonly inputTokens: number
  readonly outputTokens: number
}

export function totalOf(tallies: readonly Tally[]): Total {
  const trials = tallies.flatMap((tally) => tally.trials)
  const sum = (of: (trial: Trial) => number): number => trials.reduce((all, trial) => all + of(trial), 0)
  return {
    talks: trials.length,
    passed: trials.filter(({ passed }) => passed).length,
    turns: sum(({ cost }) => cost.turns),
    tookMs: sum(({ cost }) => cost.tookMs),
    inputTokens: sum(({ cost }) => cost.inputTokens),
    outputTokens: sum(({ cost }) => cost.outputTokens),
  }
}

export const passRateOf = ({ trials }: Tally): number =>
  trials.filter(({ passed }) => passed).length / Math.max(1, trials.length)

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const seconds = (tookMs: number): string => `${(tookMs / 1_000).toFixed(1)} s`

const tokens = ({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }): string =>
  inputTokens + outputTokens === 0 ? '' : `, ${inputTokens} + ${outputTokens} tokens`

/** One script or caller, in lines. */
export function tallyLines(tally: Tally, isVerbose: boolean): readonly string[] {
  const { trials, name, kind } = tally
  const passed = trials.filter((trial) => trial.passed).length
  const rate = trials.length > 1 ? ` ${passed}/${trials.length}` : ''
  const cost = totalOf([tally])
  const mark = passed === trials.length ? '✓' : '✗'
  const head = `  ${mark}${rate} ${kind === 'caller' ? 'caller ' : ''}${name} (${counted(cost.turns, 'turn')}, ${seconds(cost.tookMs)}${tokens(cost)})`
  const shown = isVerbose ? trials : trials.filter((trial) => !trial.passed).slice(0, 1)
  return [head, ...shown.flatMap(talkLines), ...trials.flatMap(opinionLines)]
}

function talkLines({ turns, failures }: Trial): readonly string[] {
  return [
    ...turns.flatMap(({ say, reply, tools, notes }) => [
      `      caller: ${say ?? '(silence)'}`,
      `      agent:  ${reply}${tools.length > 0 ? ` [${tools.join(', ')}]` : ''}`,
      ...notes.map((note) => `        ✗ ${note}`),
    ]),
    ...failures.map((failure) => `      ✗ ${failure}`),
  ]
}

/** A model's opinion is always told as one. */
const opinionLines = ({ judgement }: Trial): readonly string[] =>
  judgement === undefined
    ? []
    : [
        `      model's opinion: ${{ true: 'good', false: 'doubtful', null: 'none' }[`${judgement.passed}`]}. ${judgement.why}`,
      ]

export function totalLines(tallies: readonly Tally[]): readonly string[] {
  const total = totalOf(tallies)
  const { talks, passed, turns, tookMs } = total
  const cost = `${counted(talks, 'talk')}, ${counted(turns, 'turn')}, ${seconds(tookMs)}${tokens(total)}.`
  return ['', passed === talks ? `Everything passed: ${cost}` : `${talks - passed} of ${talks} failed. ${cost}`]
}

/** The same as one document. */
export const documentOf = (tallies: readonly Tally[], by: Readonly<Record<string, unknown>>) => ({
  ...by,
  passed: tallies.every((tally) => passRateOf(tally) === 1),
  total: totalOf(tallies),
  results: tallies.map((tally) => ({ ...tally, passRate: passRateOf(tally) })),
})
