import { parseArgs } from 'node:util'

export const SECTIONS = [
  'voice',
  'messages',
  'crowd',
  'gate',
  'campaign',
  'inbox',
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
  --only NAMES parts, with commas between them: ${SECTIONS.join(', ')}
  --write      put what was measured into docs/performance.json, and write docs/performance.md from it`

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
    const names = only?.split(',').map((name) => name.trim())
    const unknown = names?.find((name) => !SECTIONS.some((section) => section === name))
    if (unknown !== undefined) return { problem: `--only takes ${SECTIONS.join(', ')}, not "${unknown}"` }
    if (write && quick) return { problem: '--write keeps figures to quote: leave out --quick' }
    const sections = SECTIONS.filter((name) => names === undefined || names.includes(name))
    return { json, quick, write, sections }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}
