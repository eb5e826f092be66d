import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { RealtimeSession, type SessionLog } from './realtime-session.ts'
import { Script } from './script.ts'

export interface RealtimeServer {
  /** What OPENAI_REALTIME_URL is to be. */
  readonly url: string
  readonly sessions: readonly SessionLog[]
  script(script: unknown): void
  close(): Promise<void>
}

const PATH = '/v1/realtime'
const CONTROL = '/_speech'
const SESSIONS_MAX = 1_000

/**
 * A server that speaks the Realtime API as OpenAI does, with a scripted model behind it.
 *
 * `PUT /_speech` takes a script and forgets what was before it; `GET /_speech` tells what every session was told.
 */
export async function startRealtime(options: { readonly port: number; readonly key: string }): Promise<RealtimeServer> {
  let script = Script.parse({})
  let sessions: SessionLog[] = []
  const take = (value: unknown): void => {
    script = Script.parse(value)
    sessions = []
  }
  const server = createServer((request, response) => {
    if (request.url !== CONTROL) return void response.writeHead(404).end()
    if (request.method !== 'PUT') return void response.end(JSON.stringify({ sessions }))
    void bodyOf(request).then((body) => {
      try {
        take(JSON.parse(body))
        response.end('{}')
      } catch (error) {
        response.writeHead(422).end(String(error))
      }
    })
  })
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (names) => (names.has('realtime') ? 'realtime' : false),
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const status = refusalOf(request, options.key, script)
    if (status !== null)
      return void socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
    const model = new URL(request.url ?? '', 'http://server').searchParams.get('model') ?? ''
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const fault = script.faults.sessions.shift() ?? { does: 'none', code: 1011, after_ms: 0 }
      const session = new RealtimeSession(opened, { model, script: () => script, fault })
      sessions = [...sessions, session.log].slice(-SESSIONS_MAX)
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`,
    get sessions() {
      return sessions
    },
    script: take,
    async close() {
      for (const client of sockets.clients) client.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Why an upgrade is refused, as an HTTP status, or null. */
function refusalOf({ url = '', headers }: IncomingMessage, key: string, { faults }: Script): number | null {
  const { pathname, searchParams } = new URL(url, 'http://server')
  const fault = faults.refuse.shift()
  if (fault !== undefined) return fault
  if (headers.authorization !== `Bearer ${key}`) return 401
  if (pathname !== PATH) return 404
  // The beta's header asks for the beta's names, which are gone.
  if (headers['openai-beta'] !== undefined || searchParams.get('model')?.startsWith('gpt-realtime') !== true) return 400
  return null
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}
