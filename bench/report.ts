import type { Path } from './path.ts'

const held = (path: Path): string => (path.held === null ? '' : path.held ? 'yes' : 'NO')

/** The target in words. */
export function targetOf({ target, bound, unit }: Path): string {
  switch (bound) {
    case null:
      return ''
    case 'ratio_at_least':
      return `ratio ≥ ${target}`
    case 'ratio_at_most':
      return `ratio ≤ ${target}`
    case 'us_at_most':
      return `≤ ${target} ${unit.split('/')[0]}`
    case 'above_floor_at_most':
      return `≤ ${target} ${unit} above the floor`
  }
}

const HEADINGS = ['path', 'unit', 'us', 'floor', 'ratio', 'target', 'held']

const cellsOf = (path: Path): readonly string[] => [
  path.name,
  path.unit,
  String(path.us),
  path.floor === null ? '' : String(path.floor),
  path.ratio === null ? '' : path.ratio.toFixed(2),
  targetOf(path),
  held(path),
]

/** The paths as columns for a terminal. */
export function tableOf(paths: readonly Path[]): string {
  const rows = [HEADINGS, ...paths.map(cellsOf)]
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The same as a table of Markdown. */
export function markdownOf(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n')
}

export const markdownOfPaths = (paths: readonly Path[]): string => markdownOf(HEADINGS, paths.map(cellsOf))
