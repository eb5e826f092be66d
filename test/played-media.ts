import { runInDurableObject } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { inject, vi } from 'vitest'
import { Ear, FRAME_BYTES, join, silence, speak } from '../simulator/speech/voice.ts'
import { fromBase64, toBase64 } from '../src/kernel/bytes.ts'
import type { AgentDocument } from '../src/agents/agent-document.ts'
import { CallHandle } from '../src/calls/call-handle.ts'
import type { CallTurn } from '../src/calls/call-memory.ts'
import { ACCOUNT_SID, aLine } from './line.ts'
import { aCall, attributeOf, sign, type PlayedCall } from './played-call.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the speech vendor's far end takes its script, and tells what it was told. */
    speechUrl: string
  }
}

/** What a session of the vendor's was told. */
export interface VendorSession {
  readonly events: readonly Readonly<Record<string, unknown>>[]
  readonly heardBytes: number
  readonly heard: readonly string[]
  readonly isOpen: boolean
  readonly closed: { readonly code: number; readonly reason: string } | null
}

export const vendor = {
  async script(script: unknown): Promise<void> {
    const answer = await fetch(inject('speechUrl'), { method: 'PUT', body: JSON.stringify(script) })
    if (!answer.ok) throw new Error(await answer.text())
  },
  async sessions(): Promise<readonly VendorSession[]> {
    const told = (await (await fetch(inject('speechUrl'))).json()) as { readonly sessions: readonly VendorSession[] }
    return told.sessions
  },
}

/** The carrier's end of a stream, with a caller who hears what is played and says what they are told to. */
export interface PlayedStream {
  readonly frames: Record<string, unknown>[]
  readonly closed: () => { readonly code: number; readonly reason: string } | null
  send(frame: unknown): void
  /** Says something, and is silent long enough to have finished. */
  say(text: string): void
  press(digit: string): void
  /** Plays what came, all of it or so many milliseconds, and gives back its marks. What was heard so far. */
  play(ms?: number): string
  /** Audio that came and was not played. */
  unplayedMs(): number
  /** Keeps playing until this is heard. */
  hears(pattern: RegExp): Promise<string>
  hangUp(): void
}

const WORD_MS = 40
const PAUSE_MS = 1_000

/** Opens the stream that a TwiML answer leads to; null when it is refused. */
export async function stream(call: PlayedCall, twiml: string): Promise<PlayedStream | null> {
  const url = attributeOf(twiml, 'Stream', 'url')
  const caller = /<Parameter name="caller" value="([^"]*)"/.exec(twiml)?.[1]
  const response = await exports.default.fetch(url.replace(/^ws/, 'http'), {
    headers: { upgrade: 'websocket', 'x-twilio-signature': await sign(url) },
  })
  return response.webSocket ? play(response.webSocket, call.callSid, caller) : null
}

function play(socket: WebSocket, callSid: string, caller: string | undefined): PlayedStream {
  const streamSid = `MZ${callSid.slice(2)}`
  const frames: Record<string, unknown>[] = []
  const ear = new Ear()
  let queue: ({ readonly audio: Uint8Array } | { readonly mark: unknown })[] = []
  let heard = ''
  let closed: { code: number; reason: string } | null = null
  let sequence = 0
  /** Whoever has begun to listen goes on, until they have been told to hear only so much. */
  let isListening = false
  const send = (frame: unknown): void => {
    sequence += 1
    const whole = { sequenceNumber: String(sequence), streamSid, ...(frame as object) }
    if (closed === null) socket.send(typeof frame === 'string' ? frame : JSON.stringify(whole))
  }
  const giveBack = (): void => {
    for (const item of queue.splice(0)) if ('mark' in item) send({ event: 'mark', mark: item.mark })
  }
  socket.accept()
  socket.addEventListener('close', ({ code, reason }) => void (closed = { code, reason }))
  socket.addEventListener('message', ({ data }) => {
    const frame = JSON.parse(String(data)) as Record<string, { payload: string }>
    frames.push(frame)
    const { event, media, mark } = frame as { event: unknown; media?: { payload: string }; mark?: unknown }
    if (event === 'clear') giveBack()
    else if (media !== undefined) queue.push({ audio: fromBase64(media.payload) ?? new Uint8Array() })
    else if (queue.length === 0) send({ event: 'mark', mark })
    else queue.push({ mark })
    if (isListening) playSome()
  })
  const audio = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; at += FRAME_BYTES) {
      const payload = toBase64(bytes.slice(at, at + FRAME_BYTES))
      send({ event: 'media', media: { track: 'inbound', chunk: '1', timestamp: '0', payload } })
    }
  }
  const playSome = (ms = Infinity): string => {
    let left = ms * 8
    while (queue.length > 0) {
      const [item] = queue
      if (item === undefined) break
      if ('mark' in item) send({ event: 'mark', mark: item.mark })
      else {
        if (left <= 0) break
        const part = item.audio.subarray(0, left)
        ear.hear(part)
        left -= part.length
        if (part.length < item.audio.length) {
          queue[0] = { audio: item.audio.subarray(part.length) }
          break
        }
      }
      queue = queue.slice(1)
    }
    heard += ear.take()
    return heard
  }
  send({ event: 'connected', protocol: 'Call', version: '1.0.0' })
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 }
  const customParameters = caller === undefined ? {} : { caller }
  const start = { accountSid: ACCOUNT_SID, streamSid, callSid, tracks: ['inbound'], mediaFormat, customParameters }
  send({ event: 'start', start })
  return {
    frames,
    closed: () => closed,
    send,
    say: (text) => audio(join([speak(text, WORD_MS), silence(PAUSE_MS)])),
    press: (digit) => send({ event: 'dtmf', dtmf: { track: 'inbound_track', digit } }),
    play: playSome,
    unplayedMs: () => queue.reduce((sum, item) => sum + ('audio' in item ? item.audio.length / 8 : 0), 0),
    async hears(pattern) {
      isListening = true
      await vi.waitUntil(() => pattern.test(playSome()) || closed !== null, { timeout: 90_000, interval: 5 })
      if (!pattern.test(heard)) throw new Error(`the line was closed (${JSON.stringify(closed)}), heard: ${heard}`)
      return heard
    },
    hangUp() {
      send({ event: 'stop', stop: { accountSid: ACCOUNT_SID, callSid } })
      socket.close(1000)
    },
  }
}

export interface StreamedCall {
  readonly call: PlayedCall
  readonly twiml: string
  readonly line: PlayedStream
}

/** A call to a clinic whose agent speaks through `provider`, connected. */
export async function aStreamedCall(
  script: unknown,
  change: (document: AgentDocument) => AgentDocument = (same) => same,
  provider = 'openai-realtime',
): Promise<StreamedCall> {
  await vendor.script(script)
  const spoken = (document: AgentDocument) => ({ ...document, voice: { ...document.voice, provider } })
  const { phoneNumber } = await aLine({ change: (document) => change(spoken(document)) })
  const call = aCall(phoneNumber)
  const twiml = await call.ring()
  const line = await stream(call, twiml)
  if (line === null) throw new Error('the upgrade was refused')
  return { call, twiml, line }
}

/** Until so many turns are kept. */
export const turnsKept = (call: PlayedCall, count: number): Promise<boolean> =>
  vi.waitUntil(async () => ((await call.object().peek())?.turns ?? 0) >= count, { timeout: 90_000, interval: 20 })

/** What the call keeps of what was said. */
export const turnsOf = (call: PlayedCall): Promise<readonly CallTurn[]> =>
  runInDurableObject(call.object(), (_, state) => new CallHandle(state, env).turns(Date.now()))
