import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { objectOf, readText } from '../read-text.ts'
import { answerDictation } from '../transcribe/transcribe-server.ts'
import { newTranscribeStand } from '../transcribe/transcribe-stand.ts'
import { CompletionRequest, errorDocument, readRequest } from './completion-request.ts'
import { BAD_MINDS } from './mind.ts'
import { takeFault, type ModelFault } from './model-fault.ts'
import { costOf, openAiWire, sendReply, workersAiWire } from './send-reply.ts'
import { newStand, noteAsked, orderStand, StandOrder, type Asked, type Stand } from './stand.ts'

const BODY_BYTES_MAX = 4 * 1024 * 1024
const STANDS_MAX = 2_000

export interface ModelServer {
  /** Origin. What OPENAI_BASE_URL takes is this and `/v1`. */
  readonly url: string
  close(): Promise<void>
}

/**
 * A server that speaks Chat Completions as OpenAI does, and the far end of Workers AI's binding.
 *
 * `POST /v1/chat/completions` and `POST /run` are the default stand; below `/s/NAME` each name has a stand of its own.
 * `POST /v1/audio/transcriptions` writes down whatever it is given as one and the same message.
 * `PUT …/stand` says who answers and what goes wrong, `GET …/stand` gives what was asked.
 */
export async function startModelServer(options: {
  readonly port: number
  readonly host?: string
}): Promise<ModelServer> {
  const { port, host = '127.0.0.1' } = options
  const stands = new Map<string, Stand>()
  const server = createServer((incoming, response) => {
    answer(stands, incoming, response).catch((error: unknown) => {
      console.error('simulated model:', error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function standOf(stands: Map<string, Stand>, name: string): Stand {
  const known = stands.get(name)
  if (known) return known
  if (stands.size >= STANDS_MAX) stands.clear()
  const made = newStand()
  stands.set(name, made)
  return made
}

async function answer(stands: Map<string, Stand>, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(incoming.url ?? '/', 'http://model.invalid')
  const [, name = '', path = ''] = /^(?:\/s\/([\w-]+))?(\/.*)$/.exec(pathname) ?? []
  const stand = standOf(stands, name)
  const door = `${incoming.method ?? ''} ${path}`
  if (door === 'POST /v1/audio/transcriptions')
    return answerDictation({ ...newTranscribeStand(), apiKey: stand.apiKey }, incoming, response)
  const body = objectOf((await readText(incoming, BODY_BYTES_MAX)) || '{}')
  switch (door) {
    case 'POST /v1/chat/completions':
      return complete(stand, { incoming, response, body })
    case 'POST /run':
      return run(stand, { incoming, response, body })
    case 'PUT /stand':
      return takeOrder(stand, body, response)
    case 'GET /stand':
      return sendDocument(response, 200, { asked: stand.asked })
    default:
      return sendDocument(response, 404, errorDocument('invalid_request_error', `Unknown request URL: ${pathname}.`))
  }
}

const sendDocument = (response: ServerResponse, status: number, document: unknown): void =>
  void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(document))

function takeOrder(stand: Stand, body: unknown, response: ServerResponse): void {
  const order = StandOrder.safeParse(body)
  if (!order.success) return sendDocument(response, 422, { error: z.prettifyError(order.error) })
  orderStand(stand, order.data)
  sendDocument(response, 200, { asked: stand.asked })
}

interface Exchange {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly body: Readonly<Record<string, unknown>> | null
}

/** OpenAI's way in. */
async function complete(stand: Stand, { incoming, response, body }: Exchange): Promise<void> {
  const asked = listen(stand, response, body)
  if (incoming.headers.authorization !== `Bearer ${stand.apiKey}`)
    return refuse(
      response,
      asked,
      401,
      errorDocument('invalid_request_error', 'Incorrect API key provided.', { code: 'invalid_api_key' }),
    )
  const request = readRequest(body)
  if ('error' in request) return refuse(response, asked, 400, request)
  const fault = nextFault(stand)
  if (await isStopped(response, asked, fault)) return
  const reply = (fault.mind === undefined ? stand.mind : BAD_MINDS[fault.mind])(request)
  const cost = costOf(JSON.stringify(request.messages), reply)
  const wire = openAiWire(request.model, cost, request.stream_options?.include_usage === true)
  asked.status = 200
  await sendReply({ response, reply, fault, wire, stream: request.stream === true, paceMs: stand.paceMs })
}

const RunBody = z.looseObject({ inputs: z.looseObject({ messages: z.array(z.unknown()) }), options: z.looseObject({}) })
/** Workers AI takes these beside what a completion takes, or names them differently. */
const RunInputs = CompletionRequest.omit({ model: true })

/** Workers AI's way in, as the binding calls it. */
async function run(stand: Stand, { incoming, response, body }: Exchange): Promise<void> {
  const asked = listen(stand, response, body)
  const model = String(incoming.headers['cf-consn-model-id'] ?? '')
  if (!/^@(cf|hf)\//.test(model))
    return refuse(response, asked, 400, platformError(5007, `No such model ${model} or task`))
  const read = RunBody.safeParse(body)
  const inputs = read.success ? RunInputs.safeParse(read.data.inputs) : null
  if (!inputs?.success) return refuse(response, asked, 400, platformError(5006, 'Error: oneOf at "/" not met'))
  const request = readRequest({ ...inputs.data, model })
  if ('error' in request) return refuse(response, asked, 400, platformError(5006, request.error.message))
  const fault = nextFault(stand)
  if (await isStopped(response, asked, fault)) return
  const reply = (fault.mind === undefined ? stand.mind : BAD_MINDS[fault.mind])(request)
  const cost = costOf(JSON.stringify(request.messages), reply)
  const wire = stand.workersAiShape === 'openai' ? openAiWire(model, cost, true) : workersAiWire(cost)
  const whole: ModelFault = stand.workersAiShape === 'openai' ? fault : { ...fault, calls: ['object'] }
  asked.status = 200
  await sendReply({ response, reply, fault: whole, wire, stream: request.stream === true, paceMs: stand.paceMs })
}

/** The binding's error document. */
const platformError = (code: number, message: string): unknown => ({
  errors: [{ message: `AiError: ${message}`, code }],
  success: false,
  result: {},
  messages: [],
})

function listen(stand: Stand, response: ServerResponse, body: unknown): Asked {
  const asked = noteAsked(stand, body)
  response.once('close', () => {
    if (!response.writableEnded) asked.hungUpAtMs = Date.now()
  })
  return asked
}

function refuse(response: ServerResponse, asked: Asked, status: number, document: unknown): void {
  asked.status = status
  sendDocument(response, status, document)
}

function nextFault(stand: Stand): ModelFault {
  const { fault, rest } = takeFault(stand.faults)
  stand.faults = rest
  return fault
}

/** Whether a fault comes before any reply. */
async function isStopped(response: ServerResponse, asked: Asked, fault: ModelFault): Promise<boolean> {
  if (fault.answer_delay_ms) await wait(fault.answer_delay_ms)
  if (fault.drop === true) {
    response.destroy()
    return true
  }
  if (fault.status === undefined) return response.destroyed
  asked.status = fault.status
  const kind =
    fault.status === 429 ? 'rate_limit_exceeded' : fault.status >= 500 ? 'server_error' : 'invalid_request_error'
  response
    .writeHead(fault.status, { 'Content-Type': 'application/json', ...fault.headers })
    .end(JSON.stringify(errorDocument(kind, 'The simulated model was told to say no.')))
  return true
}
