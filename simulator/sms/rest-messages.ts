import type { IncomingMessage, ServerResponse } from 'node:http'
import { badValue, notFound, sendJson } from '../carrier/rest-answer.ts'
import type { RestRequest } from '../carrier/rest.ts'
import type { TextExchange } from './text-exchange.ts'
import { segmentsIn, type TextMessage } from './text-message.ts'

const BODY_CHARS_MAX = 1600
const MEDIA_COUNT_MAX = 10

/** Takes a message, or says Twilio's no. */
export function createMessage({ board, form, response }: RestRequest): void {
  const [from, to] = [form.get('From') ?? '', form.get('To') ?? '']
  checkAddresses(from, to)
  const isOurs = board.numberOf(from.replace(/^whatsapp:/, '')) !== null
  if (!isOurs)
    throw badValue(21606, `The 'From' phone number provided (${from}) is not a valid message-capable number.`)
  const content = contentOf(form)
  if (board.texts.isStopped(from, to)) throw badValue(21610, 'Attempt to send to unsubscribed recipient')
  const isLate = from.startsWith('whatsapp:') && !content.isTemplate && !board.texts.isWindowOpen(from, to)
  const { body, mediaUrls, statusCallback } = content
  const taken = board.texts.take({ from, to, body, mediaUrls, statusCallback }, isLate ? '63016' : null)
  sendJson(response, 201, objectOf(board.account.accountSid, taken))
}

interface Content extends Pick<TextMessage, 'body' | 'mediaUrls' | 'statusCallback'> {
  readonly isTemplate: boolean
}

function contentOf(form: URLSearchParams): Content {
  const [template, statusCallback] = [form.get('ContentSid'), form.get('StatusCallback')]
  const body = template === null ? (form.get('Body') ?? '') : `[template ${template}]`
  const mediaUrls = form.getAll('MediaUrl')
  if (template !== null && !/^HX[0-9a-f]{32}$/.test(template)) throw badValue(21655, 'The ContentSid is Invalid')
  if (body === '' && mediaUrls.length === 0) throw badValue(21602, 'Message body is required.')
  if (body.length > BODY_CHARS_MAX)
    throw badValue(21617, `The concatenated message body exceeds the ${BODY_CHARS_MAX} character limit.`)
  if (mediaUrls.length > MEDIA_COUNT_MAX) throw badValue(21623, 'Number of media files exceeds allowed limit.')
  if (statusCallback !== null && !/^https?:\/\/\S+$/.test(statusCallback))
    throw badValue(21609, 'The StatusCallback URL is not a valid URL.')
  return { body, mediaUrls, statusCallback, isTemplate: template !== null }
}

function checkAddresses(from: string, to: string): void {
  const isWhatsApp = to.startsWith('whatsapp:')
  const isValid = isWhatsApp
    ? /^whatsapp:(?:\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/.test(to)
    : /^\+[1-9]\d{6,14}$/.test(to)
  if (!isValid) throw badValue(21211, `Invalid 'To' Phone Number: ${to}`)
  if (from === '') throw badValue(21603, "A 'From' phone number is required.")
  if (from.startsWith('whatsapp:') !== isWhatsApp) throw badValue(21910, 'From and To must be of the same channel')
  if (from === to) throw badValue(21266, "'To' and 'From' number cannot be the same")
}

export function readMessage({ board, ids: [sid = ''], path, response }: RestRequest): void {
  const message = board.texts.messages.get(sid)
  if (message === undefined) throw notFound(path)
  sendJson(response, 200, objectOf(board.account.accountSid, message))
}

/** Deletes a message of the business's. One that is on its way cannot be deleted yet. */
export function deleteMessage({ board, ids: [sid = ''], path, response }: RestRequest): void {
  const message = board.texts.messages.get(sid)
  const files = [...board.texts.media.values()].filter(({ messageSid }) => messageSid === sid)
  if (message === undefined && files.length === 0) throw notFound(path)
  if (message?.status === 'queued' || message?.status === 'sending')
    throw badValue(20009, 'Resource not in a valid state: the message is on its way')
  board.texts.messages.delete(sid)
  response.writeHead(204).end()
}

/** The files of a message, as far as they are there. */
export function listMessageMedia({ board, ids: [messageSid = ''], path, response }: RestRequest): void {
  const { accountSid } = board.account
  const media_list = [...board.texts.media.values()]
    .filter((media) => media.messageSid === messageSid)
    .map(({ sid, contentType }) => ({
      sid,
      account_sid: accountSid,
      parent_sid: messageSid,
      content_type: contentType,
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}.json`,
    }))
  sendJson(response, 200, { media_list, page: 0, page_size: 50, next_page_uri: null, uri: path })
}

export function deleteMessageMedia({ board, ids: [messageSid, sid = ''], path, response }: RestRequest): void {
  const media = board.texts.media.get(sid)
  if (media === undefined || media.messageSid !== messageSid) throw notFound(path)
  board.texts.media.delete(sid)
  response.writeHead(204).end()
}

/** A file that came with a text. Twilio sends whoever asks on to where it lies, which takes no credentials. */
export function readMessageMedia({ board, ids: [messageSid, sid = ''], path, response }: RestRequest): void {
  const media = board.texts.media.get(sid)
  if (media === undefined || media.messageSid !== messageSid) throw notFound(path)
  response.writeHead(307, { Location: `${board.account.apiUrl()}/_media/${sid}` }).end()
}

/** The bytes, where {@link readMessageMedia} sends to. Like an object store's, the address refuses credentials that are not its own. */
export function sendTextMedia(
  texts: TextExchange,
  sid: string,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  const media = texts.media.get(sid)
  const status = incoming.headers.authorization === undefined ? (media === undefined ? 404 : 200) : 400
  const headers = { 'Content-Type': media?.contentType ?? 'text/plain' }
  response.writeHead(status, headers).end(status === 200 ? media?.bytes : '')
}

const objectOf = (accountSid: string, message: TextMessage) => ({
  sid: message.sid,
  account_sid: accountSid,
  from: message.from,
  to: message.to,
  body: message.body,
  status: message.status,
  direction: 'outbound-api',
  num_segments: String(segmentsIn(message.body)),
  num_media: String(message.mediaUrls.length),
  error_code: message.errorCode === null ? null : Number(message.errorCode),
  error_message: null,
  price: null,
  date_created: new Date(message.createdAtMs).toUTCString().replace('GMT', '+0000'),
  uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`,
})
