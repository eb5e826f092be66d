import { describe, expect, test, vi } from 'vitest'
import type { TranscribeFaultInput, TranscribeOrder } from '../../simulator/transcribe/transcribe-stand.ts'
import { toHex } from '../../src/kernel/bytes.ts'
import { sha256 } from '../../src/kernel/digest.ts'
import {
  TRANSCRIBE_BYTES_MAX,
  TRANSCRIBE_MINUTES_MAX,
  TRANSCRIPT_CHARS_MAX,
  type AudioSource,
  type Dictation,
  type TranscribeFailure,
  type Transcriber,
} from '../../src/providers/transcribe/contract.ts'
import { aWave } from '../played-carrier.ts'
import { aTranscribeStand, type TranscribeStandIn } from '../transcribe-stand.ts'

export interface TranscriberUnderTest {
  open(stand: TranscribeStandIn): Transcriber
}

const NOW = Date.parse('2026-11-20T15:00:00Z')
const WAVE = aWave(24_000, 1)
const FOREVER = (): AbortSignal => new AbortController().signal

/** Audio in pieces of odd lengths, as a sealed stream gives it. */
export function anAudio(wave: Uint8Array = WAVE, fields: Partial<AudioSource> = {}): AudioSource {
  async function* chunks() {
    for (let at = 0; at < wave.length; at += 9_973) yield wave.subarray(at, at + 9_973)
  }
  return { contentType: 'audio/x-wav', bytes: wave.length, durationSeconds: 3, chunks, ...fields }
}

export const aDictation = (fields: Partial<Dictation> = {}): Dictation => ({
  audio: anAudio(),
  language: null,
  nowMs: NOW,
  ...fields,
})

const HEARD: TranscribeOrder = {
  hears: {
    text: 'Hello, this is Ann. Please call me back.',
    segments: [
      { text: 'Hello, this is Ann.', start: 0.25, end: 1.5, avg_logprob: -0.1 },
      { text: 'Please call me back.', start: 1.5, end: 2.75, avg_logprob: -0.5 },
    ],
  },
}

/** The promises of everybody who writes down what was recorded. */
export function describeTranscriber(name: string, under: TranscriberUnderTest): void {
  describe(`${name} keeps the transcribe contract`, () => {
    const ask: Ask = async (order, dictation = aDictation(), signal = FOREVER()) => {
      const stand = await aTranscribeStand(order)
      const came = await under.open(stand).transcribe(dictation, signal)
      return { came, stand, asked: await stand.asked() }
    }
    describeHearing(ask)
    describeBounds(ask)
    describeFailures(ask)
    describeTrouble(under)
  })
}

type Ask = (
  order: TranscribeOrder,
  dictation?: Dictation,
  signal?: AbortSignal,
) => Promise<{
  came: Awaited<ReturnType<Transcriber['transcribe']>>
  stand: TranscribeStandIn
  asked: Awaited<ReturnType<TranscribeStandIn['asked']>>
}>

