import { textOf } from '../../../kernel/bytes.ts'
import type { SignedHook } from '../../hook.ts'

/** What a webhook says, by field name. A name may come more than once. */
export type Fields = ReadonlyMap<string, readonly string[]>

/** The form of a hook is needed to find its account, to verify it and to read it: it is decoded once. */
const decoded = new WeakMap<SignedHook, Fields>()

/**
 * The fields of `hook` that its signature covers: of a GET those of the address, of anything else those of the body.
 *
 * Reading any other place would let a stranger add to a webhook that somebody else signed.
 */
export function fieldsOf(hook: SignedHook): Fields {
  const known = decoded.get(hook)
  if (known) return known
  const fields = hasBody(hook) ? bodyFields(hook) : decodeForm(queryOf(hook.url))
  decoded.set(hook, fields)
  return fields
}

/** Whether the fields are in the body. GET and HEAD sign none. */
export const hasBody = (hook: SignedHook): boolean => hook.method !== 'GET' && hook.method !== 'HEAD'

/** The hash Twilio puts into the address when the body is no form, or null. */
export const bodyHashOf = (url: string): string | null => decodeForm(queryOf(url)).get('bodySHA256')?.[0] ?? null

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

const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '')

function bodyFields(hook: SignedHook): Fields {
  const body = textOf(hook.body)
  const isJson = hook.headers.get('content-type')?.includes('json') === true && bodyHashOf(hook.url) !== null
  return isJson ? jsonFields(body) : decodeForm(body)
}

/** The strings and numbers at the top of a JSON object. Anything else is no field of a webhook of ours. */
function jsonFields(body: string): Fields {
  try {
    const entries = Object.entries(JSON.parse(body) ?? {})
    const plain = entries.filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    return new Map(plain.map(([name, value]) => [name, [String(value)]]))
  } catch {
    return new Map()
  }
}
