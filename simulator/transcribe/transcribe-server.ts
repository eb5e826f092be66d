import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import { readForm, readRun, secondsOf, sha256Of, type ReadDictation, type Refused } from './transcribe-request.ts'
import {
  newTranscribeStand,
  nextTranscribeFault,
  noteDictation,
  orderTranscribeStand,
  TranscribeOrder,
  type DictationAsked,
  type TranscribeFault,
  type TranscribeStand,
} from './transcribe-stand.ts'
import { openAiDocument, openAiError, workersAiDocument, workersAiError } from './transcription-document.ts'

const BODY_BYTES_MAX = 64 * 1024 * 1024
/** What Workers AI takes in one request, as JSON. */
const RUN_BYTES_MAX = 32 * 1024 * 1024
const STANDS_MAX = 2_000

export interface TranscribeServer {
  /** Origin. What OPENAI_BASE_URL takes is this and `/v1`. */
  readonly url: string
  close(): Promise<void>
}

/**
 * A server that writes down audio as OpenAI does, and the far end of Workers AI's binding for Whisper.
 *
 * It hears what it was told to hear: `PUT …/stand` says what, and what goes wrong; `GET …/stand` gives what was asked.
 * Below `/s/NAME` each name has a stand of its own.
 */
export async function startTranscribeServer(options: { readonly port: number }): Promise<TranscribeServer> {
  const stands = new Map<string, TranscribeStand>()
  const server = createServer((incoming, response) => {
    answer(stands, incoming, response).catch((error: unknown) => {
      // Whoever hangs up while sending is no trouble of ours.
      if (!incoming.destroyed) console.error('simulated transcriber:', error)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function standOf(stands: Map<string, TranscribeStand>, name: string): TranscribeStand {
  const known = stands.get(name)
  if (known) return known
  if (stands.size >= STANDS_MAX) stands.clear()
  const made = newTranscribeStand()
  stands.set(name, made)
  return made
}

async function answer(
  stands: Map<string, TranscribeStand>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(incoming.url ?? '/', 'http://transcriber.invalid')
  const [, name = '', path = ''] = /^(?:\/s\/([\w-]+))?(\/.*)$/.exec(pathname) ?? []
  const stand = standOf(stands, name)
  const body = await readBytes(incoming)
  switch (`${incoming.method ?? ''} ${path}`) {
    case 'POST /v1/audio/transcriptions':
      return transcribe(stand, { incoming, response, body })
    case 'POST /run':
      return run(stand, { incoming, response, body })
    case 'PUT /stand':
      return takeOrder(stand, body, response)
    case 'GET /stand':
      return send(response, 200, { asked: stand.asked })
    default:
      return send(response, 404, openAiError(404, `Unknown request URL: ${pathname}.`))
  }
}

/** OpenAI's way in, for a server that is more than a transcriber: hears what `stand` was told to hear. */
export async function answerDictation(
  stand: TranscribeStand,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await transcribe(stand, { incoming, response, body: await readBytes(incoming) })
}

async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) throw new Error('the body is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const send = (response: ServerResponse, status: number, document: unknown, headers = {}): void =>
  void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(document))

function takeOrder(stand: TranscribeStand, body: Buffer, response: ServerResponse): void {
  const order = TranscribeOrder.safeParse(JSON.parse(body.toString('utf8')))
  if (!order.success) return send(response, 422, { error: z.prettifyError(order.error) })
  orderTranscribeStand(stand, order.data)
  send(response, 200, { asked: stand.asked })
}

interface Exchange {
  readonly incoming: IncomingMessage
  readonly response: ServerResponse
  readonly body: Buffer
}

/** How one of the vendors says things. */
interface Manner {
  readonly error: (status: number, message: string) => unknown
  readonly document: (read: ReadDictation) => Readonly<Record<string, unknown>>
}

/** OpenAI's way in. */
async function transcribe(stand: TranscribeStand, exchange: Exchange): Promise<void> {
  const { incoming, body } = exchange
  const isKnown = incoming.headers.authorization === `Bearer ${stand.apiKey}`
  const read = isKnown
    ? await readForm(body, incoming.headers['content-type'] ?? '')
    : { status: 401, message: 'Incorrect API key provided.' }
  await serve(stand, exchange, read, {
    error: openAiError,
    document: ({ audio, fields }) => openAiDocument(stand.hears, secondsOf(audio), fields),
  })
}

/** Workers AI's way in, as the binding calls it. */
async function run(stand: TranscribeStand, exchange: Exchange): Promise<void> {
  const { incoming, body } = exchange
  const isTooLarge = body.length > RUN_BYTES_MAX
  const read = isTooLarge
    ? { status: 413, message: '3006: Request is too large' }
    : readRun(body, String(incoming.headers['cf-consn-model-id'] ?? ''))
  await serve(stand, exchange, read, {
    error: (_, message) => workersAiError(message),
    document: ({ audio }) => workersAiDocument(stand.hears, secondsOf(audio)),
  })
}

async function serve(
  stand: TranscribeStand,
  { incoming, response }: Exchange,
  read: ReadDictation | Refused,
  manner: Manner,
): Promise<void> {
  const asked = noted(stand, incoming, read)
  response.once('close', () => {
    if (!response.writableEnded) asked.hungUpAtMs = Date.now()
  })
  const refusing = { response, asked }
  if ('status' in read) return refuse(refusing, read.status, manner.error(read.status, read.message))
  const fault = nextTranscribeFault(stand)
  if (fault?.answer_delay_ms) await wait(fault.answer_delay_ms)
  if (response.destroyed) return
  if (fault?.drop === true) return void response.destroy()
  if (fault?.status !== undefined)
    return refuse(
      refusing,
      fault.status,
      manner.error(fault.status, 'The simulated transcriber says no.'),
      fault.headers,
    )
  asked.status = 200
  sendWords(response, manner.document(read), fault)
}

function noted(stand: TranscribeStand, incoming: IncomingMessage, read: ReadDictation | Refused): DictationAsked {
  const length = incoming.headers['content-length']
  const contentLength = length === undefined ? null : Number(length)
  if ('status' in read)
    return noteDictation(stand, { model: null, fields: {}, file: null, bytes: 0, sha256: '', contentLength })
  const { model, fields, file, audio } = read
  return noteDictation(stand, { model, fields, file, bytes: audio.length, sha256: sha256Of(audio), contentLength })
}

interface Refusing {
  readonly response: ServerResponse
  readonly asked: DictationAsked
}

function refuse(
  { response, asked }: Refusing,
  status: number,
  document: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  asked.status = status
  send(response, status, document, headers)
}

function sendWords(
  response: ServerResponse,
  document: Readonly<Record<string, unknown>>,
  fault: TranscribeFault | null,
): void {
  const text = JSON.stringify(document)
  switch (fault?.breaks) {
    case 'cut':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
      response.write(text.slice(0, text.length / 2), () => response.destroy())
      return
    case 'stall':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) })
      response.write(text.slice(0, text.length / 2))
      return
    case 'garbage':
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(text.slice(0, text.length / 2))
      return
    case 'page':
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Welcome</title>')
      return
    case 'no_text':
      send(response, 200, { ...document, text: undefined })
      return
    case undefined:
      send(response, 200, document)
  }
}
