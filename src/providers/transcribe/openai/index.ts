import { leave, type Journey } from '../../../egress/leave.ts'
import type { Dictation, Transcribe } from '../contract.ts'
import { languageHint } from '../whisper/language-tag.ts'
import { takeTranscription } from '../whisper/take-transcription.ts'
import { multipart } from './multipart.ts'
import { openAiSettings, type OpenAiSettings } from './settings.ts'

/** OpenAI's transcriptions, and every server that gives them likewise: OPENAI_BASE_URL says which. */
export const openai: Transcribe = {
  name: 'openai',
  open(secrets, farEnds) {
    const settings = openAiSettings(secrets)
    if (settings === null) return null
    const voice: Journey = {
      vendor: 'openai',
      purpose: 'transcribe',
      fields: ['voice'],
      whose: farEnds?.whose,
      settings: secrets,
    }
    return {
      transcribe: (dictation, signal) =>
        takeTranscription((audio, until) => post({ settings, voice }, dictation, audio, until), dictation, signal),
    }
  },
}

interface Desk {
  readonly settings: OpenAiSettings
  readonly voice: Journey
}

function post(
  { settings: { apiKey, baseUrl, model }, voice }: Desk,
  { audio, language }: Dictation,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Response> {
  const hint = languageHint(language)
  const { contentType, body } = multipart(
    {
      fields: [['model', model], ...formatFor(model), ...(hint === null ? [] : [['language', hint] as const])],
      file: { ...fileFor(audio.contentType), bytes: audio.bytes },
    },
    chunks,
  )
  return leave(voice, `${baseUrl}/audio/transcriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': contentType, accept: 'application/json' },
    body,
    signal,
  })
}

/** OpenAI's gpt models give no segments; some say instead how sure they are of each token. */
function formatFor(model: string): readonly (readonly [string, string])[] {
  if (!model.startsWith('gpt-')) return [['response_format', 'verbose_json']]
  const isSure = /^gpt-4o(-mini)?-transcribe(-\d{4}-\d{2}-\d{2})?$/.test(model)
  return [['response_format', 'json'], ...(isSure ? [['include[]', 'logprobs'] as const] : [])]
}

const TYPES: readonly (readonly [pattern: RegExp, ending: string, contentType: string])[] = [
  [/^audio\/(mpeg|mp3|mpga)\b/, 'mp3', 'audio/mpeg'],
  [/^audio\/(mp4|m4a|x-m4a)\b/, 'm4a', 'audio/mp4'],
  [/^(audio|application)\/ogg\b/, 'ogg', 'audio/ogg'],
  [/^audio\/webm\b/, 'webm', 'audio/webm'],
  [/^audio\/(x-)?flac\b/, 'flac', 'audio/flac'],
]

/** Vendors go by the ending of the name. It tells nothing else. */
function fileFor(contentType: string): { readonly name: string; readonly contentType: string } {
  const [, ending, type] = TYPES.find(([pattern]) => pattern.test(contentType)) ?? [null, 'wav', 'audio/wav']
  return { name: `audio.${ending}`, contentType: type }
}
