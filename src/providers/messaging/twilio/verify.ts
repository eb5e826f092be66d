import { decodeForm } from '../../../kernel/form-fields.ts'
import { isSignedForm, signedFields } from '../../../kernel/form-signature.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import { addressesOf } from '../../../kernel/signed-addresses.ts'
import type { HookRejection, SignedHook } from '../../hook.ts'
import type { MessagingAccount } from '../contract.ts'
import { formOf, hasBody } from './form.ts'

const HEADER = 'x-twilio-signature'
/** The 20 bytes of an HMAC-SHA1 in base64. */
const FORM = /^[A-Za-z0-9+/]{27}=$/

export const hasSignature = ({ headers }: SignedHook): boolean => FORM.test(headers.get(HEADER) ?? '')

/**
 * Checks `X-Twilio-Signature`: HMAC-SHA1 over the address followed by every form field, sorted by name, as name and
 * value with nothing between. Unlike voice, messaging keeps the port of an https address.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function verifyTwilio(
  hook: SignedHook,
  { signingSecrets }: MessagingAccount,
): Promise<Result<void, HookRejection>> {
  const signature = hook.headers.get(HEADER)
  if (signature === null || signature === '') return err({ reason: 'signature_missing' })
  const fields = hasBody(hook) ? signedFields(decodeForm(formOf(hook))) : ''
  const signed = await isSignedForm(signature, addressesOf(hook.url), fields, signingSecrets)
  return signed ? ok(undefined) : err({ reason: 'signature_wrong' })
}
