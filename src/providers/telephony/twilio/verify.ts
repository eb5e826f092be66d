import { bytesEqual, utf8 } from '../../../kernel/bytes.ts'
import { sha256Hex } from '../../../kernel/digest.ts'
import { isSignedForm, signedFields } from '../../../kernel/form-signature.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import { addressesOf, socketAddressesOf } from '../../../kernel/signed-addresses.ts'
import type { HookRejection, SignedHook } from '../../hook.ts'
import type { CarrierAccount } from '../contract.ts'
import { bodyHashOf, fieldsOf, hasBody } from './fields.ts'

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
  if (bodyHash !== null && !bytesEqual(utf8(bodyHash), utf8(await sha256Hex(hook.body))))
    return err({ reason: 'signature_wrong' })

  const fields = bodyHash === null && hasBody(hook) ? signedFields(fieldsOf(hook)) : ''
  const signed = await isSignedForm(signature, addressesOf(hook.url), fields, account.tokens)
  return signed ? ok(undefined) : err({ reason: 'signature_wrong' })
}

/** Checks the signature of a socket's upgrade: over its address alone, spelled `ws` or `wss` as it was handed out. */
export async function verifyUpgrade(url: string, headers: Headers, account: CarrierAccount): Promise<boolean> {
  const signature = headers.get(HEADER)
  return signature !== null && (await isSignedForm(signature, socketAddressesOf(url), '', account.tokens))
}
