import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import type { TranscribeOrder } from '../simulator/transcribe/transcribe-stand.ts'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { CallHandle } from '../src/calls/call-handle.ts'
import type { CallState } from '../src/calls/call-state.ts'
import { transcribeVoicemail } from '../src/calls/voicemail/transcribe-voicemail.ts'
import { aLine, type AnsweredLine } from './line.ts'
import { aCall, attributeOf, type PlayedCall } from './played-call.ts'
import { aWave } from './played-carrier.ts'
import { aTranscribeStand, type TranscribeStandIn } from './transcribe-stand.ts'

export const VOICEMAIL_SID = `RE${'0'.repeat(31)}9`
export const VOICEMAIL_WAVE = aWave(16_000, 1)

/** The carrier's API, and the vendor's: its transcriptions are a stand's, and it has no model to talk with. */
export interface FarSide {
  readonly stand: TranscribeStandIn
  /** What the carrier's API was asked. */
  readonly asked: string[]
  readonly end: () => void
}

export async function aFarSide(order: TranscribeOrder = {}): Promise<FarSide> {
  const stand = await aTranscribeStand({ ...order, api_key: env.OPENAI_API_KEY ?? '' })
  const asked: string[] = []
  const far = globalThis.fetch
  globalThis.fetch = (async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.origin === 'https://api.openai.com') {
      const path = url.pathname.replace(/^\/v1/, '')
      return path.startsWith('/audio/') ? far(stand.baseUrl + path, init) : new Response(null, { status: 404 })
    }
    if (url.origin !== 'http://127.0.0.1:9') return far(input, init)
    const what = `${init?.method ?? 'GET'} ${url.pathname.replace(/^.*Accounts\/\w+/, '')}`
    asked.push(what)
    if (what === `GET /Recordings/${VOICEMAIL_SID}.wav`)
      return new Response(VOICEMAIL_WAVE, { headers: { 'content-type': 'audio/x-wav' } })
    return what.startsWith('DELETE') ? new Response(null, { status: 204 }) : Response.json({ recordings: [] })
  }) as typeof fetch
  return { stand, asked, end: () => void (globalThis.fetch = far) }
}

/** An agent whose vendor can hear. */
export const heard = (document: AgentDocument): AgentDocument => ({
  ...document,
  llm: { ...document.llm, provider: 'openai' },
})

/** Nobody to ring, and no recording of the call itself that would be waited for. */
const unrecorded = (document: AgentDocument): AgentDocument => ({
  ...document,
  routing: [],
  opening: { ...document.opening, recording: { ...document.opening.recording, mode: 'off' } },
})

export interface LeftVoicemail {
  readonly line: AnsweredLine
  readonly call: PlayedCall
  /** The carrier reports the recording. */
  report(): Promise<unknown>
  /** The carrier reports the end of the call. */
  hangUp(): Promise<unknown>
}

/** A caller who was asked to speak after the tone, as on a bad day: the quickest way there. What is reported is the test's. */
export async function atTheTone(change: (document: AgentDocument) => AgentDocument = heard): Promise<LeftVoicemail> {
  const line = await aLine({ change: (document) => unrecorded(change(document)) })
  const call = aCall(line.phoneNumber)
  const names = ['getByName', 'get'] as const
  const value = (): never => {
    throw new Error('Network connection lost.')
  }
  for (const name of names) Object.defineProperty(env.LIVE_CALLS, name, { value, configurable: true })
  const fallback = call.params({ CallStatus: 'ringing', ErrorCode: '11200' })
  const box = await (await call.post('/hooks/voice/twilio/fallback', fallback)).text()
  for (const name of names) Reflect.deleteProperty(env.LIVE_CALLS, name)
  const address = attributeOf(box, 'Record', 'recordingStatusCallback')
  const recording = {
    RecordingSid: VOICEMAIL_SID,
    RecordingStatus: 'completed',
    RecordingDuration: '2',
    RecordingChannels: '1',
  }
  return {
    line,
    call,
    report: () => call.post(address, call.params(recording)),
    hangUp: () => call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '12' })),
  }
}

/** Waits for what the call's own alarm does. Rung by hand, it might break off one that is at work with the vendor. */
export const comesTrue = (holds: () => Promise<boolean>): Promise<boolean> =>
  vi.waitUntil(holds, { timeout: 90_000, interval: 25 })

/** The call as its object has it in storage. */
export const keptState = (call: PlayedCall): Promise<CallState | undefined> =>
  runInDurableObject(call.object(), (_, { storage }) => {
    const kept = storage.kv.get<CallState | 'over'>('call')
    return kept === 'over' ? undefined : kept
  })

/** The call's object does what is owed for the words, as one that has lost all it remembered, `passedMs` from now. */
export const takenUp = (call: PlayedCall, passedMs: number): Promise<void> =>
  runInDurableObject(call.object(), (_, state) =>
    transcribeVoicemail(new CallHandle(state, env), () => Date.now() + passedMs),
  )
