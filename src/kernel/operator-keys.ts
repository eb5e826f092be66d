/** An operator of the gateway and the key that is theirs alone. */
export interface OperatorKey {
  readonly name: string
  readonly key: string
}

const OPERATORS_MAX = 50
const NAME = /^[a-z0-9][a-z0-9._-]{1,40}$/
/** Visible, and no comma: that is what is between two operators. */
const KEY = /^[\x21-\x2b\x2d-\x7e]{24,200}$/
/** What the key of nobody in particular is called in the audit chain. */
const RESERVED = 'operator'

/** `OPERATOR_KEYS` as it is set, `ann.lee:KEY,bo.ray:KEY` or a line each; null where it is not that, or has a name or a key twice. */
export function readOperatorKeys(text: string): readonly OperatorKey[] | null {
  const parts = text
    .trim()
    .split(/[,\n]/)
    .map((part) => part.trim())
  if (parts.length > OPERATORS_MAX) return null
  const read: OperatorKey[] = []
  for (const part of parts) {
    const at = part.indexOf(':')
    const [name, key] = [part.slice(0, Math.max(at, 0)), part.slice(at + 1)]
    if (!NAME.test(name) || !KEY.test(key) || name === RESERVED) return null
    if (read.some((other) => other.name === name || other.key === key)) return null
    read.push({ name, key })
  }
  return read
}
