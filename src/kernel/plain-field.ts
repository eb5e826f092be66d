/**
 * The text of the first field of this name in a JSON text, read without reading the rest: what has fifty messages a second on each of
 * a hundred lines has no time for more. Null when there is none or anything in it is escaped: then the whole is to be parsed.
 */
export function plainField(json: string, name: string): string | null {
  const key = `"${name}":"`
  const at = json.indexOf(key)
  const from = at + key.length
  const to = at < 0 || json[at - 1] === '\\' ? -1 : json.indexOf('"', from)
  if (to < 0) return null
  const text = json.slice(from, to)
  return text.includes('\\') ? null : text
}
