import type { ReadRow } from './import-members.ts'
import { CsvReader, separatorOf, type CsvRow } from './read-csv.ts'
import { readHeader, readMember, type Columns } from './read-member.ts'
import { fieldNameOf } from './fields-in.ts'
import { err, ok } from '../../kernel/result.ts'

/** Bytes of one list. */
export const LIST_BYTES_MAX = 20 * 1024 * 1024

/** A list that cannot be read to its end. */
export class ListUnreadable extends Error {
  override readonly name = 'ListUnreadable'
  readonly why: 'too_large' | 'not_utf8'

  constructor(why: ListUnreadable['why']) {
    super(why)
    this.why = why
  }
}

/**
 * The people of a file of comma-separated values, as it comes in: a lot of rows for every piece. A header that does not do is
 * the only problem told of a list.
 *
 * @throws ListUnreadable
 */
export async function* rowsOfCsv(
  body: ReadableStream<Uint8Array>,
  needed: readonly string[],
): AsyncGenerator<readonly ReadRow[]> {
  let reader: CsvReader | null = null
  let columns: Columns | null = null
  let hasRows = false
  for await (const text of textOf(body)) {
    reader ??= new CsvReader(separatorOf(text))
    const rows = reader.read(text)
    const read = readRows(rows, columns, needed)
    columns = read.columns
    if (read.rows.length > 0) {
      hasRows = true
      yield read.rows
    }
    if (read.isBad) return
  }
  const last = reader?.end() ?? null
  const read = readRows(last === null ? [] : [last], columns, needed)
  if (read.rows.length > 0) yield read.rows
  else if (!hasRows) yield [err([NOBODY])]
}

/** A file that somebody meant to have people in: taken without a word, its campaign would never begin. */
const NOBODY = { line: 1, column: null, code: 'nobody', detail: 'There is nobody in the list.' }

interface ReadRows {
  readonly rows: readonly ReadRow[]
  readonly columns: Columns | null
  /** The header does not do: nothing after it can be read. */
  readonly isBad: boolean
}

/** The first row that says anything is the header. */
function readRows(all: readonly CsvRow[], known: Columns | null, needed: readonly string[]): ReadRows {
  const rows = all.filter(({ cells, isBroken }) => isBroken || cells.some((cell) => cell.trim() !== ''))
  const [first] = rows
  if (first === undefined) return { rows: [], columns: known, isBad: false }
  const header = known === null ? readHeader(first, needed) : ok(known)
  if (!header.ok) return { rows: [err(header.error)], columns: null, isBad: true }
  const people = known === null ? rows.slice(1) : rows
  const reading = { columns: header.value, needed }
  return { rows: people.map((row) => listed(row.line, readMember(row, reading))), columns: header.value, isBad: false }
}

const listed = (line: number, read: ReturnType<typeof readMember>): ReadRow =>
  read.ok ? ok({ line, target: read.value }) : read

/** Text in pieces, without the mark that some programs begin a file with. */
async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  const reader = body.getReader()
  let bytes = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      bytes += read.value.length
      if (bytes > LIST_BYTES_MAX) throw new ListUnreadable('too_large')
      yield decoded(() => decoder.decode(read.value, { stream: true }))
    }
    yield decoded(() => decoder.decode())
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function decoded(decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new ListUnreadable('not_utf8')
  }
}

/** Somebody as JSON names them: a phone number, and any fields. */
export type ListedPerson = Readonly<Record<string, string>>

/** The people of a list in JSON: `line` counts them from 1. */
export async function* rowsOfPeople(
  people: readonly ListedPerson[],
  needed: readonly string[],
): AsyncGenerator<readonly ReadRow[]> {
  yield people.map((person, at): ReadRow => {
    const line = at + 1
    const entries = Object.entries(person)
    const header = readHeader({ line, cells: entries.map(([name]) => fieldNameOf(name)) }, needed)
    if (!header.ok) return err(header.error)
    const row = { line, cells: entries.map(([, value]) => value) }
    return listed(line, readMember(row, { columns: header.value, needed }))
  })
}
