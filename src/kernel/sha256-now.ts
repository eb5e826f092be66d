import { toHex, utf8 } from './bytes.ts'

const BLOCK_BYTES = 64

/** The first 32 bits of the fractional parts of the `power`th roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
function rootsOfPrimes(count: number, power: number): Uint32Array {
  const roots = new Uint32Array(count)
  let found = 0
  for (let candidate = 2; found < count; candidate += 1) {
    const isPrime = Array.from({ length: candidate - 2 }, (_, at) => at + 2).every((by) => candidate % by !== 0)
    if (!isPrime) continue
    const root = candidate ** (1 / power)
    roots[found] = Math.floor((root - Math.floor(root)) * 2 ** 32)
    found += 1
  }
  return roots
}

const ROUNDS = new Int32Array(rootsOfPrimes(64, 3))
const START = rootsOfPrimes(8, 2)

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

/** The message with its end mark and its length in bits: whole blocks. */
function padded(data: Uint8Array): DataView {
  const blocks = Math.ceil((data.length + 9) / BLOCK_BYTES)
  const bytes = new Uint8Array(blocks * BLOCK_BYTES)
  bytes.set(data)
  bytes[data.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setBigUint64(bytes.length - 8, BigInt(data.length) * 8n)
  return view
}

/** The words of a block, spread out over the rounds. */
function spread(view: DataView, from: number, words: Int32Array): void {
  for (let at = 0; at < 16; at += 1) words[at] = view.getInt32(from + at * 4)
  for (let at = 16; at < 64; at += 1) {
    const early = words[at - 15] as number
    const late = words[at - 2] as number
    const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)
    const great = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10)
    words[at] = (words[at - 16] as number) + small + (words[at - 7] as number) + great
  }
}

type Eight = [number, number, number, number, number, number, number, number]

function compress(state: Eight, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g)
    const great = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const first = (h + great + choice + (ROUNDS[at] as number) + (words[at] as number)) | 0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  const added: Eight = [a, b, c, d, e, f, g, h]
  for (let at = 0; at < 8; at += 1) state[at] = ((state[at] as number) + (added[at] as number)) | 0
}

/**
 * SHA-256 of `text` as UTF-8, in lower-case hexadecimal, at once: for a digest that has to be there in the very step in which
 * something is kept. Whoever can wait takes `sha256Hex`.
 */
export function sha256HexNow(text: string): string {
  const view = padded(utf8(text))
  const state = Array.from(START, (word) => word | 0) as Eight
  const words = new Int32Array(64)
  for (let from = 0; from < view.byteLength; from += BLOCK_BYTES) {
    spread(view, from, words)
    compress(state, words)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (const [at, word] of state.entries()) digest.setInt32(at * 4, word)
  return toHex(new Uint8Array(digest.buffer))
}
