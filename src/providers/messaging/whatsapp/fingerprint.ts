import { objectOf } from './json-fields.ts'

const DEPTH_MAX = 8
/** No notice is as long; of what is, the beginning and the length count. */
const CHARS_MAX = 65_536

/**
 * Sixteen hex digits for a JSON value, whatever the order of its members: the same thing told twice has the same.
 * A name, not a proof: whoever made the value is known by the signature over it.
 */
export function fingerprint(value: unknown): string {
  const whole = plainText(value, DEPTH_MAX)
  const text = whole.length > CHARS_MAX ? `${whole.slice(0, CHARS_MAX)}${whole.length}` : whole
  return hashOf(text, 0x811c9dc5) + hashOf(text, 0x01000193)
}

/** FNV-1a over UTF-16 units, from `start`, with its bits mixed at the end. */
function hashOf(text: string, start: number): string {
  let hash = start
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0).toString(16).padStart(8, '0')
}

/** Like JSON with its members in order, and no deeper than anything Meta sends. */
function plainText(value: unknown, depth: number): string {
  if (depth === 0) return '…'
  if (Array.isArray(value)) return `[${value.map((item) => plainText(item, depth - 1)).join()}]`
  const object = objectOf(value)
  if (object === null) return JSON.stringify(value) ?? ''
  const names = Object.keys(object).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${plainText(object[name], depth - 1)}`).join()}}`
}
