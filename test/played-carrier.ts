import { err, ok, type Result } from '../src/kernel/result.ts'
import type { CarrierApi, CarrierFailure, CarrierRecording } from '../src/providers/telephony/contract.ts'

/** The far end: a carrier that has one recording and remembers what it was asked. */
export interface PlayedCarrier extends CarrierApi {
  readonly asked: string[]
}

interface Has {
  readonly audio?: () => ReadableStream<Uint8Array>
  readonly bytes?: number | null
  readonly recordings?: readonly CarrierRecording[]
  /** What it answers to each deletion in turn; then it deletes. */
  readonly refusals?: readonly CarrierFailure[]
}

const NOT_FOUND: CarrierFailure = { reason: 'not_found', code: '20404', retryable: true, retryAfterMs: null }

/** Twilio's "not yet": a recording that was just made. */
export const notYet = (retryAfterMs: number | null = null): CarrierFailure => ({
  reason: 'refused',
  code: '20009',
  retryable: true,
  retryAfterMs,
})

export function aCarrier({ audio, bytes = null, recordings = [], refusals = [] }: Has = {}): PlayedCarrier {
  const asked: string[] = []
  const owed = [...refusals]
  const unasked = async (): Promise<Result<never, CarrierFailure>> => err(NOT_FOUND)
  return {
    asked,
    async fetchRecording(recordingId) {
      asked.push(`fetch ${recordingId}`)
      return audio ? ok({ body: audio(), contentType: 'audio/x-wav', bytes, letGo: () => undefined }) : err(NOT_FOUND)
    },
    async deleteRecording(recordingId) {
      asked.push(`delete ${recordingId}`)
      const refusal = owed.shift()
      return refusal ? err(refusal) : ok(undefined)
    },
    async deleteCall(carrierCallId) {
      asked.push(`delete call ${carrierCallId}`)
      const refusal = owed.shift()
      return refusal ? err(refusal) : ok(undefined)
    },
    async listRecordings(carrierCallId) {
      asked.push(`list ${carrierCallId}`)
      return ok(recordings)
    },
    stopRecording: unasked,
    hangUp: unasked,
    placeCall: async () => ({ how: 'unknown' }),
    findCalls: unasked,
    cancelCall: unasked,
    claimNumber: unasked,
    releaseNumber: unasked,
  }
}

/** `whole` as a network would bring it: in pieces, when asked for. */
export const streamed = (whole: Uint8Array, pieceBytes = 16_384): ReadableStream<Uint8Array> =>
  generated(Math.ceil(whole.length / pieceBytes), (piece) => whole.slice(piece * pieceBytes, (piece + 1) * pieceBytes))

/** `pieces` pieces, each made only when the reader is ready for it. */
export function generated(pieces: number, piece: (index: number) => Uint8Array): ReadableStream<Uint8Array> {
  let index = 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (index < pieces) controller.enqueue(piece(index++))
        else controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

/** The 44 bytes before the samples of a 16-bit PCM WAV, 8 kHz. */
export function waveHead(dataBytes: number, channels = 2): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(44)
  const view = new DataView(head.buffer)
  const name = (at: number, text: string) => head.set(new TextEncoder().encode(text), at)
  name(0, 'RIFF')
  view.setUint32(4, 36 + dataBytes, true)
  name(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, 8_000, true)
  view.setUint32(28, 16_000 * channels, true)
  view.setUint16(32, 2 * channels, true)
  view.setUint16(34, 16, true)
  name(36, 'data')
  view.setUint32(40, dataBytes, true)
  return head
}

/** A WAV of two channels whose samples grow from silence to the loudest. */
export function aWave(frames: number, channels = 2): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(44 + frames * 2 * channels)
  whole.set(waveHead(frames * 2 * channels, channels))
  const view = new DataView(whole.buffer)
  for (let frame = 0; frame < frames; frame += 1) {
    const sample = Math.round((frame / frames) * 32_767) * (frame % 2 === 0 ? 1 : -1)
    for (let channel = 0; channel < channels; channel += 1)
      view.setInt16(44 + 2 * (frame * channels + channel), sample, true)
  }
  return whole
}
