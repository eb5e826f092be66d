import type { Secrets } from '../../../env.ts'
import { farAddress } from '../../../kernel/far-address.ts'

const BASE_URL = 'https://api.openai.com/v1'
/** Says language, length, times and how sure it is, and most compatible servers know it by this name. */
const MODEL = 'whisper-1'

export interface OpenAiSettings {
  readonly apiKey: string
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly model: string
}

/**
 * The settings, or null when there is no key.
 *
 * @throws Error naming the setting that is malformed, never its value.
 */
export function openAiSettings(secrets: Secrets): OpenAiSettings | null {
  const apiKey = secrets['OPENAI_API_KEY']
  if (!apiKey) return null
  if (!/^[\x21-\x7e]{8,512}$/.test(apiKey)) throw new Error('OPENAI_API_KEY must be 8 to 512 visible characters')
  const model = secrets['OPENAI_TRANSCRIBE_MODEL'] || MODEL
  if (!/^[\x21-\x7e]{1,100}$/.test(model)) throw new Error('OPENAI_TRANSCRIBE_MODEL must be the name of a model')
  const isLocal = secrets['PLATFORM'] === 'local'
  const { href } = farAddress('OPENAI_BASE_URL', secrets['OPENAI_BASE_URL'] || BASE_URL, isLocal)
  return { apiKey, model, baseUrl: href.replace(/\/+$/, '') }
}
