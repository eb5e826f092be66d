import { withoutComments } from './without-comments.ts'

/** One method's finding in an Authentication-Results field (RFC 8601, section 2.2). */
export interface MethodResult {
  /** Lower case: `dmarc`, `dkim`, `spf`, `arc`. */
  readonly method: string
  readonly result: string
  /** `header.from` → its value, lower case. A quoted value is empty: nothing is believed of it. */
  readonly properties: ReadonlyMap<string, string>
}

const RESULTS_MAX = 40
const VALUE_CHARS_MAX = 16_000

const METHOD = /^([a-z][a-z0-9-]*)(?:\s*\/\s*\d+)?\s*=\s*([a-z]+)(?=\s|$)/i
const PROPERTY = /^\s*([a-z][\w.-]*)\s*=\s*(""|[^\s"]+)(?=\s|$)/i

/**
 * What an Authentication-Results value says, or null where it cannot be read for certain.
 *
 * Words are taken only where the grammar has them: a method at the start of its part, properties after it. What stands in a
 * comment or in quotes says nothing.
 */
export function readResults(value: string): readonly MethodResult[] | null {
  const plain = value.length > VALUE_CHARS_MAX ? null : withoutComments(value)
  if (plain === null) return null
  const parts = plain.split(';').slice(1)
  const stated = parts.map((part) => part.trim()).filter((part) => part !== '')
  if (stated.length === 1 && stated[0] === 'none') return []
  if (stated.length > RESULTS_MAX) return null
  const results = stated.map(resultOf)
  return results.every((result) => result !== null) ? results : null
}

function resultOf(part: string): MethodResult | null {
  const stated = METHOD.exec(part)
  if (stated === null) return null
  const [whole, method = '', result = ''] = stated
  const properties = propertiesOf(part.slice(whole.length))
  return properties === null ? null : { method: method.toLowerCase(), result: result.toLowerCase(), properties }
}

function propertiesOf(text: string): ReadonlyMap<string, string> | null {
  const properties = new Map<string, string>()
  let rest = text
  while (rest.trim() !== '') {
    const property = PROPERTY.exec(rest)
    if (property === null) return null
    const [whole, name = '', said = ''] = property
    const key = name.toLowerCase()
    // Said twice, it says nothing.
    properties.set(key, properties.has(key) || said === '""' ? '' : said.toLowerCase())
    rest = rest.slice(whole.length)
  }
  return properties
}
