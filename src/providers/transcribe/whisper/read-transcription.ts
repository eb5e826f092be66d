import { SEGMENTS_MAX, TRANSCRIPT_CHARS_MAX, type SpokenSegment, type Transcription } from '../contract.ts'
import { languageTag } from './language-tag.ts'

type Loose = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const objectsIn = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isObject) : [])
const numberOr = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** Whisper's own rule for a stretch that is no speech: it says so, and is not sure of the words either. */
const NO_SPEECH_MIN = 0.6
const UNSURE_LOGPROB_MAX = -1

/**
 * What a vendor heard, or null when `value` is no transcription.
 *
 * Takes the answers of OpenAI (`json` and `verbose_json`), of servers that speak like it, and of Workers AI, which keeps
 * language and length in `transcription_info`. Words that Whisper makes up of silence are left out.
 */
export function readTranscription(value: unknown): Transcription | null {
  if (!isObject(value) || typeof value['text'] !== 'string') return null
  const info = isObject(value['transcription_info']) ? value['transcription_info'] : value
  const given = objectsIn(value['segments'])
  const spoken = given.filter((segment) => !isSilence(segment))
  const segments = spoken.flatMap(segmentOf).slice(0, SEGMENTS_MAX)
  const text = spoken.length === given.length ? value['text'] : spoken.map(wordsOf).join(' ')
  return {
    text: text.trim().slice(0, TRANSCRIPT_CHARS_MAX),
    language: languageTag(info['language']),
    durationSeconds: durationOf(info['duration'] ?? value['duration']),
    segments,
    confidence: confidenceOf(segments) ?? ofLogprobs(objectsIn(value['logprobs'])),
  }
}

function isSilence(segment: Loose): boolean {
  const noSpeech = numberOr(segment['no_speech_prob'])
  const logprob = numberOr(segment['avg_logprob'])
  return noSpeech !== null && noSpeech > NO_SPEECH_MIN && logprob !== null && logprob < UNSURE_LOGPROB_MAX
}

const wordsOf = ({ text }: Loose): string => (typeof text === 'string' ? text.trim() : '')

/** Nothing for a segment without words or times. */
function segmentOf(segment: Loose): readonly SpokenSegment[] {
  const [start, end] = [numberOr(segment['start']), numberOr(segment['end'])]
  const text = wordsOf(segment)
  if (text === '' || start === null || end === null || start < 0 || end < start) return []
  const logprob = numberOr(segment['avg_logprob'])
  const confidence = logprob === null ? null : probability(logprob)
  return [{ text, startMs: Math.round(start * 1000), endMs: Math.round(end * 1000), confidence }]
}

/** `duration` was a string before it was a number. */
function durationOf(value: unknown): number | null {
  const seconds = typeof value === 'string' && value !== '' ? Number(value) : numberOr(value)
  return seconds !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

const probability = (logprob: number): number => Math.round(Math.min(1, Math.exp(logprob)) * 1000) / 1000

/** That of the segments, a long one counting for more. */
function confidenceOf(segments: readonly SpokenSegment[]): number | null {
  let [sum, weight] = [0, 0]
  for (const { text, confidence } of segments) {
    if (confidence === null) return null
    sum += confidence * text.length
    weight += text.length
  }
  return weight === 0 ? null : Math.round((sum / weight) * 1000) / 1000
}

/** OpenAI's newer models say how sure they are of each token instead. */
function ofLogprobs(tokens: readonly Loose[]): number | null {
  const logprobs = tokens.flatMap(({ logprob }) => numberOr(logprob) ?? [])
  if (logprobs.length === 0) return null
  return probability(logprobs.reduce((sum, one) => sum + one, 0) / logprobs.length)
}
