import { toHex, utf8 } from './bytes.ts'

/** SHA-256 of `data` (text as UTF-8): 32 bytes. */
export async function sha256(data: Uint8Array<ArrayBuffer> | string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', typeof data === 'string' ? utf8(data) : data))
}

/** SHA-256 in lower-case hexadecimal, 64 characters. */
export const sha256Hex = async (data: Uint8Array<ArrayBuffer> | string): Promise<string> => toHex(await sha256(data))
