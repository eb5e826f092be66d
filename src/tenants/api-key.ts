import { utf8 } from '../kernel/bytes.ts'
import { crc32 } from '../kernel/crc32.ts'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_CHARS = 30
const CHECKSUM_CHARS = 6
/** The largest multiple of 62 in a byte: bytes from here on would make the first letters likelier. */
const UNBIASED_BYTES = 248

const FORM = /^ck_(live|test)_[0-9A-Za-z]{36}$/

/**
 * A new API key: `ck_live_` or `ck_test_`, 30 random characters (178 bits) and a checksum of six.
 *
 * The checksum lets a mistyped key, or a random string that looks like one, be told without asking a database.
 */
export function newApiKey(livemode: boolean): string {
  const start = `ck_${livemode ? 'live' : 'test'}_${randomBase62(RANDOM_CHARS)}`
  return start + checksumOf(start)
}

/** Whether `text` has the form of a key and its checksum is right. Reads nothing. */
export const isApiKey = (text: string): boolean =>
  FORM.test(text) && text.endsWith(checksumOf(text.slice(0, -CHECKSUM_CHARS)))

/** Prefix and last four characters, to recognise a key by: `ck_live_…x7Qz`. */
export const maskApiKey = (key: string): string => `${key.slice(0, 8)}…${key.slice(-4)}`

function checksumOf(start: string): string {
  let rest = crc32(utf8(start))
  let digits = ''
  for (let index = 0; index < CHECKSUM_CHARS; index += 1) {
    digits = BASE62.charAt(rest % 62) + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}

function randomBase62(length: number): string {
  let text = ''
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < UNBIASED_BYTES && text.length < length) text += BASE62.charAt(byte % 62)
    }
  }
  return text
}
