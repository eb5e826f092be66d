import { refuseToLeave } from '../../../egress/leave.ts'
import type { Whose } from '../../../egress/may-leave.ts'
import { toBase64 } from '../../../kernel/bytes.ts'
import type { Dictation, Transcribe } from '../contract.ts'
import { languageHint } from '../whisper/language-tag.ts'
import { takeTranscription } from '../whisper/take-transcription.ts'

const MODEL = '@cf/openai/whisper-large-v3-turbo'

/** Whisper as Cloudflare runs it beside the gateway itself, over the AI binding: no key, and no vendor besides. */
export const workersAi: Transcribe = {
  name: 'workers-ai',
  open(secrets, farEnds) {
    const ai = farEnds?.ai
    if (!ai) return null
    const model = secrets['WORKERS_AI_TRANSCRIBE_MODEL'] || MODEL
    if (!/^@(cf|hf)\/[\x21-\x7e]{3,100}$/.test(model))
      throw new Error('WORKERS_AI_TRANSCRIBE_MODEL must begin with @cf/ or @hf/')
    return {
      transcribe: (dictation, signal) =>
        takeTranscription(
          (chunks, until) => run({ ai, model, whose: farEnds.whose }, dictation, chunks, until),
          dictation,
          signal,
        ),
    }
  },
}

interface There {
  readonly ai: Ai
  readonly model: string
  readonly whose: Whose | undefined
}

/** The binding takes the audio in its JSON, so all of it is in memory: bounded by what the contract lets through. */
async function run(
  { ai, model, whose }: There,
  { audio, language }: Dictation,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Response> {
  await refuseToLeave({ vendor: 'cloudflare', purpose: 'transcribe', fields: ['voice'], whose })
  const bytes = new Uint8Array(audio.bytes)
  let at = 0
  for await (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  const hint = languageHint(language)
  const inputs = { audio: toBase64(bytes), task: 'transcribe', ...(hint !== null && { language: hint }) }
  // With the raw response, a refusal is a status, and not a sentence that would have to be read.
  const answer: unknown = await ai.run(model as string, inputs, { returnRawResponse: true, signal })
  if (answer instanceof Response) return answer
  throw new TypeError('the AI binding did not give its response')
}
