import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { readText } from './read-text.ts'

/** A request as it came. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly form: Readonly<Record<string, string>>
  readonly body: string
}

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly delayMs?: number
}

/** A frame the carrier sent, in the order it came. */
export type Frame = Readonly<Record<string, unknown>>

/** The other end of the wire for the simulator's own tests: answers as the test says and remembers everything. */
export interface TinyGateway {
  readonly url: string
  readonly socketUrl: string
  readonly asked: Asked[]
  readonly upgrades: IncomingHttpHeaders[]
  readonly frames: Frame[]
  readonly sockets: WebSocket[]
  onRequest: (asked: Asked) => Answer
  onFrame: (frame: Frame, socket: WebSocket) => void
  close(): Promise<void>
}

export async function startTinyGateway(): Promise<TinyGateway> {
  const server = createServer((incoming, response) => void respond(gateway, incoming, response))
  const sockets = new WebSocketServer({ server })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const gateway: TinyGateway = {
    url: `http://${host}`,
    socketUrl: `ws://${host}/relay/token`,
    asked: [],
    upgrades: [],
    frames: [],
    sockets: [],
    onRequest: () => ({ status: 204 }),
    onFrame: () => undefined,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  sockets.on('connection', (socket, request) => {
    gateway.upgrades.push(request.headers)
    gateway.sockets.push(socket)
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame
      gateway.frames.push(frame)
      gateway.onFrame(frame, socket)
    })
  })
  return gateway
}

async function respond(gateway: TinyGateway, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readText(incoming, 1024 * 1024)
  const { method = '', url: path = '', headers } = incoming
  const asked = { method, path, headers, body, form: Object.fromEntries(new URLSearchParams(body)) }
  gateway.asked.push(asked)
  const { status = 200, headers: own = {}, body: answer = '', delayMs = 0 } = gateway.onRequest(asked)
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8', ...own }).end(answer)
}
