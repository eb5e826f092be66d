import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import twilio from 'twilio'
import { WebSocket } from 'ws'

/** Audio as the carrier would give it: two channels, 8 kHz, 16 bits, a tone that grows. */
export function someWav(seconds: number): Buffer {
  const frames = seconds * 8_000
  const data = Buffer.alloc(frames * 4)
  for (let frame = 0; frame < frames; frame += 1) {
    const sample = Math.round(Math.sin(frame / 6) * 12_000 * (frame / frames))
    data.writeInt16LE(sample, frame * 4)
    data.writeInt16LE(-sample, frame * 4 + 2)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(2, 22)
  header.writeUInt32LE(8_000, 24)
  header.writeUInt32LE(32_000, 28)
  header.writeUInt16LE(4, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

export const newSid = (prefix: string): string => prefix + randomBytes(16).toString('hex')

/** A carrier's API that is nobody's simulator: it knows recordings and nothing else, and asks for the right password. */
export interface ForeignApi {
  readonly url: string
  readonly requests: readonly string[]
  readonly recordings: Map<string, Buffer>
  /** Answers the next requests that match with a status instead. */
  fail(match: RegExp, status: number, times: number): void
  close(): Promise<void>
}

export async function startForeignApi(accountSid: string, authToken: string): Promise<ForeignApi> {
  const requests: string[] = []
  const recordings = new Map<string, Buffer>()
  const faults: { match: RegExp; status: number; times: number }[] = []
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const line = `${request.method} ${request.url}`
    requests.push(line)
    request.resume()
    const fault = faults.find(({ match, times }) => times > 0 && match.test(line))
    if (fault) {
      fault.times -= 1
      response.writeHead(fault.status).end()
      return
    }
    if (request.headers.authorization !== expected) return void response.writeHead(401).end('{"code":20003}')
    const [, sid = '', suffix] = /\/Recordings\/(RE[0-9a-f]{32})\.(wav|json)/.exec(request.url ?? '') ?? []
    const audio = recordings.get(sid)
    if (request.method === 'GET' && suffix === 'wav' && audio) {
      return void response.writeHead(200, { 'content-type': 'audio/x-wav', 'content-length': audio.length }).end(audio)
    }
    if (request.method === 'DELETE' && suffix === 'json' && audio) {
      recordings.delete(sid)
      return void response.writeHead(204).end()
    }
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":20404,"status":404}')
  }
  const server: Server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    recordings,
    fail: (match, status, times) => void faults.push({ match, status, times }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** One call, placed by hand with the vendor's own package for signatures. */
export class ForeignCall {
  readonly callSid = newSid('CA')
  readonly #url: string
  readonly #account: { accountSid: string; authToken: string }
  readonly from: string
  readonly to: string
  #socket: WebSocket | null = null
  #reply = ''
  #replies: ((text: string) => void)[] = []
  readonly frames: Record<string, unknown>[] = []
  closed: Promise<number> = Promise.resolve(0)

  constructor(url: string, account: { accountSid: string; authToken: string }, from: string, to: string) {
    this.#url = url
    this.#account = account
    this.from = from
    this.to = to
  }

  params(extra: Record<string, string> = {}): Record<string, string> {
    const { accountSid } = this.#account
    return {
      CallSid: this.callSid,
      AccountSid: accountSid,
      From: this.from,
      To: this.to,
      Direction: 'inbound',
      ApiVersion: '2010-04-01',
      ...extra,
    }
  }

  /** Posts a webhook as the carrier does: fragment neither sent nor signed. */
  async post(target: string, params: Record<string, string>, signature?: string): Promise<Response> {
    const address = (target.startsWith('/') ? this.#url + target : target).replace(/#.*$/, '')
    const signed = signature ?? twilio.getExpectedTwilioSignature(this.#account.authToken, address, params)
    return fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': signed },
      body: new URLSearchParams(params),
      redirect: 'manual',
    })
  }

  async ring(extra: Record<string, string> = {}): Promise<string> {
    const response = await this.post('/hooks/voice/twilio', this.params({ CallStatus: 'ringing', ...extra }))
    if (response.status !== 200) throw new Error(`the voice webhook answered ${response.status}`)
    return response.text()
  }

  /** Opens the socket of a TwiML answer and sets it up. Resolves with the HTTP status when it is refused. */
  async connect(
    url: string,
    options: { readonly signature?: string; readonly setup?: Record<string, unknown> } = {},
  ): Promise<number> {
    const signature = options.signature ?? twilio.getExpectedTwilioSignature(this.#account.authToken, url, {})
    const socket = new WebSocket(url, { headers: { 'x-twilio-signature': signature, 'user-agent': 'Jetty/11.0.24' } })
    const status = await new Promise<number>((resolve, reject) => {
      socket.once('open', () => resolve(101))
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.once('error', reject)
    })
    if (status !== 101) return status
    this.#socket = socket
    this.closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('message', (data) => this.#hear(String(data)))
    this.send({
      type: 'setup',
      sessionId: newSid('VX'),
      callSid: this.callSid,
      accountSid: this.#account.accountSid,
      from: this.from,
      to: this.to,
      direction: 'inbound',
      callType: 'PSTN',
      callStatus: 'RINGING',
      customParameters: {},
      ...options.setup,
    })
    return 101
  }

  #hear(text: string): void {
    const frame = JSON.parse(text) as Record<string, unknown>
    this.frames.push(frame)
    if (frame['type'] !== 'text') return
    this.#reply += String(frame['token'])
    if (frame['last'] !== true) return
    const reply = this.#reply
    this.#reply = ''
    this.#replies.shift()?.(reply)
  }

  send(frame: unknown): void {
    this.#socket?.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  /** The next whole reply, from now on. */
  nextReply(): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no reply within 60 s')), 60_000)
      this.#replies.push((text) => {
        clearTimeout(timer)
        resolve(text)
      })
    })
  }

  say(text: string): Promise<string> {
    const reply = this.nextReply()
    this.send({ type: 'prompt', voicePrompt: text, lang: 'en-US', last: true })
    return reply
  }

  drop(): void {
    this.#socket?.terminate()
  }

  close(): void {
    this.#socket?.close(1000)
  }
}

/** An attribute of the first element of that name, with its entities undone. */
export function attribute(twiml: string, element: string, name: string): string {
  const value = new RegExp(`<${element}\\b[^>]*\\s${name}="([^"]*)"`).exec(twiml)?.[1]
  if (value === undefined) throw new Error(`no ${name} on <${element}> in ${twiml}`)
  return value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}
