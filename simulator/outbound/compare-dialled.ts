import type { Outcome } from '../caller/outbound-scenario.ts'
import type { CalledRecord } from '../caller/play-callee.ts'
import { matchesPattern } from '../caller/scenario.ts'
import type { Aftermath } from '../cli/aftermath.ts'
import type { Difference } from '../cli/compare.ts'
import { textOf } from '../cli/gateway.ts'
import type { CallRefusal, Dialled } from './call-report.ts'

/** Whoever picks up is told within this that it is an AI that calls, and for whom. */
const DISCLOSED_MS_MAX = 2000
const IS_AI = '/\\bAI\\b|artificial|automated|automatizad|autom[aá]tic/'

/** Where a call, and what came of it, differs from what its scenario says. Empty when all is as it should be. */
export function compareDialled(dialled: Dialled, expected: Outcome): readonly Difference[] {
  const refusal = refusedOtherwise('refused', dialled.refused, expected.refused)
  if (expected.refused !== undefined || dialled.refused !== null) {
    return dialled.record === null ? refusal : [...refusal, differ('call', 'none', 'the carrier was asked to call')]
  }
  const { record } = dialled
  if (record === null) return [differ('call', 'made', 'the carrier was never asked to call')]
  const then = expected.then_refused === undefined ? undefined : { code: expected.then_refused, later: false }
  return [
    ...(record.failure === null ? [] : [differ('talk', 'as scripted', record.failure)]),
    ...told(dialled, expected),
    ...heardOtherwise(record, expected),
    ...(then === undefined ? [] : refusedOtherwise('next call', dialled.thenRefused, then)),
  ]
}

const differ = (what: string, expected: string, actual: string): Difference => ({ what, expected, actual })

function refusedOtherwise(
  what: string,
  refused: CallRefusal | null,
  expected: Outcome['refused'],
): readonly Difference[] {
  const [wanted, actual] = [expected?.code ?? NOT_REFUSED, refused === null ? NOT_REFUSED : codeOf(refused)]
  if (wanted !== actual) return [differ(what, wanted, actual)]
  if (expected === undefined || refused === null) return []
  if (refused.rule_ids.length === 0) return [differ(what, 'with the ids of rules', 'without')]
  const { next_allowed_at: nextAt } = refused
  const isSaid = nextAt !== null && Date.parse(nextAt) > Date.now()
  return expected.later && !isSaid ? [differ(what, 'with when it may be', nextAt ?? 'without')] : []
}

const NOT_REFUSED = 'not refused'
const codeOf = ({ code, status }: CallRefusal): string => code ?? `refused with ${status}`

/** What the gateway and the customer's receiver tell of it. */
function told({ record, visit, aftermath, member }: Dialled, expected: Outcome): readonly Difference[] {
  const { call, booking, events } = aftermath
  if (call === null) return [differ('call', 'in GET /v1/calls', 'not there')]
  const startsAt = textOf(booking?.['starts_at'])
  const compared: readonly (readonly [string, string | boolean | null | undefined, string | boolean | null])[] = [
    ['direction', 'outbound', textOf(call['direction'])],
    ['ends', expected.ends, record?.ends ?? null],
    ['status', expected.status, textOf(call['status'])],
    ['outcome', expected.outcome, textOf(call['outcome'])],
    ['member', expected.member, member],
    ['booking', expected.booking, textOf(booking?.['status']) ?? 'none'],
    ['moved', expected.moved, visit !== null && startsAt !== null && startsAt !== visit.startsAt],
  ]
  const differences = compared.flatMap(([what, wanted, actual]) =>
    wanted === undefined || wanted === actual ? [] : [differ(what, String(wanted ?? 'none'), String(actual ?? 'none'))],
  )
  const missing = expected.events.filter((type) => !events.some((event) => event.type === type))
  const read = readOtherwise(aftermath, expected)
  return [...differences, ...read, ...missing.map((type) => differ('event', type, 'not received'))]
}

/** What is known of it in words that only have to be like those expected. */
function readOtherwise({ call, summary }: Aftermath, expected: Outcome): readonly Difference[] {
  const read: readonly (readonly [string, string | undefined, string])[] = [
    ['answered', expected.answered_by, textOf(call?.['answered_by']) ?? 'nobody'],
    ['summary', expected.summary, summary ?? 'none'],
  ]
  return read.flatMap(([what, wanted, actual]) =>
    wanted === undefined || matchesPattern(wanted, actual) ? [] : [differ(what, wanted, actual)],
  )
}

/** Where what was heard at the other end, and when, is not as it should be. */
export function heardOtherwise(record: CalledRecord, expected: Outcome): readonly Difference[] {
  const all = said(record)
  const untilHuman = said(record, record.human_at_ms ?? Number.POSITIVE_INFINITY)
  const afterBeep = record.beeped_at_ms === null ? '' : said(record, Number.POSITIVE_INFINITY, record.beeped_at_ms)
  return [
    ...(all === '' ? [] : disclosed(record, all)),
    ...patterns(expected.heard)
      .filter((one) => !matchesPattern(one, all))
      .map((one) => differ('heard', one, all)),
    ...patterns(expected.never)
      .filter((one) => matchesPattern(one, all))
      .map((one) => differ('never', `no ${one}`, all)),
    ...patterns(expected.private)
      .filter((one) => matchesPattern(one, untilHuman))
      .map((one) => differ('private', `no ${one} before a person is there`, untilHuman)),
    ...patterns(expected.after_beep)
      .filter((one) => !matchesPattern(one, afterBeep))
      .map((one) => differ('voicemail', one, afterBeep)),
  ]
}

function disclosed({ first_word_ms: firstMs, turns }: CalledRecord, all: string): readonly Difference[] {
  const [first] = all.match(/^.*?[.!?]/) ?? []
  // Whoever hangs up in the middle of it has not heard it, and no more was said.
  const isSaid = first === undefined || matchesPattern(IS_AI, first)
  const isInTime = firstMs !== null && firstMs <= DISCLOSED_MS_MAX
  return [
    ...(isSaid
      ? []
      : [differ('first', 'that it is an AI', turns.find(({ speaker }) => speaker === 'agent')?.text ?? '')]),
    ...(isInTime ? [] : [differ('first', `within ${DISCLOSED_MS_MAX} ms`, `${firstMs ?? 'never'} ms`)]),
  ]
}

/** The agent's words that began between these moments, as one text: whoever speaks over them cuts turns, not words. */
const said = ({ turns }: CalledRecord, toMs = Number.POSITIVE_INFINITY, fromMs = 0): string =>
  turns
    .filter(({ speaker, at_ms: atMs }) => speaker === 'agent' && atMs >= fromMs && atMs < toMs)
    .map(({ text }) => text)
    .join(' ')

const patterns = (wanted: Outcome['heard']): readonly string[] =>
  wanted === undefined ? [] : typeof wanted === 'string' ? [wanted] : wanted
