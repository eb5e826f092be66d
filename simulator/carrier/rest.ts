import { ServerResponse, type IncomingMessage } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { createCall, deleteCall, listCalls, readCall, updateCall } from './rest-calls.ts'
import { listNumbers, readNumber, updateNumber } from './rest-numbers.ts'
import {
  deleteRecording,
  listRecordings,
  readRecording,
  readRecordingAudio,
  updateCallRecording,
} from './rest-recordings.ts'
import { notFound, RestRefusal, sendJson, sendRefusal } from './rest-answer.ts'
import { readText } from '../read-text.ts'
import {
  createMessage,
  deleteMessage,
  deleteMessageMedia,
  listMessageMedia,
  readMessage,
  readMessageMedia,
} from '../sms/rest-messages.ts'
import type { Fault } from './faults.ts'
import type { Switchboard } from './switchboard.ts'

/** One request to the API, with the ids in its path and the fields of its form. */
export interface RestRequest {
  readonly board: Switchboard
  readonly path: string
  readonly ids: readonly string[]
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  readonly range: string | null
  readonly response: ServerResponse
}

type Handler = (request: RestRequest) => void

const SID = '([A-Z]{2}[0-9a-f]{32})'
const ROUTES: readonly { path: RegExp; methods: Readonly<Record<string, Handler>> }[] = [
  { path: /^\/IncomingPhoneNumbers\.json$/, methods: { GET: listNumbers } },
  { path: new RegExp(`^/IncomingPhoneNumbers/${SID}\\.json$`), methods: { GET: readNumber, POST: updateNumber } },
  { path: /^\/Calls\.json$/, methods: { GET: listCalls, POST: createCall } },
  { path: new RegExp(`^/Calls/${SID}\\.json$`), methods: { GET: readCall, POST: updateCall, DELETE: deleteCall } },
  { path: new RegExp(`^/Calls/${SID}/Recordings\\.json$`), methods: { GET: listRecordings } },
  {
    path: new RegExp(`^/Calls/${SID}/Recordings/(Twilio\\.CURRENT|RE[0-9a-f]{32})\\.json$`),
    methods: { POST: updateCallRecording },
  },
  { path: /^\/Messages\.json$/, methods: { POST: createMessage } },
  { path: new RegExp(`^/Messages/${SID}\\.json$`), methods: { GET: readMessage, DELETE: deleteMessage } },
  { path: new RegExp(`^/Messages/${SID}/Media\\.json$`), methods: { GET: listMessageMedia } },
  { path: new RegExp(`^/Messages/${SID}/Media/${SID}\\.json$`), methods: { DELETE: deleteMessageMedia } },
  { path: new RegExp(`^/Messages/${SID}/Media/${SID}$`), methods: { GET: readMessageMedia } },
  { path: new RegExp(`^/Recordings/${SID}\\.wav$`), methods: { GET: readRecordingAudio } },
  { path: new RegExp(`^/Recordings/${SID}(?:\\.json)?$`), methods: { GET: readRecording, DELETE: deleteRecording } },
]

/** The REST half of the carrier: what is below `/2010-04-01`. Refuses what Twilio refuses, in its words. */
export async function answerRest(
  board: Switchboard,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://carrier.invalid')
  const method = incoming.method ?? 'GET'
  const fault = board.faults.take(method, url.pathname)
  if (fault?.after !== true) {
    if (fault !== null && (await injected(fault, incoming, response))) return
    return obey(board, incoming, response)
  }
  // It is done, and its answer is never sent: nobody is at the other end of this response.
  const unheard = new ServerResponse(incoming)
  await obey(board, incoming, unheard)
  if (!(await injected(fault, incoming, response))) sendJson(response, unheard.statusCode, {})
}

async function obey(board: Switchboard, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://carrier.invalid')
  const method = incoming.method ?? 'GET'
  try {
    authenticate(board, incoming.headers.authorization)
    const { handler, ids } = routeOf(board, method, url.pathname)
    const form = await formOf(incoming)
    const range = incoming.headers.range ?? null
    handler({ board, path: url.pathname, ids, query: url.searchParams, form, range, response })
  } catch (error) {
    if (!(error instanceof RestRefusal)) throw error
    sendRefusal(response, error)
  }
}

/** Does what the fault says. False when the request is to be answered all the same. */
async function injected(fault: Fault, incoming: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (fault.delay_ms !== undefined) await wait(fault.delay_ms)
  if (fault.drop === true) {
    incoming.socket.destroy()
    return true
  }
  if (fault.status === undefined) return false
  const { status, headers = {}, body = { code: 20500, message: 'Internal Server Error', status } } = fault
  if (status === 204) response.writeHead(204, headers).end()
  else sendJson(response, status, body, headers)
  return true
}

function authenticate({ account }: Switchboard, header: string | undefined): void {
  const expected = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`
  if (header !== expected) throw new RestRefusal(401, 20003, 'Authenticate')
}

function routeOf(board: Switchboard, method: string, path: string): { handler: Handler; ids: readonly string[] } {
  const base = `/2010-04-01/Accounts/${board.account.accountSid}`
  const rest = path.startsWith(`${base}/`) ? path.slice(base.length) : null
  for (const route of rest === null ? [] : ROUTES) {
    const match = route.path.exec(rest ?? '')
    if (match === null) continue
    const handler = route.methods[method]
    if (handler === undefined) throw new RestRefusal(405, 20004, `Method not allowed on ${path}`)
    return { handler, ids: match.slice(1) }
  }
  throw notFound(path)
}

const FORM_BYTES_MAX = 64 * 1024

async function formOf(incoming: IncomingMessage): Promise<URLSearchParams> {
  const text = await readText(incoming, FORM_BYTES_MAX)
  const type = incoming.headers['content-type'] ?? ''
  if (text !== '' && !type.startsWith('application/x-www-form-urlencoded')) {
    throw new RestRefusal(415, 20415, 'Unsupported Media Type: send application/x-www-form-urlencoded')
  }
  return new URLSearchParams(text)
}
