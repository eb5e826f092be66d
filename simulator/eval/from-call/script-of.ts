import type { AgentDocument } from '../../../src/agents/agent-document.ts'
import type { AgentEvalInput } from '../../../src/agents/eval-script.ts'
import { scrubbingOf } from '../../../src/calls/summary/scrub-talk.ts'
import type { TranscriptTurn } from '../../../src/calls/transcript.ts'
import { FRESH_MASK, hearMasked } from '../../../src/dialogue/capture/mask-talk.ts'
import { personalSpans, type ScrubOptions } from '../../../src/dialogue/capture/scrub-pii.ts'
import type { Span } from '../../../src/dialogue/capture/spans.ts'
import type { SensitiveKind } from '../../../src/dialogue/capture/sensitive.ts'
import { bareDigits } from './bare-digits.ts'
import type { CallExport } from './call-export.ts'
import { expectationsOf } from './expectations.ts'
import { holding, replaced, type Held } from './held.ts'
import { capitalSpans, ownNames } from './own-words.ts'
import { shiftedDates, shiftOf, type Shift } from './shift-dates.ts'
import { standIns, type StandIns } from './stand-ins.ts'

const TURNS_MAX = 60
const SAY_CHARS_MAX = 1_000
const ROUNDS_MAX = 8
/** What no model is ever shown, and no script holds. */
const SECRETS: readonly SensitiveKind[] = ['card', 'ssn', 'pin', 'cvv', 'bank', 'password']

/** A script made of a call, and what was put in place of what. */
export interface MadeScript {
  readonly script: AgentEvalInput
  readonly standIns: StandIns['all']
  /** The dates that stood in the call. */
  readonly dates: readonly string[]
  readonly options: ScrubOptions
  /** The call went on longer than a script may. */
  readonly isCut: boolean
}

/**
 * The script that plays a call's caller again, with everything personal in it replaced: by rule, and thrice looked over, but
 * a name that nobody introduced and that is a common word may stay.
 */
export function scriptOf(document: AgentDocument, call: CallExport): MadeScript {
  const atMs = Date.parse(call.turns[0]?.at ?? '')
  const shift = shiftOf(document, atMs)
  const turns = call.turns.map(inOurs)
  const options = scrubbingOf(document, turns, { names: [], numbers: [], clock: clockOf(shift) })
  const people = standIns(wordsIn(turns))
  const dates: string[] = []
  const held = holding()
  const cleaner = { document, options, people, shift, dates, held }
  const clean = bareDigits(withoutSecrets(turns), people, held).map((text) => cleaned(text, cleaner))
  const played = turnsOf(call, clean)
  const script: AgentEvalInput = {
    name: `From a call${call.outcome ? `: ${call.outcome.replaceAll('_', ' ')}` : ''}`,
    at: new Date(shift.atMs).toISOString(),
    turns: expectationsOf(document, played, people.all).slice(0, TURNS_MAX),
    ...(call.outcome && !LOST.has(call.outcome) && { outcome: call.outcome }),
  }
  return { script, standIns: people.all, dates, options, isCut: played.length > TURNS_MAX }
}

/** What a call comes to when it is broken off; a script is not. */
const LOST: ReadonlySet<string> = new Set(['abandoned', 'failed'])

const inOurs = ({ speaker, text, heard_text: heardText = null, at }: CallExport['turns'][number]): TranscriptTurn => ({
  speaker,
  text: heardText ?? text,
  heardText: null,
  atMs: Date.parse(at),
})

const clockOf = ({ fromMs, timeZone }: Shift) => ({ nowMs: fromMs, timeZone })

const wordsIn = (turns: readonly TranscriptTurn[]): ReadonlySet<string> =>
  new Set(turns.flatMap(({ text }) => text.toLowerCase().match(/\p{L}+/gu) ?? []))

