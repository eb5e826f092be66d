/** G.711 μ-law samples a second on a telephone line, one byte each. */
export const LINE_BYTES_PER_MS = 8

/** What silence sounds like in μ-law. */
export const MULAW_SILENCE = 0xff

const BIAS = 33
const MAGNITUDE_MAX = 0x1fff

/** The 16-bit value of every μ-law byte, as the recommendation's table 2 has it (its 14-bit values times four). */
const EXPANDED = Int16Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff
  const exponent = (inverted >> 4) & 0x07
  const step = 8 << exponent
  const magnitude = (0x80 << exponent) + step * (inverted & 0x0f) + step / 2 - 4 * BIAS
  return code < 0x80 ? -magnitude : magnitude
})

/** The μ-law byte of a 16-bit sample, bit for bit that of ITU-T's own program (G.191, `ulaw_compress`). */
export function toMulaw(sample: number): number {
  const magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + BIAS, MAGNITUDE_MAX)
  // The segment is how many bits the magnitude has beyond the first six, and one.
  const segment = 33 - Math.clz32(magnitude >> 6)
  const code = ((8 - segment) << 4) | (0x0f - ((magnitude >> segment) & 0x0f))
  return sample >= 0 ? code | 0x80 : code
}

/** The 16-bit sample of a μ-law byte. */
export const fromMulaw = (code: number): number => EXPANDED[code & 0xff] ?? 0

/** `samples` as μ-law bytes. */
export const encodeMulaw = (samples: Int16Array): Uint8Array<ArrayBuffer> => Uint8Array.from(samples, toMulaw)

/** μ-law bytes as 16-bit samples at the line's 8 kHz. */
export const decodeMulaw = (bytes: Uint8Array): Int16Array<ArrayBuffer> => Int16Array.from(bytes, fromMulaw)

/**
 * μ-law at 8 kHz as 16-bit samples at 16 kHz: between two samples lies their mean.
 *
 * `before` is the last sample of what came before, so that pieces join without a click; every second sample of the
 * result is a sample of the line, unaltered.
 */
export function upsampleMulaw(bytes: Uint8Array, before: number): Int16Array<ArrayBuffer> {
  const samples = new Int16Array(bytes.length * 2)
  let last = before
  for (const [index, byte] of bytes.entries()) {
    const sample = fromMulaw(byte)
    samples[index * 2] = (last + sample) >> 1
    samples[index * 2 + 1] = sample
    last = sample
  }
  return samples
}
