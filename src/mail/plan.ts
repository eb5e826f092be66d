import type { RequestType } from '../privacy/request.ts'
import type { NewTicket } from '../tickets/open-ticket.ts'
import type { MailReading } from './reading/mail-reading.ts'
import type { Label } from './reading/labels.ts'

const RIGHTS = ['access', 'delete', 'correct', 'object', 'restrict', 'portability'] as const
const OPT_OUTS = ['optout_all', 'optout_marketing', 'optout_voice', 'optout_sms', 'optout_whatsapp'] as const
/** In the order of how much they cannot wait. */
const ALARMS = ['security_report', 'breach_notice', 'legal_process', 'child'] as const
export type Alarm = (typeof ALARMS)[number]

/** Mails that a machine made and nobody waits for an answer to: closed, whatever they say. */
const NOBODY_THERE = ['own_mail', 'report', 'auto_answered']

/** Business mail, and which desk it goes to. */
const DESKS: readonly (readonly [Label, NewTicket['kind']])[] = [
  ['complaint', 'complaint'],
  ['demo', 'demo'],
  ['business_inquiry', 'inquiry'],
  ['support', 'support'],
]

/** What is to be done about a mail, before anybody has been looked up. */
export interface MailPlan {
  /** Why nothing is: `loop`, `spam`. Null where something is. */
  readonly closed: 'loop' | 'spam' | null
  /** Whether an automatic answer may go out at all. */
  readonly mayAnswer: boolean
  readonly alarm: Alarm | null
  readonly optOuts: readonly RequestType[]
  readonly rights: readonly RequestType[]
  /** What they want of a request there is: to prove who they are, to take it back, to know how it stands. */
  readonly about: 'code' | 'withdraw' | 'status' | null
  /** For whom of our people it is, where nothing else is to be done. */
  readonly desk: NewTicket['kind'] | null
  /** What we have to ask back: for words we can read, or which of two things is meant. */
  readonly ask: 'text' | 'meaning' | null
  /** Whether a person should look at it besides. */
  readonly needsPerson: boolean
  /** Asked for somebody else. */
  readonly onBehalf: 'agent' | null
}

/** What a mail asks of us. Pure. */
export function planFor(reading: MailReading): MailPlan {
  const labels = new Set(reading.findings.map(({ label }) => label))
  const optOuts = optOutsIn(labels, reading)
  const rights = RIGHTS.filter((right) => labels.has(right))
  const alarm = ALARMS.find((each) => labels.has(each)) ?? null
  const isMachine = reading.loop.reason !== null
  const hasMore = optOuts.length + rights.length > 0 || alarm !== null
  const closed = closedAs(reading, labels, { optOuts, alarm, hasMore })
  const about = aboutIn(labels, reading)
  const ask = hasMore || about !== null ? null : askIn(reading)
  return {
    closed,
    mayAnswer: !isMachine && reading.from !== null && closed === null,
    alarm,
    optOuts,
    // A machine's mail opens no request: a person looks whether somebody meant it.
    rights: isMachine ? [] : rights,
    about: isMachine ? null : about,
    desk: hasMore || about !== null || ask !== null ? null : deskIn(labels),
    ask,
    needsPerson: reading.needsPerson !== null || labels.has('agent') || (isMachine && rights.length > 0),
    onBehalf: labels.has('agent') ? 'agent' : null,
  }
}

interface Found {
  readonly optOuts: readonly RequestType[]
  readonly alarm: Alarm | null
  readonly hasMore: boolean
}

function closedAs(
  { loop }: MailReading,
  labels: ReadonlySet<Label>,
  { optOuts, alarm, hasMore }: Found,
): MailPlan['closed'] {
  if (loop.reason === null) return labels.has('spam') && !hasMore ? 'spam' : null
  if (NOBODY_THERE.includes(loop.reason) || labels.has('bounce') || labels.has('auto_reply')) {
    return loop.isUnsubscribe && loop.reason !== 'own_mail' ? null : 'loop'
  }
  const isWanted = loop.isUnsubscribe || optOuts.length > 0 || alarm !== null || hasMore
  return isWanted ? null : 'loop'
}

/** A wrong number wants what an opt-out wants, for the number it names. */
function optOutsIn(labels: ReadonlySet<Label>, { loop, facts }: MailReading): readonly RequestType[] {
  const asked: readonly RequestType[] = OPT_OUTS.filter((optOut) => labels.has(optOut))
  if (asked.length > 0) return asked
  if (loop.isUnsubscribe) return ['optout_marketing']
  return labels.has('wrong_number') && facts.phones.length > 0 ? ['optout_all'] : []
}

function aboutIn(labels: ReadonlySet<Label>, { facts }: MailReading): MailPlan['about'] {
  if (labels.has('withdraw_request')) return 'withdraw'
  if (facts.codes.length > 0 && facts.requestIds.length > 0) return 'code'
  return labels.has('status') ? 'status' : null
}

function askIn({ needsPerson, conflicts }: MailReading): MailPlan['ask'] {
  if (needsPerson !== null) return 'text'
  return conflicts.length > 0 ? 'meaning' : null
}

const deskIn = (labels: ReadonlySet<Label>): NewTicket['kind'] =>
  DESKS.find(([label]) => labels.has(label))?.[1] ?? 'support'
