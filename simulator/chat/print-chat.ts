import { bookingText, LABEL_CHARS, line, paint, wrap } from '../cli/print.ts'
import type { ChatReport } from './chat-report.ts'
import type { ChatEvent } from './hold-chat.ts'
import type { ChatScenario } from './scenario.ts'

const INDENT_CHARS = 21

export function printChatScenarios(scenarios: readonly ChatScenario[]): void {
  const width = Math.max(...scenarios.map(({ name }) => name.length)) + 2
  for (const { name, description, channels } of scenarios)
    console.log(`  ${paint('bold', name.padEnd(width))}${description} ${paint('dim', `(${channels.join(', ')})`)}`)
}

export function printChatHeading({ name, description }: ChatScenario, to: string): void {
  console.log(`\n${paint('bold', name)}  ${description}`)
  console.log(paint('dim', `Writing to ${to} …\n`))
}

const NAMES = { person: 'Person', business: 'Business', carrier: 'Carrier' } as const

/** What is written, as it is written, with its buttons by number. */
export function printChatEvent(event: ChatEvent): void {
  if (event.type === 'over') return
  const at = `${(event.at_ms / 1000).toFixed(1)} s`.padStart(8)
  if (event.type === 'note') return console.log(`${paint('dim', at)}  ${paint('yellow', `(${event.text})`)}`)
  const name = paint(event.from === 'person' ? 'green' : 'cyan', NAMES[event.from].padEnd(9))
  const [first = '', ...others] = event.text.split('\n').map((text) => wrap(text, INDENT_CHARS))
  console.log(`${paint('dim', at)}  ${name}  ${first}`)
  const indent = ' '.repeat(INDENT_CHARS)
  for (const text of others) console.log(indent + text)
  for (const [nth, title] of (event.buttons ?? []).entries())
    console.log(`${indent}${paint('bold', `[${nth + 1}]`)} ${title}`)
}

export function printChatReport(report: ChatReport): void {
  const { outcome, booking, events, timings, thread_id: threadId } = report
  const { reply_ms_p50: p50, reply_ms_max: max } = timings
  console.log(`\n${paint('bold', 'What came of it')}`)
  console.log(line('outcome', outcome ?? 'none'))
  console.log(line('booking', bookingText(booking)))
  console.log(line('events', wrap(events.length === 0 ? 'none received' : events.join(', '), LABEL_CHARS + 2)))
  console.log(line('timing', p50 === null ? 'no replies' : `replies in ${p50} ms (slowest ${max ?? p50} ms)`))
  console.log(line('thread', threadId ?? 'not found'))
}
