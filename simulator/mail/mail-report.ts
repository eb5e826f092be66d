import { paint, wrap } from '../cli/print.ts'
import { textOf } from '../cli/gateway.ts'
import type { GotMail } from './mail-exchange.ts'
import type { Played } from './play-mail.ts'
import type { Sample } from './sample.ts'

type Json = Readonly<Record<string, unknown>>

/** What came of a mail, as one JSON document. */
export const mailReport = (name: string, { mail, reply, requests, got, texts }: Played) => ({
  mail: name,
  mail_id: textOf(mail?.['id']),
  status: textOf(mail?.['status']),
  authentication: textOf(mail?.['authentication']),
  labels: mail?.['labels'] ?? [],
  outcomes: mail?.['outcomes'] ?? [],
  loop_reason: mail?.['loop_reason'] ?? null,
  ticket_id: mail?.['ticket_id'] ?? null,
  requests,
  answers: got,
  texts,
  reply,
})

const list = (value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? value.map(String).join(', ') : 'none'

const wordIn = (value: unknown, otherwise: string): string => textOf(value) ?? otherwise

/** Answers in one thread are ten minutes apart: the one to the code is not waited for. */
const REPLY_LATER = '(by mail, ten minutes after the answer above: one in a thread within that time)'

/** The same as a person reads it. */
export function printMail(name: string, { mail, reply, requests, got, texts }: Played): void {
  console.log(`\n  ${paint('bold', name)}  ${wordIn(mail?.['id'], 'was not taken in')}`)
  if (mail !== null) printTaken(mail)
  for (const request of requests) line('request', requestText(request))
  for (const text of texts) line('text', text)
  for (const one of got) printAnswer(one)
  if (reply !== null)
    line('code back', `${list(reply['outcomes'])}; ${wordIn(reply['status'], 'unknown')} ${REPLY_LATER}`)
  console.log('')
}

function printTaken(mail: Json): void {
  line('from', `${wordIn(mail['authentication'], 'unread')} (how far it is proven who sent it)`)
  line('says', list(mail['labels']))
  line('came to', `${list(mail['outcomes'])}; ${wordIn(mail['status'], 'unknown')}`)
  if (typeof mail['loop_reason'] === 'string') line('no answer', mail['loop_reason'])
  if (typeof mail['ticket_id'] === 'string') line('ticket', mail['ticket_id'])
}

const line = (label: string, text: string): void => console.log(`  ${label.padEnd(11)}${wrap(text, 13)}`)

const requestText = (request: Json): string =>
  `${textOf(request['id']) ?? ''}: ${list(request['types'])}; ${textOf(request['identity_level']) ?? ''}, ${textOf(request['status']) ?? ''}, due ${(textOf(request['due_at']) ?? '').slice(0, 10)}`

function printAnswer({ subject, text, replyTo }: GotMail): void {
  line('answer', `${subject} (answers go to ${replyTo ?? 'nobody'})`)
  for (const paragraph of (text ?? '').split('\n').filter(Boolean)) line('', paragraph)
}

export function printSamples(samples: Readonly<Record<string, Sample>>): void {
  const width = Math.max(...Object.keys(samples).map((name) => name.length)) + 2
  for (const [name, { what }] of Object.entries(samples)) console.log(`  ${name.padEnd(width)}${wrap(what, width + 2)}`)
}
