/** What a form says, by field name. A name may come more than once. */
export type Fields = ReadonlyMap<string, readonly string[]>

/** The one value of `name`, or null when it is missing, empty, or said twice with different values. */
export function valueOf(fields: Fields, name: string): string | null {
  const values = fields.get(name)
  const value = values?.[0]
  return value !== undefined && value !== '' && values?.every((other) => other === value) ? value : null
}

/**
 * Form-encoded text as fields: `+` is a space, `%XX` is UTF-8, and what is malformed stays as it was sent.
 *
 * Values are not trimmed: their spaces are under the signature.
 */
export function decodeForm(form: string): Fields {
  const fields = new Map<string, string[]>()
  for (const pair of form.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodePart(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? '' : decodePart(pair.slice(equals + 1))
    const values = fields.get(name)
    if (values) values.push(value)
    else fields.set(name, [value])
  }
  return fields
}

function decodePart(part: string): string {
  const spaced = part.includes('+') ? part.replaceAll('+', ' ') : part
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    // The leading ampersand keeps a `?` that begins the part, which URLSearchParams would drop.
    return new URLSearchParams(`&=${part}`).get('') ?? part
  }
}
