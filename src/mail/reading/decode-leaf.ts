import PostalMime, { decodeWords } from 'postal-mime'
import { fieldNamed } from './raw-headers.ts'
import type { Leaf } from './mime-leaves.ts'

/** More of one part is not read: a letter of this length has said what it wants. */
const LEAF_BYTES_MAX = 256 * 1024

const UNKNOWN = '\uFFFD'
/** UTF-8 that was read as Latin-1. */
const MISREAD = /Ã[\u0080-\u00BF\u0192\u2018-\u2030]|â€[\u0080-\u00BF™œ\u009D]/

/**
 * The text of a text part: its transfer encoding undone, its characters read. HTML comes back as HTML.
 *
 * A part that says it has one character set and has the other of the two common ones is read by what it has.
 */
export async function decodeLeaf(bytes: Uint8Array, leaf: Leaf): Promise<string> {
  const body = bytes.subarray(leaf.bodyAt, Math.min(leaf.bodyEnd, leaf.bodyAt + LEAF_BYTES_MAX))
  const charset = leaf.contentType.parameters.get('charset')?.toLowerCase() ?? 'utf-8'
  const said = await decode(body, leaf, charset)
  const isUtf8 = /^(utf-?8|us-ascii|ascii)$/.test(charset)
  if (isUtf8 && said.includes(UNKNOWN)) return fewerUnknown(said, await decode(body, leaf, 'windows-1252'))
  if (!isUtf8 && MISREAD.test(said)) return fewerUnknown(said, await decode(body, leaf, 'utf-8'))
  return said
}

const unknownIn = (text: string): number => text.split(UNKNOWN).length - 1

const fewerUnknown = (said: string, other: string): string => (unknownIn(other) > unknownIn(said) ? said : other)

/** The part as a mail of its own: of the structure around it the parser sees nothing. */
async function decode(body: Uint8Array, { kind, contentType, fields }: Leaf, charset: string): Promise<string> {
  const format = ['format', 'delsp'].map((name) => `; ${name}=${token(contentType.parameters.get(name) ?? 'no')}`)
  const encoding = fieldNamed(fields, 'content-transfer-encoding') ?? '8bit'
  const type = kind === 'html' ? 'text/html' : 'text/plain'
  const header = `Content-Type: ${type}; charset=${token(charset)}${format.join('')}\r\nContent-Transfer-Encoding: ${token(encoding)}\r\n\r\n`
  const start = new TextEncoder().encode(header)
  const mail = new Uint8Array(start.length + body.length)
  mail.set(start)
  mail.set(body, start.length)
  const { html, text } = await PostalMime.parse(mail)
  return (kind === 'html' ? html : text) ?? ''
}

const token = (value: string): string => /[\w.-]+/.exec(value)?.[0] ?? 'unknown'

const FIELD_CHARS_MAX = 998 * 4

/** The words of a header field, encoded words read, on one line. */
export const decodeField = (value: string | null): string =>
  decodeWords((value ?? '').slice(0, FIELD_CHARS_MAX))
    .replaceAll(/\s+/g, ' ')
    .trim()
