import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'

interface FloorEnv {
  readonly AUTH_TOKEN: string
  readonly BARE: DurableObjectNamespace<Bare>
}

/** The least an object can do that keeps something: one row for a call, one row for each message. */
export class Bare extends DurableObject<FloorEnv> {
  admit(call: Readonly<Record<string, string | null>>): string {
    this.ctx.storage.kv.put('call', call)
    return TWIML
  }

  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(socket: WebSocket, message: string): void {
    this.ctx.storage.kv.put('heard', message)
    socket.send(message)
  }

  override webSocketClose(): void {}
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

/** Two floors: Hono's hello-world, and *bare admission*, the least that verifies a call and writes it down in its object. */
// oxlint-disable-next-line import/no-default-export -- this is how a Worker is entered.
export default {
  async fetch(request, env, ctx) {
    if (request.headers.get('upgrade') === 'websocket')
      return env.BARE.getByName(new URL(request.url).pathname).fetch(request)
    if (request.method === 'GET') return hello.fetch(request, env, ctx)
    const form = new URLSearchParams(await request.text())
    if (!(await isSigned(request, form, env.AUTH_TOKEN))) return new Response(null, { status: 403 })
    const call = { sid: form.get('CallSid'), from: form.get('From'), to: form.get('To') }
    const twiml = await env.BARE.getByName(String(call.sid)).admit(call)
    return new Response(twiml, { headers: { 'content-type': 'text/xml' } })
  },
} satisfies ExportedHandler<FloorEnv>
