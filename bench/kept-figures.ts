import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { SECTIONS, type Section } from './options.ts'
import type { Cost } from './cost.ts'
import type { Path } from './path.ts'

const FILE = 'docs/performance.json'

/** What one part measured, and on which day. */
export interface Kept {
  readonly on: string
  readonly paths: readonly Path[]
}

export type KeptParts = Readonly<Partial<Record<Section, Kept>>>

/** The figures that docs/performance.md is made of: each part as it was last measured with `--write`. */
export interface KeptFigures {
  readonly parts: KeptParts
  readonly cost: Cost | null
}

/** What was kept before, with what was measured now in its place. In the order of the parts. */
export function keepFigures(measured: KeptParts, cost: Cost | null): KeptFigures {
  const before: KeptFigures = existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, 'utf8')) as KeptFigures)
    : { parts: {}, cost: null }
  const merged = { ...before.parts, ...measured }
  const parts = Object.fromEntries(SECTIONS.flatMap((name) => (merged[name] ? [[name, merged[name]]] : [])))
  const kept = { parts, cost: cost ?? before.cost }
  writeFileSync(FILE, `${JSON.stringify(kept, null, 2)}\n`)
  return kept
}
