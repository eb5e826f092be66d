import { readCallOrder } from './call-order.ts'
import type { DialledLeg } from './dialled-leg.ts'
import type { Source } from './perform.ts'
import { CALL_STATUSES, type PhoneCall } from './phone-call.ts'
import { badValue, notFound, sendJson } from './rest-answer.ts'
import type { RestRequest } from './rest.ts'

const TWIML_CHARS_MAX = 4000
const PAGE_SIZE = 50
const PAGE_SIZE_MAX = 1000

/** Takes a call to be made. It is queued then: nobody has been rung yet. */
export function createCall({ board, form, response }: RestRequest): void {
  const order = readCallOrder(form, (number) => board.numberOf(number))
  const delay = board.faults.take('QUEUE', `/Calls/${order.to}`)
  sendJson(response, 201, objectOf(board.place(order, delay?.delay_ms ?? 0)))
}

/** The newest first. `StartTime` is compared by the day, or by the second where one is given. */
export function listCalls({ board, query, path, response }: RestRequest): void {
  const page = Number(query.get('Page') ?? 0)
  const size = Math.min(Number(query.get('PageSize') ?? PAGE_SIZE), PAGE_SIZE_MAX)
  if (!Number.isInteger(page) || page < 0 || !(size >= 1)) throw badValue(20001, 'Page and PageSize must be numbers')
  const found = [...board.calls.values()].filter((call) => isListed(call, query)).toReversed()
  const calls = found.slice(page * size, (page + 1) * size)
  const next = new URLSearchParams([...query].filter(([name]) => name !== 'Page'))
  next.set('Page', String(page + 1))
  const hasMore = found.length > (page + 1) * size
  sendJson(response, 200, {
    calls: calls.map(objectOf),
    page,
    page_size: size,
    start: page * size,
    end: page * size + Math.max(0, calls.length - 1),
    uri: path,
    first_page_uri: path,
    previous_page_uri: null,
    next_page_uri: hasMore ? `${path}?${next.toString()}` : null,
  })
}

/** Forgets a call. One that goes on cannot be forgotten. */
export function deleteCall({ board, ids: [sid = ''], path, response }: RestRequest): void {
  const call = board.calls.get(sid)
  if (call === undefined) throw notFound(path)
  if (!call.isOver) throw badValue(20009, 'Resource not in a valid state: the call is not over')
  board.calls.delete(sid)
  response.writeHead(204).end()
}

const DAY_MS = 86_400_000

function isListed(call: PhoneCall, query: URLSearchParams): boolean {
  const status = query.get('Status')
  if (status !== null && !CALL_STATUSES.some((known) => known === status)) throw badValue(20001, 'Invalid Status')
  const isOf = (name: string, value: string): boolean => (query.get(name) ?? value) === value
  if (!isOf('To', call.to) || !isOf('From', call.from) || !isOf('Status', call.status)) return false
  const startedAtMs = call.answeredAtMs ?? call.startedAtMs
  const isWithin = (name: string, isSo: (span: Span) => boolean): boolean => {
    const text = query.get(name)
    return text === null || isSo(spanOf(text))
  }
  const isAfter = ({ fromMs }: Span): boolean => startedAtMs >= fromMs
  const isBefore = ({ toMs }: Span): boolean => startedAtMs < toMs
  const isOn = (span: Span): boolean => isAfter(span) && isBefore(span)
  return isWithin('StartTime>', isAfter) && isWithin('StartTime<', isBefore) && isWithin('StartTime', isOn)
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** A day, or a moment, from and to which something is looked for. */
function spanOf(text: string): Span {
  const atMs = Date.parse(text)
  if (Number.isNaN(atMs)) throw badValue(20001, `${text} is no date`)
  return { fromMs: atMs, toMs: atMs + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? DAY_MS : 1000) }
}

export function readCall(request: RestRequest): void {
  sendJson(request.response, 200, objectOf(callOf(request)))
}

/** Ends a call or sends it elsewhere. */
export function updateCall(request: RestRequest): void {
  const leg = request.board.legs.get(request.ids[0] ?? '')
  if (leg !== undefined) return updateLeg(request, leg)
  const call = callOf(request)
  const change = changeOf(request.form)
  if (call.isOver) throw badValue(21220, 'Call is not in-progress. Cannot redirect.')
  if (change === 'canceled' && call.answeredAtMs !== null)
    throw badValue(21220, 'Only a call nobody has answered can be canceled')
  if (typeof change === 'string') call.end(change, 'agent')
  else if (call.answeredAtMs === null && call.direction === 'outbound-api')
    throw badValue(21220, 'Call is not in-progress. Cannot redirect.')
  else call.redirect(change)
  sendJson(request.response, 200, objectOf(call))
}

/** Somebody rung for a caller: they can be let go of, and that is all that is simulated. */
function updateLeg({ form, response }: RestRequest, leg: DialledLeg): void {
  if (changeOf(form) !== 'completed') throw badValue(20001, 'Invalid Status')
  if (leg.isOver) throw badValue(21220, 'Call is not in-progress. Cannot redirect.')
  leg.hangUp()
  sendJson(response, 200, { sid: leg.sid, to: leg.number, direction: 'outbound-dial', status: 'completed' })
}

function changeOf(form: URLSearchParams): 'completed' | 'canceled' | Source {
  const [status, url, twiml] = [form.get('Status'), form.get('Url'), form.get('Twiml')]
  if (status === 'completed' || status === 'canceled') return status
  if (status !== null) throw badValue(20001, 'Invalid Status')
  if (twiml !== null) {
    if (twiml.length > TWIML_CHARS_MAX) throw badValue(21242, 'Twiml is longer than 4000 characters')
    return { document: twiml }
  }
  if (url === null) throw badValue(20001, 'Status, Url or Twiml is required')
  if (!/^https?:\/\/\S+$/.test(url)) throw badValue(21205, 'Url is not a valid URL')
  return { url, method: methodOf(form.get('Method')), params: {} }
}

function methodOf(method: string | null): 'GET' | 'POST' {
  if (method !== null && method !== 'GET' && method !== 'POST') throw badValue(21209, 'Method must be GET or POST')
  return method ?? 'POST'
}

function callOf({ board, ids: [sid = ''], path }: RestRequest): PhoneCall {
  const call = board.calls.get(sid)
  if (call === undefined) throw notFound(path)
  return call
}

const at = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toUTCString().replace('GMT', '+0000')

const objectOf = (call: PhoneCall) => ({
  sid: call.sid,
  account_sid: call.exchange.accountSid,
  from: call.from,
  to: call.to,
  direction: call.direction,
  status: call.status,
  answered_by: call.answeredBy,
  date_created: at(call.startedAtMs),
  date_updated: at(call.endedAtMs ?? call.answeredAtMs ?? call.startedAtMs),
  phone_number_sid: call.number.sid,
  parent_call_sid: null,
  price: null,
  price_unit: 'USD',
  queue_time: '0',
  start_time: at(call.answeredAtMs),
  end_time: at(call.endedAtMs),
  duration:
    call.endedAtMs === null
      ? null
      : String(Math.round((call.endedAtMs - (call.answeredAtMs ?? call.endedAtMs)) / 1000)),
  uri: `/2010-04-01/Accounts/${call.exchange.accountSid}/Calls/${call.sid}.json`,
})
