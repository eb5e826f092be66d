const BLOCK_BYTES = 64

/** The first 32 bits of the fractional parts of the `power`th roots of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
function rootsOfPrimes(count: number, power: number): Uint32Array {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate += 1)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  return Uint32Array.from(primes, (prime) => {
    const root = prime ** (1 / power)
    return Math.floor((root - Math.floor(root)) * 2 ** 32)
  })
}

const ROUNDS = new Int32Array(rootsOfPrimes(64, 3))
const START = new Int32Array(rootsOfPrimes(8, 2))

const encoder = new TextEncoder()
/** Of one digest at a time, and none is waited for in between: making these anew took longer than a short text's digest. */
const words = new Int32Array(64)
const state = new Int32Array(8)
let bytes = new Uint8Array(4_096)

const turned = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

const UTF8_BYTES_MAX = 3

/** Writes the message with its end mark and its length in bits into `bytes`, which are all 0. Returns how many they are: whole blocks. */
function pad(text: string): number {
  const most = text.length * UTF8_BYTES_MAX + 2 * BLOCK_BYTES
  if (bytes.length < most) bytes = new Uint8Array(most * 2)
  const length = encoder.encodeInto(text, bytes).written
  const whole = Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES
  bytes[length] = 0x80
  // No text is half a gigabyte long: its bits are counted in one word.
  for (let at = 1; at <= 4; at += 1) bytes[whole - at] = (length * 8) >>> ((at - 1) * 8)
  return whole
}

/** The words of the block that begins at `from`, spread out over the rounds. */
function spread(from: number): void {
  for (let at = 0; at < 16; at += 1) {
    const byte = from + at * 4
    const high = ((bytes[byte] as number) << 24) | ((bytes[byte + 1] as number) << 16)
    words[at] = high | ((bytes[byte + 2] as number) << 8) | (bytes[byte + 3] as number)
  }
  for (let at = 16; at < 64; at += 1) {
    const early = words[at - 15] as number
    const late = words[at - 2] as number
    const small = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)
    const great = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10)
    words[at] = ((((words[at - 16] as number) + small) | 0) + (((words[at - 7] as number) + great) | 0)) | 0
  }
}

/** Every sum is cut to a word at once: engines add words several times as fast as what may have grown beyond one. */
function compress(): void {
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let at = 0; at < 64; at += 1) {
    const great = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const choice = g ^ (e & (f ^ g))
    const given = ((ROUNDS[at] as number) + (words[at] as number)) | 0
    const first = (((((h + great) | 0) + choice) | 0) + given) | 0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

const DIGITS = encoder.encode('0123456789abcdef')
const digits = new Uint8Array(64)

/** Of all words in one go: a text of each took as long as two blocks. */
function hexOf(digested: Int32Array): string {
  for (let at = 0; at < digits.length; at += 1)
    digits[at] = DIGITS[((digested[at >> 3] as number) >>> (28 - (at & 7) * 4)) & 15] as number
  return Reflect.apply(String.fromCharCode, null, digits)
}

/**
 * SHA-256 of `text` as UTF-8, in lower-case hexadecimal, at once: for a digest that has to be there in the very step in which
 * something is kept. Whoever can wait takes `sha256Hex`.
 */
export function sha256HexNow(text: string): string {
  const length = pad(text)
  state.set(START)
  for (let from = 0; from < length; from += BLOCK_BYTES) {
    spread(from)
    compress()
  }
  // What was digested may be a secret: it is not left lying.
  bytes.fill(0, 0, length)
  words.fill(0)
  return hexOf(state)
}
