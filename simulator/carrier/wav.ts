/** Something said on a recorded line: who, from when to when in the recording, and what. */
export interface Segment {
  readonly speaker: 'caller' | 'agent'
  readonly fromMs: number
  readonly toMs: number
  readonly text: string
}

const RATE = 8000
const HEADER_BYTES = 44
const AMPLITUDE = 11_000
/** A caller sounds lower than the agent, so that the channels can be told apart by ear. */
const PITCH_HZ = { caller: 125, agent: 210 } as const

export interface WavPlan {
  readonly segments: readonly Segment[]
  readonly durationMs: number
  readonly channels: 1 | 2
}

const frameBytes = ({ channels }: WavPlan): number => 2 * channels
const framesOf = ({ durationMs }: WavPlan): number => Math.round((durationMs * RATE) / 1000)

/** The whole file's length in bytes. */
export const wavBytes = (plan: WavPlan): number => HEADER_BYTES + framesOf(plan) * frameBytes(plan)

/**
 * Bytes `from` up to and excluding `to` of a recording, second by second: 16-bit PCM at 8 kHz, the caller left and
 * the agent right. Every word is a hum of its own pitch. The same plan gives the same bytes, whatever range is asked.
 */
export function* wavOf(plan: WavPlan, from = 0, to = wavBytes(plan)): Generator<Buffer> {
  if (from < HEADER_BYTES) yield header(plan).subarray(from, Math.min(to, HEADER_BYTES))
  const bytesPerSecond = RATE * frameBytes(plan)
  let at = Math.max(0, from - HEADER_BYTES)
  const end = to - HEADER_BYTES
  while (at < end) {
    const second = Math.floor(at / bytesPerSecond)
    const start = second * bytesPerSecond
    const block = secondOf(plan, second)
    yield block.subarray(at - start, Math.min(block.length, end - start))
    at = start + block.length
  }
}

function header(plan: WavPlan): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES)
  const dataBytes = framesOf(plan) * frameBytes(plan)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + dataBytes, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(plan.channels, 22)
  bytes.writeUInt32LE(RATE, 24)
  bytes.writeUInt32LE(RATE * frameBytes(plan), 28)
  bytes.writeUInt16LE(frameBytes(plan), 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(dataBytes, 40)
  return bytes
}

function secondOf(plan: WavPlan, second: number): Buffer {
  const first = second * RATE
  const frames = Math.min(RATE, framesOf(plan) - first)
  const samples = { caller: new Float64Array(frames), agent: new Float64Array(frames) }
  for (const segment of plan.segments) hum(samples[segment.speaker], segment, first)
  const block = Buffer.alloc(frames * frameBytes(plan))
  for (let frame = 0; frame < frames; frame += 1) {
    const [left, right] = [samples.caller[frame] ?? 0, samples.agent[frame] ?? 0]
    if (plan.channels === 1) block.writeInt16LE(Math.round((left + right) / 2), frame * 2)
    else {
      block.writeInt16LE(Math.round(left), frame * 4)
      block.writeInt16LE(Math.round(right), frame * 4 + 2)
    }
  }
  return block
}

/** Adds what of `segment` falls into the block of samples that begins at frame `first`. */
function hum(samples: Float64Array, { speaker, fromMs, toMs, text }: Segment, first: number): void {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const start = (fromMs * RATE) / 1000
  const wordFrames = ((toMs - fromMs) * RATE) / 1000 / Math.max(1, words.length)
  const begin = Math.max(0, Math.ceil(start - first))
  const end = Math.min(samples.length, Math.floor((toMs * RATE) / 1000 - first))
  for (let index = begin; index < end; index += 1) {
    const frame = first + index
    const into = (frame - start) / wordFrames
    const word = words[Math.floor(into)] ?? 'm'
    const hz = PITCH_HZ[speaker] * (1 + (hashOf(word) % 7) / 20)
    const phase = (2 * Math.PI * hz * frame) / RATE
    const loudness = Math.sin(Math.PI * (into % 1))
    samples[index] = (samples[index] ?? 0) + AMPLITUDE * loudness * (Math.sin(phase) * 0.7 + Math.sin(2 * phase) * 0.3)
  }
}

const hashOf = (word: string): number =>
  [...word].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7)
