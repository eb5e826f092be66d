/**
 * The text of the first field that begins so, `"name":"`, in a JSON text, read without reading the rest: what has fifty messages a
 * second on each of a hundred lines has no time for more. Null when there is none or anything in it is escaped: then the whole is
 * to be parsed.
 */
export function plainField(json: string, key: `"${string}":"`): string | null {
  const at = json.indexOf(key)
  const from = at + key.length
  const to = at < 0 || json[at - 1] === '\\' ? -1 : json.indexOf('"', from)
  if (to < 0) return null
  const text = json.slice(from, to)
  return text.includes('\\') ? null : text
}

const NOT_BASE64 = /[^A-Za-z0-9+/=]/

/** Whether a text is base64 with its padding, and so has nothing in it that JSON would escape. What is not is looked for: that is quicker. */
export function isBase64(text: string): boolean {
  const end = text.indexOf('=')
  return text !== '' && !NOT_BASE64.test(text) && (end < 0 || (end > 0 && /^==?$/.test(text.slice(end))))
}
