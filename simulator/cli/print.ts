import { styleText } from 'node:util'
import type { CallEvent } from '../caller/place-call.ts'
import type { Scenario } from '../caller/scenario.ts'
import type { Turn } from '../carrier/talk-log.ts'
import type { Difference } from './compare.ts'
import { fieldOf, textOf } from './gateway.ts'
import type { CallReport } from './report.ts'
import { voicemailText } from './voicemail-text.ts'

type Style = Parameters<typeof styleText>[0]

/** Colours on a terminal, plain text anywhere else. */
export const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout })

export const LABEL_CHARS = 11
const INDENT_CHARS = 20
const WIDTH_MAX = 100

export const line = (label: string, text: string): string => `  ${paint('dim', label.padEnd(LABEL_CHARS))}${text}`

export function printScenarios(scenarios: readonly { readonly name: string; readonly description: string }[]): void {
  const width = Math.max(...scenarios.map(({ name }) => name.length)) + 2
  for (const { name, description } of scenarios) console.log(`  ${paint('bold', name.padEnd(width))}${description}`)
}

export function printHeading(
  { name, description }: Pick<Scenario, 'name' | 'description'>,
  to: string,
  by?: string,
): void {
  console.log(`\n${paint('bold', name)}  ${description}`)
  console.log(paint('dim', by === undefined ? `Calling ${to} …\n` : `${by} calls ${to} …\n`))
}

/** What is said, as it is said. Several callers are told apart by name. */
export function printEvent(event: CallEvent, isAlone: boolean): void {
  if (event.type !== 'turn') return
  const isAgent = event.speaker === 'agent'
  printTurn(event, isAgent ? (isAlone ? 'Agent' : `to ${event.caller}`) : isAlone ? 'Caller' : event.caller)
}

export function printTurn(turn: Turn, name: string): void {
  const at = `${(turn.at_ms / 1000).toFixed(1)} s`
  const words = wrap(turn.text + (turn.cut ? ' —' : ''), INDENT_CHARS)
  const colour = turn.speaker === 'agent' ? 'cyan' : 'green'
  console.log(`${paint('dim', at.padStart(8))}  ${paint(colour, name.padEnd(8))}  ${words}`)
}

export function printReport(report: CallReport): void {
  const { outcome, booking, recording, summary, voicemail, events, timings, call_id: id, notices } = report
  console.log(`\n${paint('bold', 'What came of it')}${report.caller === 'caller' ? '' : ` for ${report.caller}`}`)
  console.log(
    line(
      'outcome',
      `${outcome ?? 'none'}, ended by ${report.ends === 'still talking' ? 'nobody: the caller was done' : `the ${report.ends}`}`,
    ),
  )
  console.log(line('booking', bookingText(booking)))
  console.log(line('recording', recordingText(recording)))
  if (voicemail !== null) console.log(line('voicemail', wrap(voicemailText(voicemail), LABEL_CHARS + 2)))
  if (summary !== null) console.log(line('summary', wrap(summary, LABEL_CHARS + 2)))
  console.log(line('events', wrap(events.length === 0 ? 'none received' : events.join(', '), LABEL_CHARS + 2)))
  console.log(line('timing', timingText(timings)))
  console.log(line('call', id ?? 'not found'))
  for (const { code, message } of notices) console.log(line('carrier', `${code}: ${message}`))
}

export function printVerdict(differences: readonly Difference[]): void {
  if (differences.length === 0) return console.log(`\n${paint('green', '✓ As the scenario expects.')}\n`)
  console.log(`\n${paint('red', '✗ Not what the scenario expects:')}`)
  for (const { what, expected, actual } of differences) {
    console.log(
      `  ${what.padEnd(LABEL_CHARS)}expected ${paint('green', expected)}, got ${paint('red', wrap(actual, LABEL_CHARS + 2))}`,
    )
  }
  console.log('')
}

export function bookingText(booking: CallReport['booking']): string {
  const startsAt = textOf(booking?.['starts_at'])
  if (booking === null || startsAt === null) return 'none'
  return `${textOf(booking['status']) ?? ''}, ${startsAt.slice(0, 16).replace('T', ' ')} UTC, ${textOf(booking['id']) ?? ''}`
}

function timingText({ document_ms: documentMs, reply_ms_p50: p50, reply_ms_max: max }: CallReport['timings']): string {
  const answered = documentMs === null ? 'not answered' : `answered in ${documentMs} ms`
  return p50 === null ? answered : `${answered}, replies in ${p50} ms (slowest ${max ?? p50} ms)`
}

function recordingText(recording: CallReport['recording']): string {
  const status = textOf(recording?.['status']) ?? 'unknown'
  const expiresAt = textOf(recording?.['expires_at'])
  const copy = textOf(fieldOf(recording?.['carrier_copy'], 'status'))
  const parts = [
    status,
    expiresAt === null ? null : `until ${expiresAt.slice(0, 10)}`,
    copy === null ? null : `the carrier’s copy ${copy}`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

export function wrap(text: string, indent: number): string {
  const width = Math.min(WIDTH_MAX, process.stdout.columns ?? WIDTH_MAX) - indent
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    if (current !== '' && current.length + word.length + 1 > width) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].join(`\n${' '.repeat(indent)}`)
}
