import { and, asc, eq, gt, type SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Ctx } from '../../context.ts'
import { sealedOffOf } from '../../minors/sealed-off.ts'
import type { CategoryName } from '../../records/category.ts'
import type { PersonKey } from '../../vault/person-keys.ts'
import type { Whose } from './third-parties.ts'

/** About whom, and what is needed to read it. */
export interface ExportSource {
  readonly ctx: Ctx
  readonly personId: string
  /** Their key. Without it there is nothing to be read. */
  readonly key: PersonKey
  readonly whose: Whose
  /** Every keyed name that they are known by. */
  readonly tokens: readonly string[]
}

/** One record as it is exported: JSON, names with underscores, times RFC 3339. */
export type ExportRecord = Readonly<Record<string, unknown>>

interface Page {
  readonly records: readonly ExportRecord[]
  /** The id to go on after; null when that was all. */
  readonly last: string | null
}

/** The records of one category that are about a person, a page at a time. */
export interface Section {
  readonly category: CategoryName
  readonly read: (source: ExportSource, after: string | null, limit: number) => Promise<Page>
}

/** Where records of a person lie. */
interface Listed<Row> {
  readonly category: CategoryName
  readonly table: SQLiteTable & { readonly tenantId: SQLiteColumn }
  readonly id: SQLiteColumn
  /** Which of them are this person's. */
  readonly whose: (source: ExportSource) => SQL | undefined
  /** Members that are ours alone and say nothing of anybody, besides those that never are shown. */
  readonly without?: readonly (keyof Row & string)[]
  /** Ids under which what is opened may be sealed off, because a child said it: then only that it is there is told. */
  readonly saidIn?: (row: Row) => readonly (string | null)[]
  /** What of a record was sealed, opened, and without other people. */
  readonly opened?: (source: ExportSource, row: Row) => Promise<ExportRecord>
}

/** A section of rows, in the order in which they were made. */
export function listed<Row extends object>(from: Listed<Row>): Section {
  return {
    category: from.category,
    async read(source, after, limit) {
      const { table, id, whose } = from
      const mine = and(
        eq(table.tenantId, source.ctx.tenantId),
        whose(source),
        after === null ? undefined : gt(id, after),
      )
      const rows = (await source.ctx.db.select().from(table).where(mine).orderBy(asc(id)).limit(limit)) as Row[]
      const records: ExportRecord[] = []
      const sealed = await sealedOffOf(
        source.ctx,
        rows.flatMap((row) => saidIn(from, row)),
      )
      for (const row of rows) {
        const isSealed = saidIn(from, row).some((each) => sealed.has(each))
        const opened = isSealed ? { sealed_off: true } : await from.opened?.(source, row)
        records.push({ ...shown(row, from.without), ...opened })
      }
      const lastRow = rows.length < limit ? undefined : rows.at(-1)
      return { records, last: lastRow === undefined ? null : idIn(lastRow, from) }
    },
  }
}

/** Two tables of one category, one after the other. Ids of the second begin as no id of the first does. */
export const oneAfterOther = (first: Section, second: Section, secondBegins: string): Section => ({
  category: first.category,
  async read(source, after, limit) {
    if (after?.startsWith(secondBegins)) return second.read(source, after, limit)
    const page = await first.read(source, after, limit)
    if (page.last !== null) return page
    const { records, last } = await second.read(source, null, limit)
    return { records: [...page.records, ...records], last }
  },
})

const saidIn = <Row extends object>(from: Listed<Row>, row: Row): readonly string[] =>
  (from.saidIn?.(row) ?? []).filter((each) => each !== null)

const idIn = <Row extends object>(row: Row, { id, table }: Listed<Row>): string => {
  const name = Object.entries(table).find(([, column]) => column === id)?.[0]
  return String((row as Readonly<Record<string, unknown>>)[name ?? ''])
}

/** A section of a single record, or of none. */
export const single = (
  category: CategoryName,
  read: (source: ExportSource) => Promise<ExportRecord | null>,
): Section => ({
  category,
  async read(source) {
    const record = await read(source)
    return { records: record === null ? [] : [record], last: null }
  },
})

/** Members of rows that are about how we keep them. */
const NEVER_SHOWN =
  /^(?:tenantId|livemode|personId|keySubject|blobKey|intentKey|chunkBytes|sealed.*|.*Token|.*Mac|.*Hash|pepperVersion)$/
const TIME = /^(.*)(At|Until|By|Ends|from|to)Ms$/

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** A row without what is ours alone: `startedAtMs: 1` becomes `started_at: "1970-…"`. */
export function shown(row: object, without: readonly string[] = []): ExportRecord {
  const record: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    if (NEVER_SHOWN.test(name) || without.includes(name)) continue
    const timed = TIME.exec(name)
    if (timed === null || (value !== null && typeof value !== 'number')) record[snake(name)] = value
    else record[snake(`${timed[1]}${timed[2]}`)] = value === null ? null : new Date(value).toISOString()
  }
  return record
}
