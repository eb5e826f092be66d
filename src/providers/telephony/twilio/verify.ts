import { bytesEqual, toBase64, utf8 } from '../../../kernel/bytes.ts'
import { sha256Hex } from '../../../kernel/digest.ts'
import { hmac } from '../../../kernel/hmac.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { HookRejection, SignedHook } from '../../hook.ts'
import type { CarrierAccount } from '../contract.ts'
import { addressesOf, socketAddressesOf } from './addresses.ts'
import { bodyHashOf, fieldsOf, hasBody, type Fields } from './fields.ts'

const HEADER = 'x-twilio-signature'

/**
 * Checks `X-Twilio-Signature`: HMAC-SHA1 over the address followed by every form field, sorted by name, as name and
 * value with nothing between. A body that is no form is covered by its SHA-256 in the address instead, and then both
 * must hold. Addresses and tokens are tried likeliest first.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function verifyTwilio(hook: SignedHook, account: CarrierAccount): Promise<Result<void, HookRejection>> {
  const signature = hook.headers.get(HEADER)
  if (signature === null || signature === '') return err({ reason: 'signature_missing' })

  const bodyHash = bodyHashOf(hook.url)
  if (bodyHash !== null && !sameText(bodyHash, await sha256Hex(hook.body))) return err({ reason: 'signature_wrong' })

  const fields = bodyHash === null && hasBody(hook) ? signedFields(fieldsOf(hook)) : ''
  const signed = await isSigned(signature, addressesOf(hook.url), fields, account)
  return signed ? ok(undefined) : err({ reason: 'signature_wrong' })
}

/** Checks the signature of a socket's upgrade: over its address alone, spelled `ws` or `wss` as it was handed out. */
export async function verifyUpgrade(url: string, headers: Headers, account: CarrierAccount): Promise<boolean> {
  const signature = headers.get(HEADER)
  return signature !== null && (await isSigned(signature, socketAddressesOf(url), '', account))
}

/** What Twilio appends to the address: names in order, each with its values, the same value only once. */
export function signedFields(fields: Fields): string {
  let text = ''
  for (const name of [...fields.keys()].sort()) {
    const values = fields.get(name) ?? []
    if (values.length === 1) text += name + (values[0] ?? '')
    else for (const value of [...new Set(values)].sort()) text += name + value
  }
  return text
}

async function isSigned(
  signature: string,
  addresses: Iterable<string>,
  fields: string,
  { tokens }: CarrierAccount,
): Promise<boolean> {
  for (const address of addresses) {
    const signed = utf8(address + fields)
    for (const token of tokens) {
      // As text, not as bytes: several base64 texts decode to the same bytes, and only one of them was sent by Twilio.
      if (sameText(signature, toBase64(await hmac('SHA-1', token, signed)))) return true
    }
  }
  return false
}

const sameText = (a: string, b: string): boolean => bytesEqual(utf8(a), utf8(b))
