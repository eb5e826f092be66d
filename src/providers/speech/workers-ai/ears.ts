import { fromBase64 } from '../../../kernel/bytes.ts'
import { upsampleMulaw } from '../../../kernel/mulaw.ts'
import { SpeechFailure, type SpeechBrief, type SpeechEvent, type SpeechLoss } from '../contract.ts'
import { within } from './within.ts'

const MODEL = '@cf/deepgram/flux'
/** Flux takes no μ-law and is at its best at this rate, which is twice the line's. */
const SAMPLE_RATE = '16000'
const CONNECT_MS_MAX = 5_000
const EOT_TIMEOUT_MS = { min: 500, max: 10_000 }
const MALFORMED_MAX = 20

/** What hears the caller: an open socket to Flux. */
export interface Ears {
  hear(payload: string): void
  close(code: number, reason: string): void
}

type Heard = Extract<SpeechEvent, { type: 'caller_began' | 'caller_paused' | 'heard' | 'lost' }>

/** @throws {@link SpeechFailure} when the model cannot be reached. */
export async function openEars(ai: Ai, brief: SpeechBrief, tell: (event: Heard) => void): Promise<Ears> {
  const socket = await connect(ai, brief)
  let isOver = false
  let last = 0
  let malformed = 0
  const close = (code: number, reason: string): void => {
    isOver = true
    try {
      socket.close(code, reason)
    } catch {
      // It was closed from the other side.
    }
  }
  const lose = (loss: SpeechLoss): void => {
    if (isOver) return
    close(1000, 'lost')
    tell({ type: 'lost', loss })
  }
  socket.addEventListener('message', ({ data }) => {
    const events = isOver ? [] : typeof data === 'string' ? readFlux(data) : 'malformed'
    malformed = events === 'malformed' ? malformed + 1 : 0
    if (malformed >= MALFORMED_MAX) return lose({ reason: 'refused', again: true, code: 'malformed' })
    if (events === 'refused') return lose({ reason: 'refused', again: true, code: 'flux' })
    if (events !== 'malformed') events.forEach(tell)
  })
  socket.addEventListener('close', ({ code }) => lose({ reason: 'closed', again: true, code: String(code) }))
  socket.addEventListener('error', () => lose({ reason: 'closed', again: true, code: 'error' }))
  return {
    hear(payload) {
      const bytes = isOver ? null : fromBase64(payload)
      if (bytes === null || bytes.length === 0) return
      const samples = upsampleMulaw(bytes, last)
      last = samples.at(-1) ?? last
      try {
        socket.send(samples.buffer)
      } catch {
        lose({ reason: 'closed', again: true, code: 'send' })
      }
    },
    close,
  }
}

async function connect(ai: Ai, { silenceMs }: SpeechBrief): Promise<WebSocket> {
  const { min, max } = EOT_TIMEOUT_MS
  const inputs = {
    encoding: 'linear16' as const,
    sample_rate: SAMPLE_RATE,
    // Whoever is not sure to have finished is waited for, but not for ever.
    eot_timeout_ms: String(Math.min(max, Math.max(min, silenceMs * 4))),
    mip_opt_out: 'true' as const,
  }
  try {
    const asked = ai.run(MODEL, inputs, { websocket: true }) as Promise<unknown> as Promise<Response>
    const patience = { signal: new AbortController().signal, ms: CONNECT_MS_MAX }
    const { webSocket, status } = await within(asked, patience, hangUp)
    if (webSocket === null) throw new SpeechFailure(refusalOf(status))
    webSocket.accept()
    return webSocket
  } catch (error) {
    if (error instanceof SpeechFailure) throw error
    throw new SpeechFailure({ reason: 'unreachable', again: true, code: error instanceof Error ? error.name : 'none' })
  }
}

const refusalOf = (status: number): SpeechLoss => ({
  reason: status >= 500 ? 'unreachable' : 'refused',
  again: status >= 500 || status === 429,
  code: String(status),
})

/** A socket that is there when nobody waits for it any more. */
function hangUp({ webSocket }: Response): void {
  webSocket?.accept()
  webSocket?.close(1000, 'too late')
}

/** What a message of Flux says. Only the end of a turn is final: everything before may be taken back. */
export function readFlux(message: string): readonly Heard[] | 'malformed' | 'refused' {
  const fields = objectOf(message)
  if (fields === null) return 'malformed'
  const { type, event, transcript, turn_index: nth } = fields
  if (type === 'Error' || type === 'FatalError') return 'refused'
  if (event === 'StartOfTurn') return [{ type: 'caller_began', saidId: String(nth) }]
  if (event !== 'EndOfTurn') return []
  return [
    { type: 'caller_paused' },
    { type: 'heard', saidId: String(nth), text: typeof transcript === 'string' ? transcript : '' },
  ]
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}