function describeHearing(ask: Ask): void {
  test('what was said comes with its language, its length, its times, and how sure the vendor is', async () => {
    const { came } = await ask(HEARD)
    expect(came).toMatchObject({
      ok: true,
      value: {
        text: 'Hello, this is Ann. Please call me back.',
        language: 'en',
        durationSeconds: 3,
        segments: [
          { text: 'Hello, this is Ann.', startMs: 250, endMs: 1500, confidence: 0.905 },
          { text: 'Please call me back.', startMs: 1500, endMs: 2750, confidence: 0.607 },
        ],
      },
    })
    if (!came.ok) throw new Error('not heard')
    expect(came.value.confidence).toBeGreaterThan(0.607)
    expect(came.value.confidence).toBeLessThan(0.905)
  })

  test('the vendor gets the audio whole, byte for byte, once', async () => {
    const { asked } = await ask(HEARD)
    expect(asked).toMatchObject([{ bytes: WAVE.length, sha256: toHex(await sha256(WAVE)), status: 200 }])
    expect(asked[0]?.contentLength).toBeGreaterThan(WAVE.length)
  })

  test.each([
    ['es-MX', 'es'],
    ['en', 'en'],
    [null, undefined],
    ['tlh', undefined],
  ])('a hint of %s is told as %s', async (language, told) => {
    const { asked } = await ask(HEARD, aDictation({ language }))
    expect(asked[0]?.fields['language']).toBe(told)
  })

  test('another language is known by its tag, and its letters arrive whole', async () => {
    const text = 'Grüß Gott, hier ist Jörg. 今日は。 ¿Cómo está?'
    const { came } = await ask({ hears: { text, language: 'de' } })
    expect(came).toMatchObject({ ok: true, value: { text, language: 'de' } })
  })

  test('nobody spoke: the text is empty, and that is no failure', async () => {
    const { came } = await ask({ hears: { text: '' } })
    expect(came).toMatchObject({ ok: true, value: { text: '', segments: [], confidence: null } })
  })

  test('what is made up of silence is left out', async () => {
    const { came } = await ask({
      hears: {
        text: 'Please call me. Thank you for watching!',
        segments: [
          { text: 'Please call me.', start: 0, end: 1 },
          { text: 'Thank you for watching!', start: 1, end: 3, avg_logprob: -1.4, no_speech_prob: 0.9 },
        ],
      },
    })
    expect(came).toMatchObject({ ok: true, value: { text: 'Please call me.', segments: [{ endMs: 1000 }] } })
  })
}

function describeBounds(ask: Ask): void {
  test.each([
    ['too long', { durationSeconds: TRANSCRIBE_MINUTES_MAX * 60 + 1 }],
    ['too large', { bytes: TRANSCRIBE_BYTES_MAX + 1 }],
  ])('audio that is %s is sent to nobody', async (_, fields) => {
    const { came, asked } = await ask(HEARD, aDictation({ audio: anAudio(WAVE, fields) }))
    expect(came).toMatchObject({ ok: false, error: { reason: 'too_large', retryable: false } })
    expect(asked).toEqual([])
  })

  test('three minutes in both channels are sent', async () => {
    const wave = aWave(180 * 8_000, 2)
    const { came, asked } = await ask({}, aDictation({ audio: anAudio(wave, { durationSeconds: 180 }) }))
    expect(came).toMatchObject({ ok: true, value: { durationSeconds: 180 } })
    expect(asked).toMatchObject([{ bytes: wave.length, sha256: toHex(await sha256(wave)) }])
  })

  test('words without end are cut', async () => {
    const { came } = await ask({ hears: { text: 'again and '.repeat(3_000) } })
    if (!came.ok) throw new Error('not heard')
    expect(came.value.text.length).toBe(TRANSCRIPT_CHARS_MAX)
  })
}

const FAULTS: readonly (readonly [string, TranscribeFaultInput, Partial<TranscribeFailure>])[] = [
  [
    '429',
    { status: 429, headers: { 'retry-after': '60' } },
    { reason: 'rate_limited', retryable: true, retryAfterMs: 60_000 },
  ],
  [
    '429 until a date',
    { status: 429, headers: { 'retry-after': new Date(NOW + 30_000).toUTCString() } },
    { reason: 'rate_limited', retryAfterMs: 30_000 },
  ],
  ['429 and no word of when', { status: 429 }, { reason: 'rate_limited', retryAfterMs: null }],
  ['500', { status: 500 }, { reason: 'unreachable', retryable: true, status: 500 }],
  ['503', { status: 503, headers: { 'retry-after': '7' } }, { reason: 'unreachable', retryAfterMs: 7_000 }],
  ['504', { status: 504 }, { reason: 'timed_out', retryable: true }],
  ['408', { status: 408 }, { reason: 'timed_out', retryable: true }],
  ['413', { status: 413 }, { reason: 'too_large', retryable: false }],
  ['400', { status: 400 }, { reason: 'refused', retryable: false }],
  ['401', { status: 401 }, { reason: 'refused', retryable: true }],
  ['404', { status: 404 }, { reason: 'refused', retryable: false }],
  ['a closed connection', { drop: true }, { reason: 'unreachable', retryable: true, status: null }],
  ['an answer cut in the middle', { breaks: 'cut' }, { reason: 'unreachable', retryable: true }],
  ['half a JSON', { breaks: 'garbage' }, { reason: 'malformed', retryable: true }],
  ['a page', { breaks: 'page' }, { reason: 'malformed', retryable: true }],
  ['an answer without words', { breaks: 'no_text' }, { reason: 'malformed', retryable: true }],
]

