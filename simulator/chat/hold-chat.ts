import { freshNumber } from '../caller/place-call.ts'
import type { Switchboard } from '../carrier/switchboard.ts'
import type { WhatsAppCloud } from '../whatsapp/cloud.ts'
import { PLAIN_MANNER } from '../whatsapp/deliveries.ts'
import { playPerson } from './play-person.ts'
import { changesMeta, type ChatChannel, type ChatScenario } from './scenario.ts'
import { smsPhone } from './sms-phone.ts'
import { Talk, type ChatMessage, type TalkEvent } from './talk.ts'
import { whatsAppPhone } from './whatsapp-phone.ts'

/** What was written, as the person's phone has it. */
export interface ChatRecord {
  readonly channel: ChatChannel
  readonly from: string
  readonly to: string
  readonly messages: readonly ChatMessage[]
  /** Platform ids of what the person sent. */
  readonly written: readonly string[]
  readonly failure: string | null
  readonly reply_ms: readonly number[]
  readonly duration_ms: number
}

export type ChatEvent = TalkEvent | ({ readonly type: 'over' } & ChatRecord)

export interface Holding {
  readonly channel: ChatChannel
  /** Meta's id of a line, or a number. */
  readonly to: string
  readonly from: string | null
  readonly tell: (event: ChatEvent) => void
}

/** A line with no way to us: what to do about it is in the message. */
export class UnreachableLine extends Error {
  override readonly name = 'UnreachableLine'
}

/** Of the number, so that a name is nobody else's. */
const LETTERS = 7
/** A last word of the business's is waited for so long. */
const LAST_WORD_MS = 1_500

/**
 * Lets a person with a phone play the scenario. One that changes how Meta behaves must be alone: see `changesMeta`.
 *
 * @throws UnreachableLine when nobody is told of what is written there.
 */
export async function holdChat(
  { board, cloud }: { readonly board: Switchboard; readonly cloud: WhatsAppCloud },
  scenario: ChatScenario,
  { channel, to, from, tell }: Holding,
): Promise<ChatRecord> {
  const phoneNumber = from ?? freshNumber()
  const talk = new Talk(tell)
  const seen: Talk['see'] = (message) => talk.see(message)
  const username = scenario.username === undefined ? null : scenario.username + phoneNumber.slice(-LETTERS)
  const person = { phone: phoneNumber, name: scenario.name_shown, username }
  const phone =
    channel === 'whatsapp'
      ? whatsAppPhone(cloud, lineOf(cloud, to), person, seen)
      : smsPhone(
          board.texts,
          { phone: phoneNumber, to: numberOf(board, to), copies: () => cloud.deliveries.manner.copies },
          seen,
        )
  if (scenario.orderly) cloud.isOrderly = true
  try {
    const failure = await playPerson({ talk, phone, cloud }, scenario.steps)
    await talk.until(() => false, LAST_WORD_MS)
    const record: ChatRecord = {
      channel,
      from: phoneNumber,
      to,
      messages: talk.messages,
      written: talk.written,
      failure,
      reply_ms: talk.replyMs,
      duration_ms: Date.now() - talk.startedAtMs,
    }
    tell({ type: 'over', ...record })
    return record
  } finally {
    phone.close()
    if (changesMeta(scenario)) asBefore(cloud)
  }
}

function asBefore(cloud: WhatsAppCloud): void {
  cloud.faults.clear()
  cloud.deliveries.manner = PLAIN_MANNER
  cloud.isOrderly = false
}

function lineOf(cloud: WhatsAppCloud, id: string): NonNullable<ReturnType<WhatsAppCloud['lineOf']>> {
  const line = cloud.lineOf(id)
  if (line === null || !cloud.subscribed.has(line.accountId))
    throw new UnreachableLine(`${id} leads nowhere: no gateway has subscribed to its account at the simulated Meta.`)
  return line
}

function numberOf(board: Switchboard, to: string): string {
  if ((board.numberOf(to)?.sms_url ?? '') === '')
    throw new UnreachableLine(`${to} leads nowhere: no gateway takes its messages at the simulated carrier.`)
  return to
}
