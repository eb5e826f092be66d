import type { Hearing, Segment } from './transcribe-stand.ts'

/** One segment as long as the audio, where a stand was told of none. */
const segmentsOf = ({ text, segments }: Hearing, seconds: number): readonly Segment[] =>
  segments ?? (text === '' ? [] : [{ text, start: 0, end: seconds, avg_logprob: -0.1, no_speech_prob: 0.01 }])

const inEnglish = (code: string): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(code)?.toLowerCase() ?? code

const tokensOf = (text: string): readonly string[] => text.match(/\s*\S+/g) ?? []

/** OpenAI's answer: `json` for its newer models, `verbose_json` where that is asked for. */
export function openAiDocument(
  hears: Hearing,
  seconds: number,
  fields: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const { text, language } = hears
  if (fields['response_format'] !== 'verbose_json') {
    const usage = { type: 'tokens', input_tokens: 10, output_tokens: tokensOf(text).length, total_tokens: 10 }
    const logprobs = tokensOf(text).map((token) => ({ token, logprob: -0.1, bytes: [...Buffer.from(token)] }))
    return { text, ...(fields['include[]'] === 'logprobs' && { logprobs }), usage }
  }
  return {
    task: 'transcribe',
    language: inEnglish(language),
    duration: seconds,
    text,
    segments: segmentsOf(hears, seconds).map((segment, id) => ({
      id,
      seek: 0,
      start: segment.start,
      end: segment.end,
      text: ` ${segment.text}`,
      tokens: [50364, 50257],
      temperature: 0,
      avg_logprob: segment.avg_logprob,
      compression_ratio: 0.9,
      no_speech_prob: segment.no_speech_prob,
    })),
    usage: { type: 'duration', seconds: Math.ceil(seconds) },
  }
}

/** What Workers AI's Whisper answers; the binding hands it on as it is. */
export function workersAiDocument(hears: Hearing, seconds: number): Readonly<Record<string, unknown>> {
  const segments = segmentsOf(hears, seconds).map((segment) => ({
    ...segment,
    temperature: 0,
    compression_ratio: 0.9,
    words: tokensOf(segment.text).map((word) => ({ word: word.trim(), start: segment.start, end: segment.end })),
  }))
  return {
    transcription_info: {
      language: hears.language,
      language_probability: 0.98,
      duration: seconds,
      duration_after_vad: seconds,
    },
    text: hears.text,
    word_count: tokensOf(hears.text).length,
    segments,
    vtt: 'WEBVTT\n\n',
  }
}

/** OpenAI's error document. */
export const openAiError = (status: number, message: string): unknown => ({
  error: {
    message,
    type: status === 429 ? 'rate_limit_exceeded' : status >= 500 ? 'server_error' : 'invalid_request_error',
    param: null,
    code: status === 401 ? 'invalid_api_key' : null,
  },
})

/** The binding's error document. */
export const workersAiError = (message: string): unknown => ({
  errors: [{ message: `AiError: ${message}`, code: Number(/^\d+/.exec(message)?.[0] ?? 3043) }],
  success: false,
  result: {},
  messages: [],
})
