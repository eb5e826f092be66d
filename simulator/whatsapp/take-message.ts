import { setTimeout as wait } from 'node:timers/promises'
import type { ShownButton } from '../chat/shown-message.ts'
import type { WhatsAppCloud } from './cloud.ts'
import { GRAPH_CODES, GraphRefusal, type GraphCode } from './graph-refusal.ts'
import type { OwnLine } from './own-line.ts'
import type { SendRequest } from './send-request.ts'
import { shownOf } from './shown.ts'
import { statusPlan } from './status-plan.ts'
import { fillTemplate, type FilledTemplate } from './templates.ts'
import { newWamid, secondsOf, type Update } from './update.ts'
import type { Pair } from './user-book.ts'
import { isUserId, waIdOf, type WhatsAppUser } from './whatsapp-user.ts'

type Json = Readonly<Record<string, unknown>>

const WINDOW_MS = 24 * 3_600_000
const PAIR_MS = 6_000
const PAIR_BURST = 45

/**
 * Takes a message as Meta does: who it goes to, the window, templates and rates are looked at first.
 *
 * @param fails  The message is taken all the same, and its status tells that it failed with this code.
 * @returns the document that says it was accepted.
 * @throws GraphRefusal for what Meta refuses.
 */
export function takeMessage(cloud: WhatsAppCloud, line: OwnLine, request: SendRequest, fails: GraphCode | null): Json {
  const user = recipientOf(cloud, line, request)
  const pair = user === null ? null : cloud.users.pair(line, user)
  const filled = request.type === 'template' ? fillTemplate(cloud.templates, request.body) : null
  if (pair !== null) checkPair(cloud, pair, filled === null)
  const told = { cloud, line, user, id: newWamid(), request }
  const nth = (cloud.taken += 1)
  const failure = fails ?? failureOf(pair, filled)
  if (failure !== null) void tellFailure(told, failure)
  else {
    show(told, filled)
    pair?.sentAtMs.push(Date.now())
    void tellStatuses(told, nth)
  }
  return acceptedDocument(request, user, told.id)
}

/** Why a message that was taken does not arrive, or null. */
function failureOf(pair: Pair | null, filled: FilledTemplate | null): GraphCode | null {
  if (pair === null || pair.unreachable) return 131026
  return filled?.template.category === 'marketing' && pair.stopsMarketing ? 131050 : null
}

function show({ cloud, user, id, request }: Told, filled: FilledTemplate | null): void {
  if (user === null) return
  const quickReply = (title: string): ShownButton => ({ id: title, title, description: null, kind: 'quick_reply' })
  const shown =
    filled === null
      ? shownOf(request)
      : { text: filled.text, buttons: filled.template.quick_replies.map((title) => quickReply(title)) }
  cloud.show(user, { id, ...shown, atMs: Date.now(), repliesTo: request.answers })
}

function recipientOf(cloud: WhatsAppCloud, line: OwnLine, { to, recipient, type }: SendRequest): WhatsAppUser | null {
  if (to !== null) {
    const waId = waIdOf(to)
    if (waId === null) throw new GraphRefusal(131009, 'Parameter "to" is not a valid phone number')
    if (waId === line.displayNumber.replaceAll(/\D/g, '')) throw new GraphRefusal(131021, '')
    return cloud.users.byNumber(waId)
  }
  if (recipient === null || !isUserId(recipient))
    throw new GraphRefusal(131009, 'Parameter "recipient" is not a valid business-scoped user id')
  if (type === 'contacts') throw new GraphRefusal(131062, '')
  return cloud.users.byUserId(recipient)
}

/** @throws GraphRefusal 131047 for free text outside the window, 131056 for too many messages to one person. */
function checkPair({ keepsPairRate }: WhatsAppCloud, { wroteAtMs, sentAtMs }: Pair, isFree: boolean): void {
  const nowMs = Date.now()
  if (isFree && (wroteAtMs === null || nowMs - wroteAtMs >= WINDOW_MS))
    throw new GraphRefusal(
      131047,
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    )
  if (!keepsPairRate) return
  const recent = sentAtMs.filter((atMs) => nowMs - atMs < PAIR_BURST * PAIR_MS)
  if (recent.length >= PAIR_BURST) throw new GraphRefusal(131056, '')
}

function acceptedDocument({ to, recipient }: SendRequest, user: WhatsAppUser | null, id: string): Json {
  const waId = to === null ? (user?.waId ?? null) : waIdOf(to)
  const contact = {
    input: to ?? recipient,
    ...(waId !== null && { wa_id: waId }),
    ...(user !== null && { user_id: user.userId }),
  }
  return {
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [{ id, message_status: 'accepted' }],
  }
}

interface Told {
  readonly cloud: WhatsAppCloud
  readonly line: OwnLine
  readonly user: WhatsAppUser | null
  readonly id: string
  readonly request: SendRequest
}

async function tellStatuses(told: Told, nth: number): Promise<void> {
  const { cloud, request } = told
  const startedAtMs = Date.now()
  const plan = statusPlan(nth, cloud.isOrderly)
  const moments = Map.groupBy(plan, ({ afterMs }) => afterMs)
  for (const [afterMs, together] of moments) {
    await wait(Math.max(0, startedAtMs + afterMs - Date.now()))
    const category = request.type === 'template' ? 'utility' : 'service'
    const pricing = { billable: false, pricing_model: 'PMP', type: 'regular', category }
    tell(
      told,
      together.map(({ word }) => ({ status: word, pricing })),
    )
  }
}

async function tellFailure(told: Told, code: GraphCode): Promise<void> {
  await wait(120)
  const [, title] = GRAPH_CODES[code]
  const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/'
  tell(told, [{ status: 'failed', errors: [{ code, title, message: title, error_data: { details: title }, href }] }])
}

/** Of one message, in one delivery. */
function tell({ cloud, line, user, id, request }: Told, statuses: readonly Json[]): void {
  if (!cloud.subscribed.has(line.accountId)) return
  const waId = request.to === null ? (user?.waId ?? null) : waIdOf(request.to)
  const updates = statuses.map((status): Update => {
    const hasFailed = status['status'] === 'failed'
    const entry = {
      id,
      timestamp: secondsOf(Date.now()),
      ...(waId !== null && { recipient_id: waId }),
      // A failure names the user only where the message was sent to them by that name.
      ...(user !== null && !(hasFailed && request.to !== null) && { recipient_user_id: user.userId }),
      ...(request.callbackData !== null && { biz_opaque_callback_data: request.callbackData }),
      ...status,
    }
    return { line, kind: 'statuses', entry, contact: null }
  })
  cloud.deliveries.tell(updates)
}
