const FIELD = /\{([^{}]*)\}/g

/** What a field may be called: as a column of a list is. */
const FIELD_NAME = /^[a-z][a-z0-9_]{0,39}$/

/** A column's name as a field's: `Due Date` is `due_date`. */
export const fieldNameOf = (column: string): string =>
  column
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')

export const isFieldName = (name: string): boolean => FIELD_NAME.test(name)

/** The fields that a text has in it, each once, in order; also those that nothing can be called. */
export const fieldsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(FIELD)].map(([, name = '']) => name)),
]

/** Before a time in Spanish: one o'clock is "a la una", though a text that fits every other time says "a las". */
const AT_TIME = /\ba las (?=\{time\})/gi
const ONE = /^0?1(?!\d)/

/** The text with its fields filled in. One that is not known stays as it is: whoever takes a text has asked for all of them. */
export const filledIn = (text: string, fields: Readonly<Record<string, string>>): string =>
  (ONE.test(fields['time'] ?? '') ? text.replace(AT_TIME, (at) => `${at.slice(0, 4)} `) : text).replace(
    FIELD,
    (whole, name: string) => fields[name] ?? whole,
  )
