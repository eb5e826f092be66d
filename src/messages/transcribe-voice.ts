import type { AgentDocument } from '../agents/agent-document.ts'
import { transcriberOf } from '../calls/voicemail/transcriber-of.ts'
import { mustBeLeftAlone } from '../consent/left-alone.ts'
import { deadline } from '../kernel/deadline.ts'
import { log } from '../kernel/log.ts'
import type { AudioSource } from '../providers/transcribe/contract.ts'
import { openAudio } from '../recordings/sealed-audio.ts'
import { mediaBlobKey, mediaPlace } from './media-place.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** Somebody waits for an answer to what they said. */
const TRANSCRIBE_MS_MAX = 30_000

/** What became of a voice note. `failed`: nobody could make it out, or nobody is there who could. */
export type HeardVoice =
  | { readonly is: 'heard'; readonly text: string; readonly language: string | null }
  | { readonly is: 'failed'; readonly isRetryable: boolean }

/** Has a voice note that is in our keeping written down, by whoever writes down what callers leave. */
export async function transcribeVoice(
  handle: ThreadHandle,
  document: AgentDocument | null,
  { id, contentType }: { readonly id: string; readonly contentType: string },
): Promise<HeardVoice> {
  const { tenantId } = handle.pins
  if (document === null || (await mustBeLeftAlone(handle.ctx(Date.now()), handle.pins.personId))) return UNHEARD
  const named = await transcriberOf({ env: handle.env, document: async () => document, tenantId })
  const audio = named === null ? null : await audioOf(handle, id, contentType)
  if (named === null || audio === null) return UNHEARD
  const { languages } = document
  const late = deadline(TRANSCRIBE_MS_MAX)
  const language = languages.detect ? null : languages.default
  const heard = await named.transcriber
    .transcribe({ audio, language, nowMs: Date.now() }, late.signal)
    .finally(() => late.end())
  if (heard.ok && heard.value.text !== '')
    return { is: 'heard', text: heard.value.text, language: heard.value.language }
  if (!heard.ok) log.warn('voice_note.not_transcribed', { reason: heard.error.reason, status: heard.error.status ?? 0 })
  return { is: 'failed', isRetryable: !heard.ok && heard.error.retryable }
}

const UNHEARD: HeardVoice = { is: 'failed', isRetryable: false }

async function audioOf(handle: ThreadHandle, id: string, contentType: string): Promise<AudioSource | null> {
  const { tenantId } = handle.pins
  const key = await handle.key()
  const audio = await openAudio(handle.ctx(0), mediaBlobKey(tenantId, id), key, mediaPlace(tenantId, id))
  if (audio === null) return null
  const { plainBytes: bytes } = audio
  return { contentType, bytes, durationSeconds: null, chunks: () => audio.range(0, bytes) }
}
