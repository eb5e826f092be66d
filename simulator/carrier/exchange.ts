import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'

export interface Asking {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly connectMs: number
  readonly readMs: number
}

export type Exchange =
  | { readonly type: 'answered'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }
  | { readonly type: 'failed'; readonly cause: 'ct' | 'rt' }

/** Twilio reads no longer document. */
const ANSWER_BYTES_MAX = 256 * 1024

/** One HTTP request with separate limits for connecting and for the answer. Redirects are given back, not followed. */
export function exchange(asking: Asking): Promise<Exchange> {
  const { url, method, headers, body, connectMs, readMs } = asking
  const request = url.startsWith('https:') ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const settle = (outcome: Exchange): void => {
      clearTimeout(timer)
      resolve(outcome)
    }
    const outgoing = request(url, { method, headers, agent: false }, (incoming) => {
      readWhole(incoming).then(
        (text) => settle({ type: 'answered', status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
        () => settle({ type: 'failed', cause: 'rt' }),
      )
    })
    let isConnected = false
    const giveUp = (): void => void outgoing.destroy(new Error('too late'))
    let timer = setTimeout(giveUp, connectMs)
    outgoing.on('socket', (socket) => {
      socket.once('connect', () => {
        isConnected = true
        clearTimeout(timer)
        timer = setTimeout(giveUp, readMs)
      })
    })
    outgoing.on('error', () => settle({ type: 'failed', cause: isConnected ? 'rt' : 'ct' }))
    outgoing.end(body)
  })
}

async function readWhole(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES_MAX) throw new Error('too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
