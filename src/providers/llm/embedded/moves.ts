import type { ToolResult } from '../contract.ts'
import type { Listed, Notes, Option, Task, Waiting } from './notes.ts'

export interface Ask {
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
}

/** What one step does: what it says, which tools it calls, and what it remembers. */
export interface Move {
  readonly say: readonly string[]
  readonly calls: readonly Ask[]
  readonly notes: Notes
  /** Said in passing: "what?" still means the sentence before. */
  readonly passing?: boolean
}

export const say = (notes: Notes, ...sentences: readonly string[]): Move => ({ say: sentences, calls: [], notes })

/** Calls one tool, and remembers what for. `lead` is said while it works. */
export const call = (notes: Notes, waiting: Waiting, ask: Ask, lead: readonly string[] = []): Move => ({
  say: lead,
  calls: [ask],
  notes: { ...notes, waiting },
})

export const withTask = (notes: Notes, task: Task | null): Notes => ({ ...notes, task })

/** The move with `lead` said before it. */
export const after = (lead: readonly string[], move: Move): Move => ({ ...move, say: [...lead, ...move.say] })

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const VALUE_CHARS_MAX = 400
const OPTIONS_MAX = 5
const LISTED_MAX = 6

/** A text in a tool's answer, or null. Answers are read with care: what is not as agreed is not there. */
export const textIn = (result: ToolResult, key: string): string | null =>
  textOf(result.value[key])?.slice(0, VALUE_CHARS_MAX) ?? null

export const isTrue = (result: ToolResult, key: string): boolean => result.ok && result.value[key] === true

export function optionsIn(result: ToolResult): readonly Option[] {
  return rows(result.value['options'])
    .slice(0, OPTIONS_MAX)
    .flatMap((row) => {
      const option = row['option']
      const said = textOf(row['say'])
      return typeof option === 'number' && said !== null
        ? [{ option, say: said.slice(0, VALUE_CHARS_MAX), with: textOf(row['with']) }]
        : []
    })
}

export function listedIn(result: ToolResult): readonly Listed[] {
  return rows(result.value['bookings'])
    .slice(0, LISTED_MAX)
    .flatMap((row) => {
      const booking = row['booking']
      const said = textOf(row['say'])
      const service = textOf(row['service'])
      if (typeof booking !== 'number' || said === null || service === null) return []
      return [{ booking, service, say: said.slice(0, VALUE_CHARS_MAX), with: textOf(row['with']) }]
    })
}

const rows = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value)
    ? value.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null)
    : []
