import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'

/** A request as bytes, made before anything is measured. */
export type Prepared = Buffer<ArrayBuffer>

/** The bytes of one HTTP/1.1 request that keeps its connection. */
export function prepare(head: readonly string[], body = ''): Prepared {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
  return Buffer.from(`${[...head, ...length, 'Connection: keep-alive'].join('\r\n')}\r\n\r\n${body}`)
}

export interface LoadResult {
  readonly perSecond: number
  readonly latenciesMs: readonly number[]
}

export interface Load {
  readonly port: number
  readonly connections: number
  readonly requests: readonly Prepared[]
  /** Every answer must be a 200 with this in it: a refusal is not a fast admission. */
  readonly expects: string
}

/**
 * Sends `requests` over so many connections, on each one after another, and times every answer.
 *
 * @throws Error at the first answer that is not what it should be.
 */
export async function load({ port, connections, requests, expects }: Load): Promise<LoadResult> {
  const lines = await Promise.all(Array.from({ length: connections }, () => openLine(port)))
  const latenciesMs: number[] = []
  let next = 0
  const work = async (line: Line): Promise<void> => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const sentAt = performance.now()
      const answer = await line.ask(request)
      latenciesMs.push(performance.now() - sentAt)
      if (!answer.startsWith('HTTP/1.1 200') || !answer.includes(expects))
        throw new Error(`unexpected answer: ${answer.slice(0, 300)}`)
    }
  }
  const startedAt = performance.now()
  try {
    await Promise.all(lines.map(work))
  } finally {
    for (const line of lines) line.close()
  }
  return { perSecond: (latenciesMs.length / (performance.now() - startedAt)) * 1000, latenciesMs }
}

interface Line {
  ask(request: Prepared): Promise<string>
  close(): void
}

const ANSWER_MS_MAX = 20_000

async function openLine(port: number): Promise<Line> {
  const socket = await connected(port)
  let received = ''
  let waiting: { resolve: (answer: string) => void; reject: (error: Error) => void } | null = null
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    const end = endOfAnswer(received)
    if (end === null) return
    const answer = received.slice(0, end)
    received = received.slice(end)
    waiting?.resolve(answer)
  })
  const failed = (error: Error): void => waiting?.reject(error)
  socket.on('error', failed)
  socket.on('close', () => failed(new Error('the connection was closed')))
  socket.setTimeout(ANSWER_MS_MAX, () => socket.destroy(new Error(`no answer within ${ANSWER_MS_MAX} ms`)))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => {
      waiting = null
      socket.destroy()
    },
  }
}

const connected = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })

/** Where the first answer in `text` ends, or null while it is not whole. */
export function endOfAnswer(text: string): number | null {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return null
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1]
  if (length !== undefined) {
    const end = head + 4 + Number(length)
    return text.length < end ? null : end
  }
  // What is sent in chunks ends with an empty one.
  const last = text.startsWith('0\r\n\r\n', head + 4) ? head + 4 : text.indexOf('\r\n0\r\n\r\n', head + 4)
  if (last < 0) return null
  return text.startsWith('0', last) ? last + 5 : last + 7
}
