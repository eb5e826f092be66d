/** A mail as the gateway hands it to Cloudflare's binding. */
export interface SentLetter {
  readonly from: { readonly name?: string; readonly email: string }
  readonly to: string | readonly string[]
  readonly replyTo?: string
  readonly subject: string
  readonly text?: string
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
}

const RECIPIENTS_MAX = 50
const SUBJECT_CHARS_MAX = 998
const MAIL_BYTES_MAX = 5 * 1024 * 1024
const HEADER_BYTES_MAX = 16 * 1024
const HEADER_VALUE_BYTES_MAX = 2_048
const HEADERS_MAX = 20

/** Set by the platform itself. */
const NOT_ALLOWED = ['message-id', 'date', 'dkim-signature', 'return-path', 'from', 'to', 'subject', 'received']
const ALLOWED = /^(in-reply-to|references|auto-submitted|precedence|list-[a-z-]+|x-[a-z0-9-]+)$/
const ADDRESS = /^[^\s@<>]{1,64}@[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i

/** Why Cloudflare would not take a mail: `E_…: what`. Null when it would. */
export function whyRefused(letter: SentLetter): string | null {
  const recipients = typeof letter.to === 'string' ? [letter.to] : letter.to
  if (recipients.length === 0 || recipients.length > RECIPIENTS_MAX) return 'E_TOO_MANY_RECIPIENTS: 1 to 50'
  if (recipients.some((address) => !ADDRESS.test(address))) return 'E_VALIDATION_ERROR: a recipient is no address'
  if (!ADDRESS.test(letter.from.email)) return 'E_VALIDATION_ERROR: the sender is no address'
  if (letter.subject.length > SUBJECT_CHARS_MAX) return 'E_VALIDATION_ERROR: the subject is too long'
  if ((letter.text ?? letter.html ?? '') === '') return 'E_FIELD_MISSING: text or html'
  if (JSON.stringify(letter).length > MAIL_BYTES_MAX) return 'E_CONTENT_TOO_LARGE: 5 MiB'
  return headerTrouble(Object.entries(letter.headers ?? {}))
}

function headerTrouble(headers: readonly (readonly [string, string])[]): string | null {
  const names = headers.map(([name]) => name.toLowerCase())
  const barred = names.find((name) => NOT_ALLOWED.includes(name) || !ALLOWED.test(name))
  if (barred !== undefined) return `E_HEADER_NOT_ALLOWED: ${barred}`
  if (headers.some(([, value]) => /[\r\n]/.test(value))) return 'E_HEADER_VALUE_INVALID: a line break'
  if (headers.some(([, value]) => Buffer.byteLength(value) > HEADER_VALUE_BYTES_MAX))
    return 'E_HEADER_VALUE_TOO_LONG: 2,048 bytes'
  if (names.filter((name) => !name.startsWith('x-')).length > HEADERS_MAX) return 'E_HEADERS_TOO_MANY: 20'
  const bytes = headers.reduce((sum, [name, value]) => sum + Buffer.byteLength(name + value), 0)
  return bytes > HEADER_BYTES_MAX ? 'E_HEADERS_TOO_LARGE: 16 KB' : null
}
