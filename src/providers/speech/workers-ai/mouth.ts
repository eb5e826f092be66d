import { toBase64 } from '../../../kernel/bytes.ts'
import type { SpeechBrief, SpeechEvent } from '../contract.ts'
import { within } from './within.ts'

const ENGLISH = '@cf/deepgram/aura-2-en'
const SPANISH = '@cf/deepgram/aura-2-es'
const WAITING_MAX = 64
/** For the answer, and then for every piece of it. */
const NEXT_BYTE_MS_MAX = 5_000

/** What speaks: Aura, a text at a time, straight as the line wants it. */
export interface Mouth {
  say(text: string): void
  /** Stops what is being said, tells so, and forgets what was to be said after it. */
  hush(): void
  /** The same, and tells nothing. */
  close(): void
}

type Spoken = Extract<SpeechEvent, { type: 'audio' | 'words' | 'made' | 'lost' }>

/** A mouth. What fails to be said is told as a reply that failed. */
export function openMouth(ai: Ai, brief: SpeechBrief, tell: (event: Spoken) => void): Mouth {
  let speaking: AbortController | null = null
  let waiting: string[] = []
  let replies = 0
  // Two sessions of one call are told apart by it.
  const session = crypto.randomUUID().slice(0, 8)
  const replyId = (): string => `say_${session}_${replies}`
  const next = (): void => {
    const text = speaking === null ? waiting.shift() : undefined
    if (text === undefined) return
    const own = new AbortController()
    speaking = own
    replies += 1
    const finish = (how: 'whole' | 'failed'): void => {
      // Whoever was hushed has said so already.
      if (own.signal.aborted) return
      speaking = null
      tell({ type: 'made', replyId: replyId(), exact: true, how })
      next()
    }
    speak(ai, { brief, text, replyId: replyId(), signal: own.signal }, tell).then(
      () => finish('whole'),
      () => finish('failed'),
    )
  }
  const stop = (): boolean => {
    waiting = []
    const wasSpeaking = speaking !== null
    speaking?.abort()
    speaking = null
    return wasSpeaking
  }
  return {
    say(text) {
      // A reply may end with nothing: its words have been said.
      if (text.trim() === '') return
      if (waiting.length >= WAITING_MAX)
        return tell({ type: 'lost', loss: { reason: 'overrun', again: false, code: 'aura' } })
      waiting.push(text)
      next()
    },
    hush() {
      if (stop()) tell({ type: 'made', replyId: replyId(), exact: true, how: 'stopped' })
    },
    close: () => void stop(),
  }
}

interface Saying {
  readonly brief: SpeechBrief
  readonly text: string
  readonly replyId: string
  readonly signal: AbortSignal
}

async function speak(ai: Ai, { brief, text, replyId, signal }: Saying, tell: (event: Spoken) => void): Promise<void> {
  const patience = { signal, ms: NEXT_BYTE_MS_MAX }
  const { body, ok, status } = await within(ask(ai, brief, text), patience, (late) => void late.body?.cancel())
  if (!ok || body === null) {
    await body?.cancel()
    throw new Error(`aura answered ${status}`)
  }
  tell({ type: 'words', replyId, exact: true, text })
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), patience)
      if (done || signal.aborted) return
      if (value.length > 0) tell({ type: 'audio', replyId, exact: true, payload: toBase64(value) })
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function ask(ai: Ai, { language, voice }: SpeechBrief, text: string): Promise<Response> {
  const model = language.toLowerCase().startsWith('es') ? SPANISH : ENGLISH
  const inputs = {
    text,
    encoding: 'mulaw',
    container: 'none',
    sample_rate: 8000,
    ...(voice !== null && { speaker: voice }),
  }
  // The installed types know Aura's older inputs and no raw answer.
  return ai.run(model as '@cf/deepgram/aura-2-en', inputs as never, {
    returnRawResponse: true,
  }) as Promise<unknown> as Promise<Response>
}
