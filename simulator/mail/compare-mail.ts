import type { Difference } from '../cli/compare.ts'
import { textOf } from '../cli/gateway.ts'
import type { Played } from './play-mail.ts'
import type { Expected } from './sample.ts'

const textsIn = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])
const wordIn = (value: unknown): string => textOf(value) ?? 'none'
const listed = (words: readonly string[] | undefined): string | undefined => words?.join(', ')

type Row = readonly [what: string, expected: string | undefined, actual: string]

/** Where what came of a mail is not what its sample expects. Pure. */
export function compareMail(played: Played, expected: Expected): readonly Difference[] {
  const { mail, got } = played
  if (mail === null) return [{ what: 'mail', expected: 'taken in', actual: 'nowhere to be found' }]
  const rows = [...mailRows(mail, expected), ...aroundRows(played, expected)]
  const differences = rows.flatMap(([what, wants, actual]) =>
    wants === undefined || wants === actual ? [] : [{ what, expected: wants, actual }],
  )
  const labels = textsIn(mail['labels'])
  const missing = expected.labels.filter((label) => !labels.includes(label))
  if (missing.length > 0) differences.push({ what: 'labels', expected: missing.join(', '), actual: labels.join(', ') })
  const said = got.map(({ text }) => text ?? '').join('\n')
  if (expected.answer_says !== undefined && !said.includes(expected.answer_says))
    differences.push({ what: 'answer', expected: expected.answer_says, actual: said })
  return differences
}

function mailRows(mail: NonNullable<Played['mail']>, expected: Expected): readonly Row[] {
  const outcomes = textsIn(mail['outcomes']).filter((each) => each !== 'for_a_person')
  const answers = Array.isArray(mail['answers']) ? mail['answers'].length : 0
  return [
    ['authentication', expected.authentication, wordIn(mail['authentication'])],
    ['outcomes', expected.outcomes.join(', '), outcomes.join(', ')],
    ['status', expected.status, wordIn(mail['status'])],
    ['answers', String(expected.answers), String(answers)],
    ['ticket', expected.ticket ? 'one' : 'none', mail['ticket_id'] === null ? 'none' : 'one'],
  ]
}

function aroundRows(
  { requests: [request], texts }: Played,
  { request: wanted, texts: wantedTexts }: Expected,
): readonly Row[] {
  return [
    ['texts', wantedTexts === undefined ? undefined : String(wantedTexts), String(texts.length)],
    ['types', listed(wanted?.types), textsIn(request?.['types']).join(', ')],
    ['level', wanted?.level, wordIn(request?.['identity_level'])],
    ['request', wanted?.status, wordIn(request?.['status'])],
  ]
}
