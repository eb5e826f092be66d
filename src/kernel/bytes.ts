const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The UTF-8 bytes of `text`. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text) as Uint8Array<ArrayBuffer>

/** The text of UTF-8 `bytes`; malformed sequences become U+FFFD. */
export const textOf = (bytes: Uint8Array | ArrayBuffer): string => decoder.decode(bytes)

type Alphabet = 'base64' | 'base64url'

/**
 * workerd's bytes know their base64 themselves, fifty times as fast as it can be spelled out: what is sealed goes through
 * here with every turn of a call. Node knows it from version 25 on.
 */
interface Fast {
  toBase64?(how: { readonly alphabet: Alphabet; readonly omitPadding: boolean }): string
}
interface FastClass {
  fromBase64?(text: string, how: { readonly alphabet: Alphabet }): Uint8Array<ArrayBuffer>
}

function spelledOut(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Standard base64 with padding. */
export const toBase64 = (bytes: Uint8Array): string =>
  (bytes as Fast).toBase64?.({ alphabet: 'base64', omitPadding: false }) ?? spelledOut(bytes)

/** The bytes of standard base64, or null when it is not base64. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> | null => decoded(text, 'base64')

function decoded(text: string, alphabet: Alphabet): Uint8Array<ArrayBuffer> | null {
  try {
    return (Uint8Array as FastClass).fromBase64?.(text, { alphabet }) ?? readOut(text, alphabet)
  } catch {
    return null
  }
}

function readOut(text: string, alphabet: Alphabet): Uint8Array<ArrayBuffer> {
  const binary = atob(alphabet === 'base64' ? text : text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** base64url without padding (RFC 4648 section 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  (bytes as Fast).toBase64?.({ alphabet: 'base64url', omitPadding: true }) ??
  spelledOut(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** The bytes of unpadded base64url, or null when it is not base64url. */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> | null =>
  /^[\w-]*$/.test(text) ? decoded(text, 'base64url') : null

/** Lower-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The bytes of hexadecimal text, or null when it is not hexadecimal. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return null
  const bytes = new Uint8Array(text.length / 2)
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = parseInt(text.slice(index * 2, index * 2 + 2), 16)
  return bytes
}

/** `parts` one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * Whether two byte strings are equal, in time that depends on their lengths only.
 *
 * Lengths are not secret: every caller compares a digest of known length.
 */
export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  return difference === 0
}
