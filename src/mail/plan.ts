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
  const wanted = {
    optOuts: optOutsIn(labels, reading),
    rights: RIGHTS.filter((right) => labels.has(right)),
    alarm: ALARMS.find((each) => labels.has(each)) ?? null,
  }
  const closed = closedAs(reading, labels, wanted)
  return {
    closed,
    alarm: wanted.alarm,
    optOuts: wanted.optOuts,
    onBehalf: labels.has('agent') ? 'agent' : null,
    ...(reading.loop.reason === null ? fromSomebody(reading, labels, wanted) : fromMachine(wanted)),
    mayAnswer: reading.loop.reason === null && reading.from !== null && closed === null,
  }
}

interface Wanted {
  readonly optOuts: readonly RequestType[]
  readonly rights: readonly RequestType[]
  readonly alarm: Alarm | null
}

type Dealt = Pick<MailPlan, 'rights' | 'about' | 'ask' | 'desk' | 'needsPerson'>

/** A machine's mail opens no request: a person looks whether somebody meant it. */
const fromMachine = ({ rights }: Wanted): Dealt => ({
  rights: [],
  about: null,
  ask: null,
  desk: null,
  needsPerson: rights.length > 0,
})

function fromSomebody(reading: MailReading, labels: ReadonlySet<Label>, wanted: Wanted): Dealt {
  const about = aboutIn(labels, reading)
  const isClear = wantsSomething(wanted) || about !== null
  const ask = isClear ? null : askIn(reading)
  return {
    rights: wanted.rights,
    about,
    ask,
    desk: isClear || ask !== null ? null : deskIn(labels),
    needsPerson: reading.needsPerson !== null || labels.has('agent'),
  }
}

const wantsSomething = ({ optOuts, rights, alarm }: Wanted): boolean =>
  optOuts.length + rights.length > 0 || alarm !== null

function closedAs({ loop }: MailReading, labels: ReadonlySet<Label>, wanted: Wanted): MailPlan['closed'] {
  if (loop.reason === null) return labels.has('spam') && !wantsSomething(wanted) ? 'spam' : null
  if (loop.reason === 'own_mail') return 'loop'
  if (loop.isUnsubscribe) return null
  const isAnswer = NOBODY_THERE.includes(loop.reason) || labels.has('bounce') || labels.has('auto_reply')
  return isAnswer || !wantsSomething(wanted) ? 'loop' : null
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
