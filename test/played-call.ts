import { env, exports } from 'cloudflare:workers'
import { vi } from 'vitest'
import { inRegion } from '../src/context.ts'
import { objectNameOf } from '../src/calls/call-ref.ts'
import type { Region } from '../src/records/region.ts'
import { ACCOUNT_SID } from './line.ts'

const TOKEN = '0123456789abcdef0123456789abcdef'
export const ORIGIN = 'http://gateway.test'

/** Signs as the carrier does, written apart from the code under test. */
export async function sign(url: string, params: Readonly<Record<string, string>> = {}): Promise<string> {
  const text =
    url +
    Object.keys(params)
      .toSorted()
      .map((name) => name + params[name])
      .join('')
  const raw = new TextEncoder().encode(TOKEN)
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text)))
  return btoa(String.fromCharCode(...mac))
}

const hex = (bytes: number): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')

export interface PlayedCall {
  readonly callSid: string
  readonly params: (extra?: Readonly<Record<string, string>>) => Record<string, string>
  post(address: string, params: Record<string, string>): Promise<Response>
  ring(): Promise<string>
  /** Opens the socket of a TwiML answer; null when it is refused. */
  connect(twiml: string): Promise<PlayedSocket | null>
  /** The call's object, for looking into. */
  object(region?: Region): ReturnType<ReturnType<typeof inRegion>['objects']['liveCall']>
}

export interface PlayedSocket {
  readonly frames: Record<string, unknown>[]
  send(frame: unknown): void
  say(text: string): Promise<string>
  press(digit: string): Promise<string>
  nextReply(): Promise<string>
  close(): void
}

/** An attribute of the first such element, entities undone. */
export function attributeOf(twiml: string, element: string, name: string): string {
  const value = new RegExp(`<${element}\\b[^>]*\\s${name}="([^"]*)"`).exec(twiml)?.[1]
  if (value === undefined) throw new Error(`no ${name} on ${element} in ${twiml}`)
  return value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

/** A call to `to`, played by hand over the Worker's own doors. */
export function aCall(to: string, from = '+12125550142'): PlayedCall {
  const callSid = `CA${hex(16)}`
  const params = (extra = {}): Record<string, string> => ({
    CallSid: callSid,
    AccountSid: ACCOUNT_SID,
    From: from,
    To: to,
    Direction: 'inbound',
    ...extra,
  })
  const post = async (address: string, form: Record<string, string>): Promise<Response> => {
    const url = (address.startsWith('/') ? ORIGIN + address : address).replace(/#.*$/, '')
    return exports.default.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': await sign(url, form) },
      body: new URLSearchParams(form).toString(),
    })
  }
  return {
    callSid,
    params,
    post,
    ring: async () => (await post('/hooks/voice/twilio', params({ CallStatus: 'ringing' }))).text(),
    async connect(twiml) {
      const url = attributeOf(twiml, 'ConversationRelay', 'url')
      const response = await exports.default.fetch(url.replace(/^ws/, 'http'), {
        headers: { upgrade: 'websocket', 'x-twilio-signature': await sign(url) },
      })
      if (!response.webSocket) return null
      const socket = play(response.webSocket)
      socket.send({
        type: 'setup',
        sessionId: `VX${hex(16)}`,
        callSid,
        accountSid: ACCOUNT_SID,
        from,
        to,
        direction: 'inbound',
        callStatus: 'RINGING',
        customParameters: {},
      })
      return socket
    },
    object: (region = 'global') =>
      inRegion(env, region).objects.liveCall(
        objectNameOf({ carrier: 'twilio', accountSid: ACCOUNT_SID, carrierCallId: callSid }),
      ),
  }
}

function play(socket: WebSocket): PlayedSocket {
  const frames: Record<string, unknown>[] = []
  socket.accept()
  socket.addEventListener(
    'message',
    ({ data }) => void frames.push(JSON.parse(String(data)) as Record<string, unknown>),
  )
  const replies = (): string[] => {
    const whole: string[] = []
    let text = ''
    for (const { type, token, last } of frames) {
      if (type !== 'text') continue
      text += String(token)
      if (last !== true) continue
      whole.push(text)
      text = ''
    }
    return whole
  }
  let heard = 0
  const nextReply = async (): Promise<string> => {
    await vi.waitUntil(() => replies().length > heard, { timeout: 90_000, interval: 5 })
    heard += 1
    return replies()[heard - 1] ?? ''
  }
  const send = (frame: unknown): void => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  return {
    frames,
    send,
    nextReply,
    say(text) {
      send({ type: 'prompt', voicePrompt: text, lang: 'en-US', last: true })
      return nextReply()
    },
    press(digit) {
      send({ type: 'dtmf', digit })
      return nextReply()
    },
    close: () => socket.close(1000),
  }
}
