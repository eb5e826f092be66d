import { parseArgs } from 'node:util'

export const SECTIONS = [
  'voice',
  'messages',
  'gate',
  'campaign',
  'erase',
  'relay',
  'model',
  'media',
  'memory',
  'sweep',
  'bundle',
  'startup',
  'cost',
] as const
export type Section = (typeof SECTIONS)[number]

export interface BenchOptions {
  readonly json: boolean
  readonly quick: boolean
  readonly write: boolean
  readonly sections: readonly Section[]
}

export const USAGE = `Usage: npm run bench -- [--json] [--quick] [--only NAME] [--write]

  --json       print one document, {"paths": [{name, unit, us, floor, ratio, target, bound, held}]}, instead of tables
  --quick      fewer and shorter rounds: to see that it works, not to quote
  --only NAME  one part: ${SECTIONS.join(', ')}
  --write      write docs/performance.md from a whole run`

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): BenchOptions | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        only: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const { json, quick, write, only } = values
    if (values.help) return { problem: USAGE }
    const sections = SECTIONS.filter((name) => only === undefined || name === only)
    if (sections.length === 0) return { problem: `--only takes one of ${SECTIONS.join(', ')}, not "${only}"` }
    if (write && (quick || only !== undefined))
      return { problem: '--write needs a whole run: leave out --quick and --only' }
    return { json, quick, write, sections }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
