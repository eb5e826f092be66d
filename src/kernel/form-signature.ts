import { bytesEqual, toBase64, utf8 } from './bytes.ts'
import type { Fields } from './form-fields.ts'
import { hmac } from './hmac.ts'

/** What is appended to the address and signed: names in order, each with its values, the same value only once. */
export function signedFields(fields: Fields): string {
  let text = ''
  for (const name of [...fields.keys()].sort()) {
    const values = fields.get(name) ?? []
    if (values.length === 1) text += name + (values[0] ?? '')
    else for (const value of [...new Set(values)].sort()) text += name + value
  }
  return text
}

/**
 * Whether `signature` is the HMAC-SHA1, in base64, of one of these addresses and the `fields` after it, under one of the
 * `secrets`. All are tried in the order given, so the likeliest comes first.
 */
export async function isSignedForm(
  signature: string,
  addresses: Iterable<string>,
  fields: string,
  secrets: readonly string[],
): Promise<boolean> {
  for (const address of addresses) {
    const signed = utf8(address + fields)
    for (const secret of secrets) {
      // As text, not as bytes: several base64 texts decode to the same bytes, and only one of them was sent.
      if (sameText(signature, toBase64(await hmac('SHA-1', secret, signed)))) return true
    }
  }
  return false
}

const sameText = (a: string, b: string): boolean => bytesEqual(utf8(a), utf8(b))
