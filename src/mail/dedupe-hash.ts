import { utf8, textOf } from '../kernel/bytes.ts'
import { sha256Hex } from '../kernel/digest.ts'

/** Of a mail no more is read, kept, understood and compared: attachments come last, and are not looked at. */
export const RAW_BYTES_MAX = 5 * 1024 * 1024
const HEAD_BYTES_MAX = 64 * 1024

/**
 * What makes two deliveries one mail: Message-ID, sender, our address and the bytes below the head, in SHA-256.
 *
 * The head itself is left out: with every try the mail servers on the way write their own lines and times on top of it.
 */
export async function dedupeHash(raw: Uint8Array<ArrayBuffer>, to: string): Promise<string> {
  const at = endOfHead(raw)
  // Binary as Latin-1 would be: only compared, and only the ASCII names of two lines are looked for.
  const head = textOf(raw.subarray(0, at)).replaceAll(/\r?\n[ \t]+/g, ' ')
  const lineOf = (name: string): string =>
    (new RegExp(String.raw`^${name}[ \t]*:(.*)$`, 'im').exec(head)?.[1] ?? '').trim()
  const told = [lineOf('message-id'), lineOf('from'), to.trim().toLowerCase(), await sha256Hex(raw.slice(at))]
  return sha256Hex(utf8(told.join('\n')))
}

/** Where the empty line is that ends the head; the bound where there is none that soon. */
function endOfHead(raw: Uint8Array): number {
  const end = Math.min(raw.length, HEAD_BYTES_MAX)
  for (let at = 0; at < end; at += 1) {
    if (raw[at] !== 10) continue
    if (raw[at + 1] === 10 || (raw[at + 1] === 13 && raw[at + 2] === 10)) return at
  }
  return end
}
