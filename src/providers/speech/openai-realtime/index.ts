import { EgressDenied, leave, type Journey } from '../../../egress/leave.ts'
import type { Secrets } from '../../../env.ts'
import { SpeechFailure, type Speech, type SpeechLoss } from '../contract.ts'
import { RealtimeSession } from './session.ts'

const DEFAULT_URL = 'wss://api.openai.com/v1/realtime'
const DEFAULT_MODEL = 'gpt-realtime'
const CONNECT_MS_MAX = 5_000

/** OpenAI's Realtime API: the vendor's own model hears, thinks, calls tools and speaks. */
export const openaiRealtime: Speech = {
  name: 'openai-realtime',
  open(secrets, { whose }) {
    const key = secrets['OPENAI_API_KEY']
    if (!key) return null
    const model = secrets['OPENAI_REALTIME_MODEL'] || DEFAULT_MODEL
    const url = addressOf(secrets, model)
    const talk: Journey = { vendor: 'openai', purpose: 'speak', fields: HEARD, whose, settings: secrets }
    return {
      leads: true,
      async connect(brief, tell) {
        const socket = await openSocket(talk, url, key)
        return new RealtimeSession(socket, { model, brief, tell })
      },
    }
  },
}

/** Where a socket is asked for: by `fetch`, so with the scheme of HTTP. */
function addressOf(secrets: Secrets, model: string): string {
  const url = new URL((secrets['OPENAI_REALTIME_URL'] || DEFAULT_URL).replace(/^ws/, 'http'))
  if (url.protocol !== 'https:' && secrets['PLATFORM'] !== 'local')
    throw new Error('OPENAI_REALTIME_URL must be wss or https')
  url.searchParams.set('model', model)
  return url.href
}

/** A model that hears the caller hears the voice and every word. */
const HEARD = ['voice', 'spoken_words'] as const

async function openSocket(talk: Journey, url: string, key: string): Promise<WebSocket> {
  const headers = { Upgrade: 'websocket', 'Sec-WebSocket-Protocol': 'realtime', Authorization: `Bearer ${key}` }
  // Not AbortSignal.timeout: it would go off after the upgrade too, and take the open socket with it.
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), CONNECT_MS_MAX)
  let response: Response
  try {
    response = await leave(talk, url, { headers, signal: late.signal })
  } catch (error) {
    if (error instanceof EgressDenied) throw new SpeechFailure({ reason: 'refused', again: false, code: error.reason })
    throw new SpeechFailure({ reason: 'unreachable', again: true, code: error instanceof Error ? error.name : 'none' })
  } finally {
    clearTimeout(timer)
  }
  const { webSocket, status } = response
  if (webSocket === null) {
    await response.body?.cancel()
    throw new SpeechFailure(refusalOf(status))
  }
  webSocket.accept()
  return webSocket
}

const refusalOf = (status: number): SpeechLoss => ({
  reason: status >= 500 ? 'unreachable' : 'refused',
  again: status >= 500 || status === 429,
  code: String(status),
})