function describeFailures(ask: Ask): void {
  test.each(FAULTS)('%s is known for what it is, and not asked again by itself', async (_, fault, error) => {
    const { came, asked } = await ask({ ...HEARD, faults: [fault] })
    expect(came).toMatchObject({ ok: false, error })
    expect(asked).toHaveLength(1)
  })

  test.each<readonly [string, TranscribeFaultInput]>([
    ['says nothing', { answer_delay_ms: 10_000 }],
    ['stops in the middle', { breaks: 'stall' }],
  ])('a vendor that %s is given up in time', async (_, fault) => {
    const startedAtMs = Date.now()
    const { came } = await ask({ ...HEARD, faults: [fault] }, aDictation(), AbortSignal.timeout(400))
    expect(came).toMatchObject({ ok: false, error: { reason: 'timed_out', retryable: true } })
    expect(Date.now() - startedAtMs).toBeLessThan(5_000)
  })

  test('nobody is asked when it is too late already', async () => {
    const { came, asked } = await ask(HEARD, aDictation(), AbortSignal.abort())
    expect(came).toMatchObject({ ok: false, error: { reason: 'timed_out' } })
    expect(asked).toEqual([])
  })

  test('a failure quotes nothing of what was said', async () => {
    for (const fault of [{ status: 400 }, { breaks: 'garbage' }, { breaks: 'cut' }] as const) {
      const { came } = await ask({ ...HEARD, faults: [fault] })
      expect(JSON.stringify(came)).not.toMatch(/Ann|call me|transcriber says no|sk-/)
    }
  })
}

class StoreAway extends Error {
  override readonly name = 'StoreAway'
}

function describeTrouble({ open }: TranscriberUnderTest): void {
  test('trouble of our own store is no failure of the vendor, and no half audio is taken for a whole', async () => {
    async function* broken() {
      yield WAVE.subarray(0, 10_000)
      throw new StoreAway('away')
    }
    const stand = await aTranscribeStand(HEARD)
    const audio = anAudio(WAVE, { chunks: broken })
    await expect(open(stand).transcribe(aDictation({ audio }), FOREVER())).rejects.toThrow(StoreAway)
    await vi.waitFor(async () => expect((await stand.asked()).filter(({ status }) => status === 200)).toEqual([]), {
      timeout: 90_000,
    })
  })

  test.each([
    ['shorter', -1],
    ['longer', 1],
  ])('audio that is %s than it said is given to nobody as if it were whole', async (_, difference) => {
    const stand = await aTranscribeStand(HEARD)
    const audio = anAudio(WAVE, { bytes: WAVE.length - difference })
    await expect(open(stand).transcribe(aDictation({ audio }), FOREVER())).rejects.toThrow('another length')
    expect((await stand.asked()).filter(({ status }) => status === 200)).toEqual([])
  })

  test('the same audio can be sent again after a failure', async () => {
    const stand = await aTranscribeStand({ ...HEARD, faults: [{ status: 500 }, { drop: true }] })
    const [transcriber, dictation] = [open(stand), aDictation()]
    expect(await transcriber.transcribe(dictation, FOREVER())).toMatchObject({ ok: false })
    expect(await transcriber.transcribe(dictation, FOREVER())).toMatchObject({ ok: false })
    expect(await transcriber.transcribe(dictation, FOREVER())).toMatchObject({ ok: true })
  })
}
