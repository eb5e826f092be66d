import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { newSid } from '../simulator/carrier/sid.ts'
import { signatureOf } from '../simulator/carrier/sign.ts'
import { parseTwiml } from '../simulator/carrier/twiml.ts'
import type { Rig } from './rig.ts'
import { voiceWebhook } from './voice-webhook.ts'

/** An open socket that answers what it is asked. One question at a time. */
export interface PhoneLine {
  ask(question: string): Promise<Answered>
  /** The caller begins to speak, and says nothing that needs an answer yet. Nobody prompts them then. */
  begin(): void
  /** Asks, breaks in upon the answer, and says how long words of it still came after that, in milliseconds. */
  interrupt(question: string): Promise<number>
  close(): void
}

export interface Answered {
  readonly text: string
  /** From the question's leaving to the first token back. */
  readonly firstTokenMs: number
}

const ANSWER_MS_MAX = 20_000

/** A call admitted by its signed webhook, connected at the socket it was told, and set up as the relay does. */
export async function ringGateway(rig: Rig): Promise<PhoneLine> {
  const { params } = voiceWebhook(rig, rig.url)
  const url = `${rig.url}/hooks/voice/twilio`
  const headers = { 'X-Twilio-Signature': signatureOf(rig.authToken, url, params) }
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(params) })
  const verbs = parseTwiml(await answer.text(), answer.headers.get('content-type') ?? '')
  const relay = verbs.find(({ name }) => name === 'Connect')?.children[0]
  const relayUrl = relay?.attributes['url']
  if (relayUrl === undefined) throw new Error('the answer connects the call to no relay')
  const line = await openLine(relayUrl, { 'X-Twilio-Signature': signatureOf(rig.authToken, relayUrl) }, readFrame)
  const { AccountSid: accountSid, CallSid: callSid, From: from, To: to } = params
  line.send({
    type: 'setup',
    sessionId: newSid('VX'),
    accountSid,
    callSid,
    from,
    to,
    direction: 'inbound',
    callType: 'PSTN',
    callStatus: 'RINGING',
  })
  return {
    ask: (question) => line.ask({ type: 'prompt', voicePrompt: question, lang: 'en-US', last: true }),
    begin: () => line.send({ type: 'info', name: 'clientSpeaking', value: 'on' }),
    interrupt: (question) =>
      line.interrupt({ type: 'prompt', voicePrompt: question, lang: 'en-US', last: true }, (said) => ({
        type: 'interrupt',
        utteranceUntilInterrupt: said,
        durationUntilInterruptMs: 0,
      })),
    close: line.close,
  }
}

/** A bare object that asks a model and passes its tokens on. */
export async function ringPiped(rig: Rig, modelUrl: string, body: string): Promise<PhoneLine> {
  const url = `${rig.floorUrl.replace('http', 'ws')}/piped/${newSid('CA')}?model=${encodeURIComponent(modelUrl)}`
  const line = await openLine(url, {}, (text) => JSON.parse(text) as Token)
  line.send({ body })
  return bareLine(line)
}

const bareLine = (line: OpenLine): PhoneLine => ({
  ask: (question) => line.ask({ type: 'prompt', voicePrompt: question, lang: 'en-US', last: true }),
  begin: () => line.send({ type: 'info', name: 'clientSpeaking', value: 'on' }),
  interrupt: () => Promise.reject(new Error('a bare line cannot be interrupted')),
  close: line.close,
})

/** A bare object's socket, which echoes. */
export async function ringFloor(rig: Rig): Promise<PhoneLine> {
  const url = `${rig.floorUrl.replace('http', 'ws')}/echo/${newSid('CA')}`
  return bareLine(await openLine(url, {}, (text) => ({ token: (JSON.parse(text) as Prompt).voicePrompt, last: true })))
}

interface Prompt {
  readonly voicePrompt: string
}

interface Token {
  readonly token: string
  readonly last: boolean
}

/** What was said in a frame of the gateway's, or null when it says nothing. */
function readFrame(text: string): Token | null {
  const { type, token, last } = JSON.parse(text) as { type: string; token?: string; last?: boolean }
  return type === 'text' && token !== undefined ? { token, last: last === true } : null
}

interface OpenLine {
  send(frame: unknown): void
  ask(frame: unknown): Promise<Answered>
  interrupt(frame: unknown, interruption: (said: string) => unknown): Promise<number>
  close(): void
}

/** Words that come after so long without any belong to no reply that was interrupted. */
const STILL_MS = 300

async function openLine(
  url: string,
  headers: Record<string, string>,
  read: (text: string) => Token | null,
): Promise<OpenLine> {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false, handshakeTimeout: ANSWER_MS_MAX })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  let heard: (token: Token | null) => void = () => undefined
  socket.on('message', (data) => heard(read(String(data))))
  socket.on('close', () => heard(null))
  socket.on('error', () => undefined)
  const send = (frame: unknown): void => socket.send(JSON.stringify(frame))
  return {
    send,
    ask: (frame) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS_MAX} ms`)), ANSWER_MS_MAX)
        let text = ''
        let firstTokenMs: number | null = null
        const askedAt = performance.now()
        heard = (token) => {
          if (token === null && socket.readyState === WebSocket.OPEN) return
          if (token !== null) firstTokenMs ??= performance.now() - askedAt
          text += token?.token ?? ''
          if (token !== null && !token.last) return
          clearTimeout(late)
          heard = () => undefined
          if (token === null || firstTokenMs === null) reject(new Error('the line is dead'))
          else resolve({ text, firstTokenMs })
        }
        send(frame)
      }),
    interrupt: (frame, interruption) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS_MAX} ms`)), ANSWER_MS_MAX)
        let brokeInAt: number | null = null
        let lastAt = 0
        heard = (token) => {
          if (token === null) return
          lastAt = performance.now()
          if (brokeInAt !== null) return
          brokeInAt = lastAt
          send(interruption(token.token.slice(0, 20)))
          setTimeout(() => {
            clearTimeout(late)
            heard = () => undefined
            resolve(Math.max(0, lastAt - (brokeInAt ?? lastAt)))
          }, STILL_MS)
        }
        send(frame)
      }),
    close: () => socket.terminate(),
  }
}

const RINGING_MAX = 8

/** Opens `count` lines, a few at a time. */
export async function openLines(count: number, ring: () => Promise<PhoneLine>): Promise<PhoneLine[]> {
  const lines: PhoneLine[] = []
  let left = count
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      lines.push(await ring())
    }
  }
  await Promise.all(Array.from({ length: Math.min(RINGING_MAX, count) }, work))
  return lines
}

/** Resolves when a process has come to rest: hardly any processor time in half a second. */
export async function untilQuiet(cpuMsSoFar: () => number, msMax: number): Promise<void> {
  const PROBE_MS = 500
  const QUIET_CPU_MS = 15
  const deadlineMs = Date.now() + msMax
  for (let before = cpuMsSoFar(); Date.now() < deadlineMs;) {
    await wait(PROBE_MS)
    const now = cpuMsSoFar()
    if (now - before <= QUIET_CPU_MS) return
    before = now
  }
}
