/** The far end decodes by itself: what the gateway's own codec gets wrong is heard wrong. */
const LINE_RATE = 8_000

/** μ-law of a 16-bit sample, by the search that G.711 describes: the segment, then the step within it. */
function mulawOf(sample: number): number {
  const magnitude = Math.min(Math.abs(sample) + 132, 32_767)
  let segment = 7
  while (segment > 0 && magnitude < 1 << (segment + 7)) segment -= 1
  const step = (magnitude >> (segment + 3)) & 0x0f
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | step) & 0xff
}

/** Little-endian 16-bit audio as the line's μ-law: of every sample of the line, which comes last of its kind. */
export function lineOf(audio: Buffer, sampleRate: number): Uint8Array {
  const each = sampleRate / LINE_RATE
  const line = new Uint8Array(Math.floor(audio.length / 2 / each))
  for (let index = 0; index < line.length; index += 1)
    line[index] = mulawOf(audio.readInt16LE((index * each + each - 1) * 2))
  return line
}
