import { bytesEqual, fromHex, utf8 } from '../../../kernel/bytes.ts'
import { hmac } from '../../../kernel/hmac.ts'
import { log } from '../../../kernel/log.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { HookRejection, SignedHook } from '../../hook.ts'
import type { MessagingAccount } from '../contract.ts'

const HEADER = 'x-hub-signature-256'
const FORM = /^sha256=([0-9a-f]{64})$/

export const hasSignature = ({ headers }: SignedHook): boolean => FORM.test(headers.get(HEADER) ?? '')

/** What is escaped grows sixfold. */
const ESCAPED_BYTES_MAX = 512 * 1024

/**
 * Checks `X-Hub-Signature-256`: HMAC-SHA256 of the bytes as they came under the app's secret, or the one before it.
 *
 * Meta signs with one secret only, so while it is being changed both are tried. Nothing is parsed first.
 */
export async function verifyMeta(hook: SignedHook, account: MessagingAccount): Promise<Result<void, HookRejection>> {
  const header = hook.headers.get(HEADER)
  if (header === null || header === '') return err({ reason: 'signature_missing' })
  const signature = fromHex(FORM.exec(header)?.[1] ?? '')
  if (signature?.length !== 32) return err({ reason: 'signature_wrong' })

  if (await isSigned(signature, hook.body, account)) return ok(undefined)
  const escaped = escapedForm(hook.body)
  if (escaped === null || !(await isSigned(signature, escaped, account))) return err({ reason: 'signature_wrong' })
  log.warn('whatsapp.signed_escaped', {})
  return ok(undefined)
}

async function isSigned(
  signature: Uint8Array,
  body: Uint8Array<ArrayBuffer>,
  { signingSecrets }: MessagingAccount,
): Promise<boolean> {
  for (const secret of signingSecrets) {
    if (bytesEqual(signature, await hmac('SHA-256', secret, body))) return true
  }
  return false
}

/**
 * The body as Meta writes it before it signs, where it came otherwise: whatever is not ASCII as `\u` and four lower-case
 * hex digits. Null when that is the same, or when it is too much to be tried.
 */
function escapedForm(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (body.length > ESCAPED_BYTES_MAX || body.every((byte) => byte < 0x80)) return null
  const units = new TextDecoder().decode(body).replace(/[\u0080-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return utf8(units)
}
