import type { Secrets } from '../../../env.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { MessagingAccount, MessagingApi, SendOrder, Sent } from '../contract.ts'
import { fetchMedia } from './fetch-media.ts'
import { graphOf } from './graph.ts'
import { idIn, objectsIn, wordsIn, type Json } from './json-fields.ts'
import { identified } from './read-people.ts'
import { renderOrder } from './render.ts'
import { askGraph, type Seat, type Trouble } from './request.ts'

/** A platform that can be heard and not answered: nobody has given it a token. */
const NO_TOKEN: Trouble = { how: 'refused', error: { code: 'no_token', action: 'configuration' }, httpStatus: 401 }

/** Meta's accounts hold some twenty numbers, and a few hundred where that was asked for. */
const NUMBERS_MAX = 500

/** Meta's Graph API, bound to one account. */
export function apiOf(secrets: Secrets, { accessToken, whose }: MessagingAccount): MessagingApi {
  const graph = graphOf(secrets)
  const seat: Seat | null = accessToken === null ? null : { accessToken, whose, settings: secrets }
  const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: Json): Promise<Result<Json, Trouble>> =>
    seat === null ? err(NO_TOKEN) : askGraph(seat, `${graph.baseUrl}/${path}`, method, body)
  const subscription = async (method: 'POST' | 'DELETE', accountId: string): Promise<Result<void, string>> => {
    const answer = await ask(method, `${encodeURIComponent(accountId)}/subscribed_apps`)
    return answer.ok ? ok(undefined) : err(codeOf(answer.error))
  }

  return {
    send: (order) => send(order, (path, body) => ask('POST', path, body)),
    async markRead(line, providerMessageId, typing) {
      const answer = await ask('POST', `${encodeURIComponent(line)}/messages`, {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: providerMessageId,
        ...(typing ? { typing_indicator: { type: 'text' } } : {}),
      })
      return answer.ok
    },
    fetchMedia: async (line, media, bytesMax) =>
      seat === null ? err('refused') : fetchMedia(graph, seat, { line, media, bytesMax }),
    // Meta takes no message back by API. It says that it keeps none for longer than thirty days.
    deleteMessage: async () => err({ code: 'not_deletable', retryable: false, retryAfterMs: null }),
    subscribe: (accountId) => subscription('POST', accountId),
    unsubscribe: (accountId) => subscription('DELETE', accountId),
    async lookUp(line, accountId) {
      const [where, of] = accountId === undefined ? [line, '?'] : [accountId, `/phone_numbers?limit=${NUMBERS_MAX}&`]
      const answer = await ask('GET', `${encodeURIComponent(where)}${of}fields=display_phone_number`)
      if (!answer.ok) return err(codeOf(answer.error))
      const isIt = (one: Json): boolean => idIn(one, 'id') === line
      const number = accountId === undefined ? answer.value : objectsIn(answer.value, 'data').find(isIt)
      if (number === undefined) return err('not_found')
      return ok({ displayNumber: wordsIn(number, 'display_phone_number', 40) })
    },
  }
}

async function send(
  order: SendOrder,
  post: (path: string, body: Json) => Promise<Result<Json, Trouble>>,
): Promise<Sent> {
  const body = renderOrder(order)
  if (!body.ok) return { how: 'refused', error: { code: body.error, action: 'our_bug' } }
  const answer = await post(`${encodeURIComponent(order.line)}/messages`, body.value)
  if (!answer.ok) return sentOf(answer.error)
  const [message] = objectsIn(answer.value, 'messages')
  const providerMessageId = message === undefined ? null : idIn(message, 'id')
  // It was taken: without its id a status has to say which it was.
  if (providerMessageId === null) return { how: 'unknown' }
  return { how: 'accepted', providerMessageId, recipient: recipientIn(answer.value) }
}

const sentOf = (trouble: Trouble): Sent =>
  trouble.how === 'refused' ? { how: 'refused', error: trouble.error } : { how: 'unknown' }

const codeOf = (trouble: Trouble): string => (trouble.how === 'refused' ? trouble.error.code : trouble.how)

/** Whom Meta found behind what we called them: their number, and their id where it says so. */
function recipientIn(answer: Json): ReturnType<typeof identified> | null {
  const [contact] = objectsIn(answer, 'contacts')
  if (contact === undefined) return null
  const recipient = identified(idIn(contact, 'wa_id'), idIn(contact, 'user_id'))
  return (recipient.phone ?? recipient.userId) === null ? null : recipient
}
