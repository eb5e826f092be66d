import { textOf } from '../../../kernel/bytes.ts'
import { decodeForm, type Fields } from '../../../kernel/form-fields.ts'
import type { SignedHook } from '../../hook.ts'

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
