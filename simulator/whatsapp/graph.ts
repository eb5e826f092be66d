import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { objectOf, readText } from '../read-text.ts'
import { sendJson } from '../carrier/rest-answer.ts'
import type { WhatsAppCloud } from './cloud.ts'
import type { GraphFault } from './graph-fault.ts'
import { GraphRefusal, noSuchObject, refusalDocument } from './graph-refusal.ts'
import { markRead, sendMessage } from './graph-messages.ts'
import { deleteMedia, describeMedia, sendMedia, uploadMedia } from './graph-media.ts'
import { readSubscriptions, subscribe, unsubscribe } from './graph-subscriptions.ts'
import { isFictionalAccount } from './own-line.ts'

/** One request to the Graph API. */
export interface GraphRequest {
  readonly cloud: WhatsAppCloud
  readonly id: string
  readonly query: URLSearchParams
  /** The fields of a JSON body; empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>
  readonly incoming: IncomingMessage
  readonly fault: GraphFault | null
}

type Json = Readonly<Record<string, unknown>>
type Handler = (request: GraphRequest) => Json | Promise<Json>

const BODY_BYTES_MAX = 256 * 1024
const ROUTES: Readonly<Record<string, Handler>> = {
  'POST messages': (request) => (request.body['status'] === undefined ? sendMessage : markRead)(request),
  'POST media': uploadMedia,
  'POST subscribed_apps': subscribe,
  'GET subscribed_apps': readSubscriptions,
  'DELETE subscribed_apps': unsubscribe,
  'GET phone_numbers': listNumbers,
  'GET ': describe,
  'DELETE ': deleteMedia,
}

/** Whether a path is one of Meta's: a version and an object, or a file. */
export const isGraphPath = (path: string): boolean => /^\/(?:v\d+\.\d+\/|whatsapp_business\/)/.test(path)

/** The Graph API, as far as WhatsApp is concerned. Refuses what Meta refuses, in its words. */
export async function answerGraph(
  cloud: WhatsAppCloud,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', cloud.options.apiUrl())
  const method = incoming.method ?? 'GET'
  const fault = cloud.faults.take(method, url.pathname, Date.now())
  if (fault !== null && (await injected(fault, incoming, response))) return
  try {
    admit(cloud, incoming.headers.authorization, fault)
    if (url.pathname.startsWith('/whatsapp_business/')) return sendMedia(cloud, url, response)
    const answer = await handle(cloud, { url, method, incoming, fault })
    if (fault?.cut === 'after') incoming.socket.destroy()
    else sendJson(response, 200, answer)
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error
    const { status, body } = refusalDocument(error)
    sendJson(response, status, body, fault?.headers)
  }
}

/** Does what the fault says before anything is looked at. False when the request is to be answered all the same. */
async function injected(fault: GraphFault, incoming: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (fault.delay_ms !== undefined) await wait(fault.delay_ms)
  if (fault.cut === 'before') incoming.socket.destroy()
  else if (fault.status !== undefined) response.writeHead(fault.status, fault.headers).end()
  else return false
  return true
}

interface Asked extends Pick<GraphRequest, 'incoming' | 'fault'> {
  readonly url: URL
  readonly method: string
}

async function handle(cloud: WhatsAppCloud, { url, method, incoming, fault }: Asked): Promise<Json> {
  const [, version = '', id = '', edge = ''] = /^\/(v\d+\.\d+)\/([\w.]+)(?:\/(\w+))?$/.exec(url.pathname) ?? []
  if (version === '') throw noSuchObject(url.pathname.slice(1))
  const handler = ROUTES[`${method} ${edge}`]
  if (handler === undefined) throw new GraphRefusal(100, `Unknown path components: /${edge}`)
  const isJson = (incoming.headers['content-type'] ?? '').startsWith('application/json')
  const body = isJson ? objectOf((await readText(incoming, BODY_BYTES_MAX)) || '{}') : {}
  if (body === null) throw new GraphRefusal(100, 'The request body is not a JSON object')
  return handler({ cloud, id, query: url.searchParams, body, incoming, fault })
}

function admit({ options }: WhatsAppCloud, header: string | undefined, fault: GraphFault | null): void {
  if (header === undefined) throw new GraphRefusal(190, 'An access token is required to request this resource.')
  if (header !== `Bearer ${options.accessToken}`) throw new GraphRefusal(190, 'Invalid OAuth access token.')
  if (fault?.code !== undefined) throw new GraphRefusal(fault.code, '')
}

/** The numbers of an account: Meta gives 25 of them where nobody says how many. */
function listNumbers({ cloud, id, query }: GraphRequest): Json {
  const lines = cloud.linesIn(id)
  if (lines.length === 0 && !isFictionalAccount(id)) throw noSuchObject(id)
  const data = lines.map((line) => ({
    id: line.id,
    display_phone_number: line.displayNumber,
    verified_name: line.verifiedName,
  }))
  return { data: data.slice(0, Number(query.get('limit') ?? 25)), paging: {} }
}

/** What `GET /{id}` gives: a line, an account, or a file. */
function describe(request: GraphRequest): Json {
  const { cloud, id, query } = request
  const line = cloud.lineOf(id)
  if (line !== null) {
    const all: Json = {
      verified_name: line.verifiedName,
      display_phone_number: line.displayNumber,
      quality_rating: 'GREEN',
      platform_type: 'CLOUD_API',
      throughput: { level: 'STANDARD' },
      status: 'CONNECTED',
    }
    const wanted = query.get('fields')?.split(',')
    const given = Object.entries(all).filter(([name]) => wanted?.includes(name) ?? true)
    return { ...Object.fromEntries(given), id: line.id }
  }
  if (isFictionalAccount(id)) return { id, name: 'A fictional account', currency: 'USD' }
  return describeMedia(request)
}
