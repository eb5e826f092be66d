import PostalMime, { decodeWords } from 'postal-mime'
import { fieldNamed } from './raw-headers.ts'
import type { Leaf } from './mime-leaves.ts'

/** More of one part is not read: a letter of this length has said what it wants. */
const LEAF_BYTES_MAX = 256 * 1024

/** The parser keeps each line by itself: a part of nothing but line ends is longer than it looks. */
const LEAF_LINES_MAX = 8_000

const UNKNOWN = '\uFFFD'
/** UTF-8 that was read as Latin-1. */
const MISREAD = /Ã[\u0080-\u00BF\u0192\u2018-\u2030]|â€[\u0080-\u00BF™œ\u009D]/

/**
 * The text of a text part: its transfer encoding undone, its characters read. HTML comes back as HTML.
 *
 * A part that says it has one character set and has the other of the two common ones is read by what it has.
 */
export async function decodeLeaf(bytes: Uint8Array, leaf: Leaf): Promise<string> {
  const body = beginning(bytes.subarray(leaf.bodyAt, Math.min(leaf.bodyEnd, leaf.bodyAt + LEAF_BYTES_MAX)))
  const charset = leaf.contentType.parameters.get('charset')?.toLowerCase() ?? 'utf-8'
  const said = await decode(body, leaf, charset)
  const isUtf8 = /^(utf-?8|us-ascii|ascii)$/.test(charset)
  // A character cut in two at the very end is no lie.
  if (isUtf8 && said.slice(0, -1).includes(UNKNOWN)) return fewerUnknown(said, await decode(body, leaf, 'windows-1252'))
  if (!isUtf8 && MISREAD.test(said)) return fewerUnknown(said, await decode(body, leaf, 'utf-8'))
  return said
}

function beginning(body: Uint8Array): Uint8Array {
  let endAt = 0
  for (let lines = 0; lines < LEAF_LINES_MAX; lines++) {
    const end = body.indexOf(0x0a, endAt)
    if (end === -1) return body
    endAt = end + 1
  }
  return body.subarray(0, endAt)
}

const unknownIn = (text: string): number => text.split(UNKNOWN).length - 1

/** The better of two readings of the same bytes; the one that was announced where both are bad. */
const fewerUnknown = (said: string, other: string): string =>
  unknownIn(other) > unknownIn(said) || MISREAD.test(other) ? said : other

async function decode(body: Uint8Array, leaf: Leaf, charset: string): Promise<string> {
  const encoding = fieldNamed(leaf.fields, 'content-transfer-encoding') ?? '7bit'
  const isFlowed = leaf.contentType.parameters.get('format')?.toLowerCase() === 'flowed'
  return /^\s*(7bit|8bit|binary)\b/i.test(encoding) && !isFlowed
    ? decoderOf(charset).decode(body)
    : await decodeAsMail(body, leaf, { encoding, charset })
}

/** What no decoder is known for is read as most mail was before Unicode. */
function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder('windows-1252')
  }
}

interface Coding {
  readonly encoding: string
  readonly charset: string
}

/** The part as a mail of its own: of the structure around it the parser sees nothing. */
async function decodeAsMail(
  body: Uint8Array,
  { kind, contentType }: Leaf,
  { encoding, charset }: Coding,
): Promise<string> {
  const format = ['format', 'delsp'].map((name) => `; ${name}=${token(contentType.parameters.get(name) ?? 'no')}`)
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
