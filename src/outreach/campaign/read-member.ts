import { readPhone } from '../../kernel/read-phone.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Target } from './campaign.ts'
import { fieldNameOf, isFieldName } from './fields-in.ts'
import type { RowProblem } from './row-problems.ts'

export const COLUMNS_MAX = 40
const VALUE_CHARS_MAX = 500

/** Which cell of a row is what. */
export interface Columns {
  readonly phoneAt: number
  /** By cell; null for a column that has no name, and is left out. */
  readonly names: readonly (string | null)[]
}

const PHONE_COLUMNS = new Set(['phone', 'phone_number', 'mobile', 'mobile_number', 'telephone', 'tel', 'cell'])

/** What the first row of a list says of its columns. `needed`: the fields that the campaign's words have. */
export function readHeader(
  { line, cells }: { readonly line: number; readonly cells: readonly string[] },
  needed: readonly string[],
): Result<Columns, readonly RowProblem[]> {
  const problems: RowProblem[] = []
  const wrong = (column: string | null, code: string, detail: string) => problems.push({ line, column, code, detail })
  if (cells.length > COLUMNS_MAX) wrong(null, 'too_many_columns', `A list may have ${COLUMNS_MAX} columns.`)
  const names = cells.map((cell) => fieldNameOf(cell))
  const phones = names.flatMap((name, at) => (PHONE_COLUMNS.has(name) ? [at] : []))
  if (phones.length === 0) wrong('phone', 'missing_column', 'There is no column `phone`: is the first row a header?')
  if (phones.length > 1) wrong('phone', 'two_columns', 'More than one column may be the phone number.')
  for (const [at, name] of names.entries()) {
    if (name === '') continue
    if (!isFieldName(name)) wrong(name, 'bad_column', 'A column is named by a letter, letters, digits and `_`.')
    if (names.indexOf(name) !== at) wrong(name, 'two_columns', 'Two columns have this name.')
  }
  for (const field of needed)
    if (!names.includes(field)) wrong(field, 'missing_column', `The words of the campaign have {${field}} in them.`)
  if (problems.length > 0) return err(problems)
  return ok({ phoneAt: phones[0] ?? 0, names: names.map((name) => (name === '' ? null : name)) })
}

/** What the people of a list are read with. */
export interface ReadingMembers {
  readonly columns: Columns
  readonly needed: readonly string[]
}

/** One person of a list, or all that is wrong with their row. */
export function readMember(
  row: { readonly line: number; readonly cells: readonly string[]; readonly isBroken?: boolean },
  { columns, needed }: ReadingMembers,
): Result<Target, readonly RowProblem[]> {
  const { line, cells } = row
  const problems: RowProblem[] = []
  const wrong = (column: string | null, code: string, detail: string) => problems.push({ line, column, code, detail })
  if (row.isBroken === true)
    return err([{ line, column: null, code: 'broken_row', detail: 'A quote is not closed, or the row is too long.' }])
  if (cells.length > columns.names.length)
    wrong(null, 'too_many_cells', `The row has ${cells.length} cells, the header ${columns.names.length}.`)
  const given = cells[columns.phoneAt] ?? ''
  const phone = readPhone(given)
  if (given.trim() === '') wrong('phone', 'required', 'There is no phone number.')
  else if (phone === null) wrong('phone', 'not_a_phone_number', 'No phone number can be read here.')
  const fields: Record<string, string> = {}
  for (const [at, name] of columns.names.entries()) {
    const value = (cells[at] ?? '').trim()
    if (name === null || at === columns.phoneAt || value === '') continue
    if (value.length > VALUE_CHARS_MAX) wrong(name, 'too_long', `At most ${VALUE_CHARS_MAX} characters.`)
    fields[name] = value
  }
  for (const field of needed)
    if (fields[field] === undefined && columns.names.indexOf(field) !== columns.phoneAt)
      wrong(field, 'required', `The words of the campaign have {${field}} in them.`)
  return phone === null || problems.length > 0 ? err(problems) : ok({ phone, fields })
}
