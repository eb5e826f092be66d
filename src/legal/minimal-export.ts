import type { Ctx } from '../context.ts'
import type { CategoryName } from '../records/category.ts'
import { exportSource } from '../privacy/export/export-source.ts'
import { SECTIONS } from '../privacy/export/export-plan.ts'
import type { ExportRecord, Section } from '../privacy/export/section.ts'

const PAGE = 50
/** Of one category. More than this nobody has asked for in one paper: it is asked for by parts, by time. */
const RECORDS_MAX = 1_000

/** What may be asked for: what an export knows how to read. */
export const DISCLOSABLE: readonly CategoryName[] = [...new Set(SECTIONS.map(({ category }) => category))]

export interface Scope {
  readonly personId: string
  readonly categories: readonly string[]
  readonly fromMs: number | null
  readonly toMs: number | null
}

export interface MinimalExport {
  readonly records: Readonly<Record<string, readonly ExportRecord[]>>
  /** Categories of which there is more than fits: asked for again by a narrower time. */
  readonly cutOff: readonly string[]
}

/** What is kept of a person in these categories and this time, and no more; null when their key is gone, and with it everything. */
export async function minimalExport(ctx: Ctx, scope: Scope): Promise<MinimalExport | null> {
  const source = await exportSource(ctx, scope.personId)
  if (source === null) return null
  const records: Record<string, ExportRecord[]> = {}
  const cutOff: string[] = []
  for (const section of SECTIONS.filter(({ category }) => scope.categories.includes(category))) {
    const { found, isCutOff } = await readSection(section, source, scope)
    records[section.category] = [...(records[section.category] ?? []), ...found]
    if (isCutOff) cutOff.push(section.category)
  }
  return { records, cutOff }
}

async function readSection(section: Section, source: Parameters<Section['read']>[0], scope: Scope) {
  const found: ExportRecord[] = []
  let after: string | null = null
  do {
    const page = await section.read(source, after, PAGE)
    found.push(...page.records.filter((record) => isWithin(record, scope)))
    after = page.last
  } while (after !== null && found.length < RECORDS_MAX)
  return { found: found.slice(0, RECORDS_MAX), isCutOff: after !== null || found.length > RECORDS_MAX }
}

/** By when it happened, else when it was written. What has no time, such as a profile, belongs to all times. */
const TIMES = ['started_at', 'sent_at', 'starts_at', 'captured_at', 'created_at'] as const

export function isWithin(record: ExportRecord, { fromMs, toMs }: Pick<Scope, 'fromMs' | 'toMs'>): boolean {
  const name = TIMES.find((each) => typeof record[each] === 'string')
  const atMs = name === undefined ? null : Date.parse(String(record[name]))
  if (atMs === null) return true
  return (fromMs === null || atMs >= fromMs) && (toMs === null || atMs <= toMs)
}
