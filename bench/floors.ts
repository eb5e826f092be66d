import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'

interface FloorEnv {
  readonly AUTH_TOKEN: string
  readonly APP_SECRET: string
  readonly BARE: DurableObjectNamespace<Bare>
  readonly BRIDGE: DurableObjectNamespace<Bridge>
  readonly PIPED: DurableObjectNamespace<Piped>
  readonly DB: D1Database
}

/** The least an object can do that keeps something: one row for a call, one row for each message. */
export class Bare extends DurableObject<FloorEnv> {
  admit(call: Readonly<Record<string, string | null>>): string {
    this.ctx.storage.kv.put('call', call)
    return TWIML
  }

  keep(body: string): void {
    this.ctx.storage.kv.put('body', body)
  }

  /** The least that can be said of somebody: what one row says. */
  allowed(): boolean {
    const row = this.ctx.storage.kv.get<boolean>('allowed')
    if (row === undefined) this.ctx.storage.kv.put('allowed', true)
    return row ?? true
  }

  override fetch(): Response | Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, message: string): void | Promise<void> {
    this.ctx.storage.kv.put('heard', message)
    socket.send(message)
  }

  override webSocketClose(): void {}
}

/** The least that can stand before a model: one row for each message, a request as it was given, and its tokens as they come. */
export class Piped extends Bare {
  override async fetch(request?: Request): Promise<Response> {
    this.ctx.storage.kv.put('model', new URL(request?.url ?? '').searchParams.get('model') ?? '')
    return super.fetch()
  }

  override async webSocketMessage(socket: WebSocket, message: string): Promise<void> {
    const { body } = JSON.parse(message) as { body?: string }
    if (body !== undefined) return this.ctx.storage.kv.put('body', body)
    this.ctx.storage.kv.put('heard', message)
    const answer = await fetch(`${this.ctx.storage.kv.get<string>('model')}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk-simulated-000000000000', 'content-type': 'application/json' },
      body: this.ctx.storage.kv.get<string>('body') ?? '',
    })
    let rest = ''
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + part).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) tell(socket, line)
    }
    socket.send(JSON.stringify({ token: '', last: true }))
  }
}

function tell(socket: WebSocket, line: string): void {
  if (!line.startsWith('data: {')) return
  const { choices } = JSON.parse(line.slice('data: '.length)) as { choices: { delta?: { content?: string } }[] }
  const token = choices[0]?.delta?.content ?? ''
  if (token !== '') socket.send(JSON.stringify({ token, last: false }))
}

/** The least a bridge can do: two sockets, and what comes in at one goes out at the other. */
export class Bridge extends DurableObject {
  override async fetch(request: Request): Promise<Response> {
    const vendorUrl = new URL(request.url).searchParams.get('vendor') ?? ''
    const { 0: client, 1: carrier } = new WebSocketPair()
    const { webSocket: vendor } = await fetch(vendorUrl.replace(/^ws/, 'http'), { headers: { upgrade: 'websocket' } })
    if (vendor === null) return new Response(null, { status: 502 })
    carrier.accept()
    vendor.accept()
    carrier.addEventListener('message', ({ data }) => vendor.send(data as string))
    vendor.addEventListener('message', ({ data }) => carrier.send(data as string))
    carrier.addEventListener('close', () => vendor.close(1000))
    vendor.addEventListener('close', () => carrier.close(1000))
    return new Response(null, { status: 101, webSocket: client })
  }
}

const TWIML =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Connect><ConversationRelay url="wss://example.com/relay"/></Connect></Response>'

const hello = new Hono().get('/', (c) => c.text('Hello World'))

let key: Promise<CryptoKey> | undefined

async function isSigned(request: Request, form: URLSearchParams, token: string): Promise<boolean> {
  const hmac = { name: 'HMAC', hash: 'SHA-1' }
  key ??= crypto.subtle.importKey('raw', new TextEncoder().encode(token), hmac, false, ['verify'])
  const fields = [...form].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value)
  const signed = new TextEncoder().encode(request.url + fields.join(''))
  const signature = Uint8Array.from(atob(request.headers.get('x-twilio-signature') ?? ''), (digit) =>
    digit.charCodeAt(0),
  )
  return crypto.subtle.verify('HMAC', await key, signature, signed)
}

/** Objects that take messages in turn; all of them exist before anything is measured. */
const HOOK_OBJECTS = 64
let hookKey: Promise<CryptoKey> | undefined
let hooks = 0

/** The least that can stand between Meta and a 200: the same HMAC over the same bytes, and one row in an existing object. */
async function keepHook(request: Request, env: FloorEnv): Promise<Response> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  hookKey ??= crypto.subtle.importKey('raw', new TextEncoder().encode(env.APP_SECRET), hmac, false, ['verify'])
  const body = await request.arrayBuffer()
  const hex = (request.headers.get('x-hub-signature-256') ?? '').slice('sha256='.length)
  const signature = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  if (!(await crypto.subtle.verify('HMAC', await hookKey, signature, body))) return new Response(null, { status: 403 })
  hooks += 1
  await env.BARE.getByName(`hook-${hooks % HOOK_OBJECTS}`).keep(new TextDecoder().decode(body))
  return new Response(null)
}

/** The same question, asked of an object that reads one row for its answer. */
async function askBare(request: Request, env: FloorEnv): Promise<Response> {
  const { pins, times } = await request.json<{ readonly pins: { readonly personId: string }; readonly times: number }>()
  const bare = env.BARE.getByName(pins.personId)
  let allowed: boolean | null = null
  for (let nth = 0; nth < times; nth += 1) allowed = await bare.allowed()
  return Response.json({ allowed })
}

/** As many at a time as the gateway has hands for what came in. */
const HANDS = 8

/** The least that can be kept of strangers: an object of each with one row, and one row in the database. */
async function keepStrangers(request: Request, env: FloorEnv): Promise<Response> {
  const { names, body } = await request.json<{ readonly names: string[]; readonly body: string }>()
  await env.DB.exec('CREATE TABLE IF NOT EXISTS strangers (name TEXT PRIMARY KEY, body TEXT NOT NULL)')
  const insert = env.DB.prepare('INSERT INTO strangers VALUES (?, ?)')
  const hand = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      await env.BARE.getByName(`stranger-${name}`).keep(body)
      await insert.bind(name, body).run()
    }
  }
  await Promise.all(Array.from({ length: HANDS }, hand))
  return new Response(null)
}

/** The floors: Hono's hello-world; *bare admission*, the least that verifies a call and writes it down; the bare bridge. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/piped/')) return env.PIPED.getByName(pathname).fetch(request)
    if (pathname.startsWith('/bridge/')) return env.BRIDGE.getByName(pathname).fetch(request)
    if (request.headers.get('upgrade') === 'websocket')
      return env.BARE.getByName(new URL(request.url).pathname).fetch(request)
    if (pathname === '/hooks/messages/whatsapp') return keepHook(request, env)
    if (pathname === '/_gate') return askBare(request, env)
    if (pathname === '/_strangers') return keepStrangers(request, env)
    if (request.method === 'GET') return hello.fetch(request, env, ctx)
    const form = new URLSearchParams(await request.text())
    if (!(await isSigned(request, form, env.AUTH_TOKEN))) return new Response(null, { status: 403 })
    const call = { sid: form.get('CallSid'), from: form.get('From'), to: form.get('To') }
    const twiml = await env.BARE.getByName(String(call.sid)).admit(call)
    return new Response(twiml, { headers: { 'content-type': 'text/xml' } })
  },
} satisfies ExportedHandler<FloorEnv>
