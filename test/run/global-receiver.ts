import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import type { Answering, Received } from '../box.ts'

interface Box {
  readonly received: Received[]
  /** One answer a request, the last for all that follow. */
  answers: Answering[]
}

/**
 * The far end of the network in tests: an HTTP server of boxes.
 *
 * A test posts to `/box/NAME`, reads what came from `GET /received/NAME`, and says how it answers with
 * `PUT /answers/NAME`. Made once for all tests; each test uses a name of its own.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const boxes = new Map<string, Box>()
  const boxOf = (name: string): Box => {
    const known = boxes.get(name)
    if (known) return known
    const made: Box = { received: [], answers: [{ status: 204 }] }
    boxes.set(name, made)
    return made
  }
  const server = createServer(async (request, response) => {
    const [, what = '', name = '', ...rest] = (request.url ?? '').split('/')
    const [box, body] = [boxOf(name), await textOf(request)]
    if (what === 'answers') {
      box.answers = JSON.parse(body) as Answering[]
      response.end()
    } else if (what === 'received') {
      response.end(JSON.stringify(box.received))
    } else {
      const answer = (box.answers.length > 1 ? box.answers.shift() : box.answers[0]) ?? { status: 204 }
      const [method, headers] = [request.method ?? '', request.headers as Record<string, string>]
      box.received.push({ method, path: rest.map((part) => `/${part}`).join(''), headers, body })
      if (answer.cut === true) request.socket.destroy()
      else if (answer.hang !== true) response.writeHead(answer.status, answer.headers).end(answer.body)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  project.provide('receiverUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}
