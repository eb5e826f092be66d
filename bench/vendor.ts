import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'

/** A speech vendor's end of a call, or whatever stands at the end of a bare bridge. */
export interface VendorEnd {
  /** Everything it is told, as text. */
  onMessage: (text: string) => void
  send(text: string): void
}

export interface Vendor {
  readonly url: string
  /** The end that opens next. Ends open in the order of the calls, one at a time. */
  next(): Promise<VendorEnd>
  close(): void
}

/** A server of bare sockets: what is measured between two of them is the bridge. */
export async function openVendor(): Promise<Vendor> {
  const server = createServer()
  const sockets = new WebSocketServer({
    server,
    perMessageDeflate: false,
    handleProtocols: (names) => [...names][0] ?? false,
  })
  const opened: WebSocket[] = []
  const waiting: ((socket: WebSocket) => void)[] = []
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined)
    const taker = waiting.shift()
    if (taker === undefined) opened.push(socket)
    else taker(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/realtime`,
    async next() {
      const known = opened.shift()
      const socket = known ?? (await new Promise<WebSocket>((resolve) => waiting.push(resolve)))
      const end: VendorEnd = { onMessage: () => undefined, send: (text) => socket.send(text) }
      socket.on('message', (data) => end.onMessage(String(data)))
      return end
    },
    close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      server.close()
    },
  }
}
