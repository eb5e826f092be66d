import { toBase64 } from '../../../kernel/bytes.ts'
import type { SpeechBrief, SpeechEvent } from '../contract.ts'

const ENGLISH = '@cf/deepgram/aura-2-en'
const SPANISH = '@cf/deepgram/aura-2-es'
const WAITING_MAX = 64
const FIRST_BYTE_MS_MAX = 5_000

/** What speaks: Aura, a text at a time, straight as the line wants it. */
export interface Mouth {
  say(text: string): void
  hush(): void
}

type Spoken = Extract<SpeechEvent, { type: 'audio' | 'words' | 'made' | 'lost' }>

/** A mouth. What fails to be said is told as a reply that failed; the second in a row as the vendor's loss. */
export function openMouth(ai: Ai, brief: SpeechBrief, tell: (event: Spoken) => void): Mouth {
  let speaking: AbortController | null = null
  let waiting: string[] = []
  let replies = 0
  // Two sessions of one call are told apart by it.
  const session = crypto.randomUUID().slice(0, 8)
  let failures = 0
  const next = (): void => {
    const text = speaking === null ? waiting.shift() : undefined
    if (text === undefined) return
    const own = new AbortController()
    speaking = own
    replies += 1
    const replyId = `say_${session}_${replies}`
    const finish = (how: 'whole' | 'failed'): void => {
      // Whoever was hushed has said so already.
      if (own.signal.aborted) return
      speaking = null
      failures = how === 'failed' ? failures + 1 : 0
      if (failures > 1) return tell({ type: 'lost', loss: { reason: 'unreachable', again: true, code: 'aura' } })
      tell({ type: 'made', replyId, exact: true, how })
      next()
    }
    speak(ai, { brief, text, replyId, signal: own.signal }, tell).then(
      () => finish('whole'),
      () => finish('failed'),
    )
  }
  return {
    say(text) {
      if (waiting.length >= WAITING_MAX)
        return tell({ type: 'lost', loss: { reason: 'overrun', again: false, code: 'aura' } })
      waiting.push(text)
      next()
    },
    hush() {
      waiting = []
      if (speaking === null) return
      speaking.abort()
      speaking = null
      tell({ type: 'made', replyId: `say_${session}_${replies}`, exact: true, how: 'stopped' })
    },
  }
}

interface Saying {
  readonly brief: SpeechBrief
  readonly text: string
  readonly replyId: string
  readonly signal: AbortSignal
}

async function speak(ai: Ai, { brief, text, replyId, signal }: Saying, tell: (event: Spoken) => void): Promise<void> {
  const { language, voice } = brief
  const model = language.startsWith('es') ? SPANISH : ENGLISH
  const inputs = {
    text,
    encoding: 'mulaw',
    container: 'none',
    sample_rate: 8000,
    ...(voice !== null && { speaker: voice }),
  }
  const both = AbortSignal.any([signal, AbortSignal.timeout(FIRST_BYTE_MS_MAX)])
  const tooLate = new Promise<never>((_, reject) => both.addEventListener('abort', () => reject(both.reason)))
  const asked = ai.run(model as '@cf/deepgram/aura-2-en', inputs as never, { returnRawResponse: true })
  const { body, ok, status } = (await Promise.race([asked, tooLate])) as unknown as Response
  if (!ok || body === null) throw new Error(`aura answered ${status}`)
  tell({ type: 'words', replyId, exact: true, text })
  const reader = body.getReader()
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true })
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (signal.aborted) return
    const bytes = piece.value as Uint8Array
    if (bytes.length > 0) tell({ type: 'audio', replyId, exact: true, payload: toBase64(bytes) })
  }
}
