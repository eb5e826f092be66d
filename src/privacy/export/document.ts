import type { Category } from '../../records/category.ts'
import { categoryNamed } from '../../records/index.ts'
import { NOT_EXPORTED } from './export-plan.ts'
import type { ExportRow } from './export-progress.ts'
import type { ExportRecord } from './section.ts'

/** What both documents of an export begin with. */
export interface ExportHead {
  readonly exportId: string
  readonly personId: string
  readonly business: string
  readonly scope: ExportRow['scope']
  readonly madeAtMs: number
}

/** How a document is written: `export.json` for machines, `export.html` for people. The same records in the same order. */
export interface DocumentFormat {
  readonly fileName: string
  readonly head: (head: ExportHead) => string
  /** `nth`: among the categories. */
  readonly beginCategory: (category: Category, nth: number) => string
  /** `nth`: among the records of its category. */
  readonly record: (record: ExportRecord, nth: number) => string
  /** @param count of its records, or for an export of categories only whether there are any. */
  readonly endCategory: (count: number, scope: ExportRow['scope']) => string
  readonly foot: () => string
}

/** What is not in an export, category by category. */
export const notExported = (): readonly (readonly [Category, string])[] =>
  Object.entries(NOT_EXPORTED).map(([name, why]) => [categoryNamed(name as Category['name']), why] as const)
