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
  if (cells.length > COLUMNS_MAX) {
    wrong(null, 'too_many_columns', `A list may have ${COLUMNS_MAX} columns.`)
    return err(problems)
  }
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
  if (row.isBroken === true)
    return err([{ line, column: null, code: 'broken_row', detail: 'A quote is not closed, or the row is too long.' }])
  const given = (cells[columns.phoneAt] ?? '').trim()
  const phone = readPhone(given)
  const fields = fieldsIn(cells, columns)
  const wrong = [
    ...(cells.length > columns.names.length ? [[null, ...TOO_MANY_CELLS] as const] : []),
    ...(phone === null ? [['phone', ...(given === '' ? NO_NUMBER : BAD_NUMBER)] as const] : []),
    ...Object.entries(fields).flatMap(([name, value]) =>
      value.length > VALUE_CHARS_MAX ? [[name, ...TOO_LONG] as const] : [],
    ),
    ...needed.flatMap((name) =>
      fields[name] === undefined
        ? [[name, 'required', `The words of the campaign have {${name}} in them.`] as const]
        : [],
    ),
  ]
  if (phone !== null && wrong.length === 0) return ok({ phone, fields })
  return err(wrong.map(([column, code, detail]) => ({ line, column, code, detail })))
}

const TOO_MANY_CELLS = ['too_many_cells', 'The row has more cells than the header.'] as const
const NO_NUMBER = ['required', 'There is no phone number.'] as const
const BAD_NUMBER = ['not_a_phone_number', 'No phone number can be read here.'] as const
const TOO_LONG = ['too_long', `At most ${VALUE_CHARS_MAX} characters.`] as const

/** The cells that say something, by their columns; the number as it was spelled too, for words that have it in them. */
const fieldsIn = (cells: readonly string[], { names }: Columns): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name, at) => {
      const value = (cells[at] ?? '').trim()
      return name === null || value === '' ? [] : [[name, value]]
    }),
  )