/** Card numbers and the like, masked as a call masks them: also where they come in pieces. */
function withoutSecrets(turns: readonly TranscriptTurn[]): readonly TranscriptTurn[] {
  let state = FRESH_MASK
  const texts: string[] = []
  for (const { speaker, text } of turns) {
    const step = hearMasked(state, { speaker, text }, SECRETS)
    for (const { back, kept } of step.revised)
      if (turns[texts.length - back]?.speaker === 'caller') texts[texts.length - back] = kept
    texts.push(step.kept)
    state = step.state
  }
  return turns.map((turn, at) => ({ ...turn, text: texts[at] ?? '' }))
}

interface Cleaner {
  readonly document: AgentDocument
  readonly options: ScrubOptions
  readonly people: StandIns
  readonly shift: Shift
  readonly dates: string[]
  readonly held: Held
}

/** The masks that a transcript may hold already, and those that it keeps. */
const MASK = /\[(?:name|phone|email|address|date of birth|zip code|number)\]/g

function cleaned(text: string, { document, options, people, shift, dates, held }: Cleaner): string {
  const put = (words: string, mask: string): string => held.hold(people.standFor(words, mask))
  let current = text.replaceAll(MASK, (mask) => held.hold(MASKED[mask] ?? mask))
  current = replaced(current, personalSpans(current, options).filter(isFirst), put)
  // A caller may be called as somebody of the business is: by their whole name they are told apart.
  current = replaced(current, wholeNames(current, options.names ?? []), put)
  const moved = shiftedDates(current, shift)
  dates.push(...moved.map(({ original }) => original))
  current = replaced(current, moved, (_, date) => held.hold(date))
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const spans = personalSpans(current, options)
    if (spans.length === 0) break
    current = replaced(current, spans, put)
  }
  const own = ownNames(document)
  // Twice: what stands behind a name is seen to be one once that is taken out.
  for (let round = 0; round < 2; round += 1) current = replaced(current, capitalSpans(current, own), put)
  return held.release(current)
}

const wholeNames = (text: string, names: readonly string[]): readonly Span[] =>
  names
    .filter((name) => /\s/.test(name))
    .flatMap((name) => [...text.matchAll(new RegExp(name.replaceAll(/[^\p{L}]+/gu, '[\\s,]+'), 'giu'))])
    .map(({ 0: words, index }) => ({ start: index, end: index + words.length, mask: '[name]' }))

/** A birth is no date that is shifted, and a name in an address of e-mail no name. */
const isFirst = ({ mask }: Span): boolean => mask === '[date of birth]' || mask === '[email]'

/** What is said where the call's words were not kept. */
const MASKED: Readonly<Record<string, string>> = {
  '[name]': 'Ann Lee',
  '[phone]': '212 555 0142',
  '[email]': 'caller at example dot com',
  '[address]': '99 Sample Street',
  '[date of birth]': 'March 5th, 1980',
  '[zip code]': '10001',
  '[number]': '10000',
}

/** A caller's turn of a script, and what the agent said to it. */
export interface PlayedTurn {
  readonly turn: { readonly say?: string; readonly dtmf?: string }
  readonly reply: string
}

/**
 * Replies without a caller's words before them are replies to silence. Nothing is expected of what was said to somebody who
 * cut in: a script waits for the end.
 */
function turnsOf({ turns }: CallExport, texts: readonly string[]): readonly PlayedTurn[] {
  const played: PlayedTurn[] = []
  turns.forEach(({ speaker }, at) => {
    const text = (texts[at] ?? '').trim()
    if (speaker === 'caller') return void played.push({ turn: inputOf(text), reply: '' })
    const last = played.at(-1)
    const isReply = turns[at - 1]?.speaker === 'caller'
    const reply = wasCut(turns[at - 2]) ? '' : text
    if (last && isReply) played[played.length - 1] = { ...last, reply }
    else if (at > 0) played.push({ turn: {}, reply: text })
  })
  return played
}

const wasCut = (turn: CallExport['turns'][number] | undefined): boolean =>
  turn?.speaker === 'agent' && typeof turn.heard_text === 'string' && turn.heard_text !== turn.text

function inputOf(text: string): PlayedTurn['turn'] {
  const key = /^\[pressed ([0-9*#]+)\]$/.exec(text)?.[1]
  return key === undefined ? { say: text.slice(0, SAY_CHARS_MAX) } : { dtmf: key }
}
