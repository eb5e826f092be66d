import { refusalToLeave } from '../../../egress/leave.ts'
import type { Secrets } from '../../../env.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { MessagingAccount, MessagingApi, SendOrder, Sent } from '../contract.ts'
import { apiUrlOf } from './account.ts'
import { deleteMessage } from './delete-message.ts'
import { refusalOf } from './errors.ts'
import { fetchMedia } from './fetch-media.ts'
import { sendForm } from './render.ts'
import { askApi, journeyOf, MESSAGE, type Seat } from './request.ts'

const MESSAGE_SID = /^[A-Z]{2}[0-9a-zA-Z]{32}$/

/** Twilio's REST API for `account`. */
export function apiOf(secrets: Secrets, account: MessagingAccount): MessagingApi {
  const apiUrl = apiUrlOf(secrets)
  const seat: Seat = { ...account, settings: secrets }
  const base = `${apiUrl}/2010-04-01/Accounts/${encodeURIComponent(account.accountId)}`
  return {
    send: (order) => send(base, seat, order),
    // Twilio has nothing to mark a message read with, but for WhatsApp at an address that is still being tried out.
    markRead: async () => false,
    fetchMedia: (_line, media, bytesMax) => fetchMedia(apiUrl, seat, media, bytesMax),
    deleteMessage: (providerMessageId) => deleteMessage(base, seat, providerMessageId),
    subscribe: (accountId) => seeAccount(base, seat, accountId),
    // A number's own address is taken away with its claim; a WhatsApp sender's is set where the sender was made.
    unsubscribe: async () => ok(undefined),
    lookUp: async (line, accountId = account.accountId) =>
      accountId === account.accountId ? lookUp(base, seat, line) : err('another_account'),
  }
}

/**
 * Sends it once. A request without an answer, or with one of a server in trouble, may have been taken: only a status can
 * tell.
 */
async function send(base: string, account: Seat, order: SendOrder): Promise<Sent> {
  const form = sendForm(order)
  if (!form.ok) return { how: 'refused', error: { code: form.error, action: 'our_bug' } }
  const missing = await missingFor(account)
  if (missing !== null) return { how: 'refused', error: { code: missing, action: 'configuration' } }
  const answer = await askApi(account, `${base}/Messages.json`, form.value)
  if (answer === null) return { how: 'unknown' }
  const { status, json, retryAfterMs } = answer
  const sid = json?.['sid']
  if (status === 200 || status === 201) {
    const isTaken = typeof sid === 'string' && MESSAGE_SID.test(sid)
    return isTaken ? { how: 'accepted', providerMessageId: sid, recipient: null } : { how: 'unknown' }
  }
  const code = codeIn(json)
  // 503 is Twilio's own "not now"; what else is above 500 says nothing of what was done before.
  if (status >= 500 && status !== 503 && code === null) return { how: 'unknown' }
  return { how: 'refused', error: refusalOf(status, code, retryAfterMs) }
}

/** What somebody has to set right before anything can be sent. */
const missingFor = async (seat: Seat): Promise<string | null> =>
  seat.accessToken === null ? 'no_access_token' : refusalToLeave(journeyOf(seat, MESSAGE))

/** There is nothing to subscribe: that the account is there and takes our token is all that can be seen. */
async function seeAccount(base: string, account: Seat, accountId: string): Promise<Result<void, string>> {
  if (accountId !== account.accountId) return err('another_account')
  const answer = await askApi(account, `${base}/IncomingPhoneNumbers.json?PageSize=1`)
  if (answer === null) return err('unreachable')
  return answer.status === 200 ? ok(undefined) : err(codeIn(answer.json) ?? String(answer.status))
}

async function lookUp(
  base: string,
  account: Seat,
  line: string,
): Promise<Result<{ readonly displayNumber: string | null }, string>> {
  const answer = await askApi(account, `${base}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(line)}`)
  if (answer === null) return err('unreachable')
  if (answer.status !== 200) return err(codeIn(answer.json) ?? String(answer.status))
  const numbers = answer.json?.['incoming_phone_numbers']
  // Twilio matches the pattern anywhere in a number; only the number itself will do.
  const isThere = Array.isArray(numbers) && numbers.some((number: unknown) => phoneIn(number) === line)
  return isThere ? ok({ displayNumber: line }) : err('not_found')
}

const phoneIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'phone_number' in value ? value.phone_number : null

function codeIn(json: Readonly<Record<string, unknown>> | null): string | null {
  const code = json?.['code']
  return typeof code === 'number' && Number.isSafeInteger(code) ? String(code) : null
}
