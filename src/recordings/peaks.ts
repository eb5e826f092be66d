import { concat, textOf } from '../kernel/bytes.ts'

/** Enough for a waveform as wide as a screen's card. */
export const PEAKS_MAX = 400

/** The chunks before the samples are read up to here; a file that needs more has no waveform. */
const HEADER_BYTES_MAX = 4_096
const PCM = 1
const EXTENSIBLE = 0xfffe
/** What a writer puts that does not know the length yet. */
const LENGTH_UNKNOWN = 0xffff_ffff

/** Hears audio as it streams by and remembers only its peaks. */
export interface PeakListener {
  hear(bytes: Uint8Array): void
  /** One byte each (0..255), the loudest sample of any channel in that part; null when it was not 16-bit PCM WAV. */
  peaks(): Uint8Array<ArrayBuffer> | null
}

interface Wave {
  readonly channels: number
  readonly dataBytes: number | null
  /** Where the samples begin. */
  readonly dataOffset: number
}

/** `more`: the header is not complete yet. Null: not a WAV of 16-bit PCM. */
function readWaveHeader(bytes: Uint8Array<ArrayBuffer>): Wave | 'more' | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const name = (at: number): string => textOf(bytes.subarray(at, at + 4))
  if (bytes.length < 12) return 'more'
  if (name(0) !== 'RIFF' || name(8) !== 'WAVE') return null
  let channels: number | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true)
    const dataOffset = at + 8
    if (name(at) === 'data') {
      const dataBytes = length === LENGTH_UNKNOWN || length === 0 ? null : length
      return channels === null ? null : { channels, dataBytes, dataOffset }
    }
    if (name(at) === 'fmt ') {
      if (dataOffset + 16 > bytes.length) return 'more'
      channels = channelsOf(view, dataOffset)
      if (channels === null) return null
    }
    // Chunks are padded to an even length.
    at = dataOffset + length + (length % 2)
  }
  return 'more'
}

function channelsOf(view: DataView, at: number): number | null {
  const format = view.getUint16(at, true)
  const channels = view.getUint16(at + 2, true)
  const bits = view.getUint16(at + 14, true)
  return (format === PCM || format === EXTENSIBLE) && bits === 16 && channels > 0 ? channels : null
}

/** Listens for the peaks of a file of `fileBytes`, where the carrier said so. */
export function listenForPeaks(fileBytes: number | null): PeakListener {
  let head: Uint8Array<ArrayBuffer> = new Uint8Array()
  let state: 'header' | 'samples' | 'deaf' = 'header'
  let loudest: (samples: Uint8Array) => void = () => {}
  let found: Uint8Array<ArrayBuffer> = new Uint8Array()

  const readHeader = (bytes: Uint8Array): void => {
    head = concat(head, bytes.subarray(0, HEADER_BYTES_MAX - head.length))
    const wave = readWaveHeader(head)
    if (wave === 'more' && head.length < HEADER_BYTES_MAX) return
    const dataBytes = wave === null || wave === 'more' ? null : dataBytesOf(wave, fileBytes)
    if (wave === null || wave === 'more' || dataBytes === null) {
      state = 'deaf'
      return
    }
    found = new Uint8Array(Math.min(PEAKS_MAX, Math.floor(dataBytes / (2 * wave.channels))))
    loudest = peakFinder(found, dataBytes)
    state = 'samples'
    loudest(head.subarray(wave.dataOffset))
  }
  return {
    hear(bytes) {
      if (state === 'samples') loudest(bytes)
      if (state !== 'header') return
      const before = head.length
      readHeader(bytes)
      // What did not fit into the header's buffer is samples already.
      if ((state as string) === 'samples') loudest(bytes.subarray(head.length - before))
    },
    peaks: () => (state === 'samples' && found.length > 0 ? found : null),
  }
}

function dataBytesOf({ dataBytes, dataOffset }: Wave, fileBytes: number | null): number | null {
  if (dataBytes !== null) return dataBytes
  return fileBytes === null ? null : fileBytes - dataOffset
}

/**
 * The loudest of the samples in `bytes` from `start` to before `end`, 0..32768.
 *
 * Copied so that they are aligned, and read as this machine's own 16 bits: workerd runs on little-endian machines only.
 */
function loudestIn(bytes: Uint8Array, start: number, end: number): number {
  let loudest = 0
  // A plain loop: two hours of two channels are 115 million samples.
  for (const sample of new Int16Array(bytes.slice(start, end).buffer)) {
    const height = sample < 0 ? -sample : sample
    if (height > loudest) loudest = height
  }
  return loudest
}

/** Writes the loudest of each part into `peaks`. A sample may be cut in two by the network. */
function peakFinder(peaks: Uint8Array, dataBytes: number): (samples: Uint8Array) => void {
  /** Where in the data the next sample begins. */
  let position = 0
  let half: number | null = null
  const partOf = (at: number): number => Math.floor((at * peaks.length) / dataBytes)
  const note = (part: number, height: number): void => {
    peaks[part] = Math.max(peaks[part] ?? 0, Math.min(255, height >> 7))
  }
  const hearWhole = (samples: Uint8Array): void => {
    const end = Math.min(samples.length, dataBytes - position)
    for (let at = 0; at + 1 < end;) {
      const part = partOf(position)
      const nextPartAt = Math.ceil(((part + 1) * dataBytes) / peaks.length)
      const bytes = Math.min(end - at, nextPartAt - position + ((nextPartAt - position) % 2)) & ~1
      note(part, loudestIn(samples, at, at + bytes))
      at += bytes
      position += bytes
    }
  }
  return (samples) => {
    const first = samples[0]
    const joined = half !== null && first !== undefined
    if (joined) hearWhole(Uint8Array.of(half ?? 0, first))
    const rest = joined ? samples.subarray(1) : samples
    hearWhole(rest)
    if (joined || half === null) half = rest.length % 2 === 1 ? (rest.at(-1) ?? null) : null
  }
}
