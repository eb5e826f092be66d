import { toHex } from '../kernel/bytes.ts'

/** SHA-256 of what passes by. WebCrypto's own digest would want all of it at once. */
export function hashing() {
  const stream = new crypto.DigestStream('SHA-256')
  const writer = stream.getWriter()
  let length = 0
  return {
    async add(bytes: Uint8Array): Promise<void> {
      length += bytes.length
      await writer.write(bytes)
    },
    async end(): Promise<{ readonly sha256: string; readonly bytes: number }> {
      await writer.close()
      return { sha256: toHex(new Uint8Array(await stream.digest)), bytes: length }
    },
    /** For a stream that broke: nobody will ask for its hash. */
    async drop(): Promise<void> {
      stream.digest.catch(() => {})
      await writer.abort()
    },
  }
}
