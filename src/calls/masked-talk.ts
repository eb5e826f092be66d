import { announcementsIn } from '../dialogue/capture/announced.ts'
import { runsIn } from '../dialogue/capture/digit-runs.ts'
import { readSecretNote } from '../dialogue/capture/line-notes.ts'
import { maskSensitive } from '../dialogue/capture/mask-sensitive.ts'
import { speaksOfPassword } from '../dialogue/capture/password-spans.ts'
import { FRESH_MASK, hearMasked, lately, type MaskState, type Said } from '../dialogue/capture/mask-talk.ts'
import { MASKS, type SensitiveKind } from '../dialogue/capture/sensitive.ts'
import {
  answered,
  NOTHING_READ,
  readOn,
  withoutEcho,
  type Reading,
  type ReadingOut,
} from '../dialogue/capture/read-out.ts'
import { masked } from '../dialogue/capture/spans.ts'
import { SPANISH_NUMBER } from '../dialogue/capture/spanish-digits.ts'
import { DIGIT_WORDS, MANY_WORDS } from '../dialogue/capture/spoken-digits.ts'
import { piecesOf } from '../dialogue/capture/spoken-pieces.ts'
import type { CallerInput } from '../providers/llm/contract.ts'

/** What nobody is to be shown, whatever a business stores. A date of birth is not among them: it is asked for. */
export const SECRETS: readonly SensitiveKind[] = ['card', 'ssn', 'pin', 'cvv', 'bank', 'password']

/** The last few things said, masked, and the number of the turn each belongs to; 0 for the one being worked. */
export interface MaskedTalk {
  readonly state: MaskState
  readonly turns: readonly number[]
  /** What the caller reads out, whatever is said in between. Absent: nothing. */
  readonly reading?: ReadingOut
}

export const FRESH_MASKED: MaskedTalk = { state: FRESH_MASK, turns: [] }

/** Words kept before that turn out to be part of a number. */
export interface Revision {
  readonly turn: number
  readonly speaker: Said['speaker']
  readonly before: string
  readonly after: string
}

export interface MaskedInput {
  /** What the caller did, as a model, a tool and the transcript may have it. */
  readonly input: CallerInput
  readonly talk: MaskedTalk
  readonly revisions: readonly Revision[]
}

/**
 * Hears what the caller did. Without a password or digits enough for a number in what was said lately, it looks no closer
 * but for a number that is read out over more of the talk than that.
 */
export function maskInput(before: MaskedTalk, input: CallerInput): MaskedInput {
  if (input.type !== 'said') return { input, talk: before, revisions: [] }
  // A note has the place of the digits already: its own count is none of them.
  if (readSecretNote(input.text) !== null)
    return { input, talk: added(before, { speaker: 'caller', text: '[digits given]' }, 0), revisions: [] }
  return withReadOut(maskLately(before, input), before.reading ?? NOTHING_READ, input.text)
}

type SaidInput = Extract<CallerInput, { type: 'said' }>

interface MaskedSaid extends MaskedInput {
  readonly input: SaidInput
}

function maskLately(before: MaskedTalk, input: SaidInput): MaskedSaid {
  const now = { speaker: 'caller' as const, text: input.text }
  if (!mayHoldSecret([...before.state.said, now])) return { input, talk: added(before, now, 0), revisions: [] }
  const said = lately([...before.state.said, now])
  const turns = [...before.turns, 0].slice(-said.length)
  const { state, kept: heard, revised } = hearMasked(before.state, now, SECRETS)
  const kept = maskEnd(before.state.said.at(-1), heard)
  const revisions = revised.flatMap(({ back, kept: after }) => {
    const at = said.length - 1 - back
    const one = said[at]
    return one === undefined ? [] : [{ turn: turns[at] ?? 0, speaker: one.speaker, before: one.text, after }]
  })
  return { input: { ...input, text: kept }, talk: { state: withLast(state, kept), turns }, revisions }
}

/** Masks besides what has been read out by now, in every turn that it took. */
function withReadOut({ input, talk, revisions }: MaskedSaid, before: ReadingOut, given: string): MaskedInput {
  const { state: reading, found } = readOn(revisions.reduce(revisedReading, before), before, input.text, given)
  if (found.length === 0) return { input, talk: { ...talk, reading }, revisions }
  const text = found.find(({ was }) => was.turn === 0)?.text ?? input.text
  const more = found.flatMap(({ was: { turn, ...was }, text: after, answer }) =>
    [
      { turn, speaker: 'caller' as const, before: was.text, after },
      { turn, speaker: 'agent' as const, before: was.answer, after: answer },
    ].filter((one) => turn !== 0 && one.before !== one.after),
  )
  const said = more.reduce(revisedSaid(talk.turns), withLast(talk.state, text).said)
  return {
    input: { ...input, text },
    talk: { ...talk, state: { v: 1, said }, reading },
    revisions: [...revisions, ...more],
  }
}

/** What is being read out, with what was kept of it revised. */
export function revisedReading(reading: ReadingOut, { turn, speaker, before, after }: Revision): ReadingOut {
  const field = speaker === 'caller' ? 'text' : 'answer'
  const revised = (one: Reading): Reading =>
    one.turn === turn && one[field] === before ? { ...one, [field]: after } : one
  return { ...reading, readings: reading.readings.map(revised) }
}

const revisedSaid =
  (turns: readonly number[]) =>
  (said: readonly Said[], { turn, speaker, before, after }: Revision): readonly Said[] =>
    said.map((one, at) =>
      turns[at] === turn && one.speaker === speaker && one.text === before ? { ...one, text: after } : one,
    )

const withLast = ({ v, said }: MaskState, text: string): MaskState => ({
  v,
  said: said.map((one, at) => (at === said.length - 1 ? { ...one, text } : one)),
})

const END_DIGITS_MIN = 4
const WORDS_BEFORE_END_MAX = 3

/** The end of a card number whose beginning looked like a whole one, and is masked: "and then one one one one". */
function maskEnd(last: Said | undefined, text: string): string {
  if (last?.speaker !== 'caller' || !ENDS_MASKED.test(last.text)) return text
  const pieces = piecesOf(text)
  const run = runsIn(pieces, { between: 'looking' }).find(({ digits }) => digits.length >= END_DIGITS_MIN)
  const before = pieces.slice(0, run?.parts[0]?.from ?? 0)
  const isAnother = announcementsIn(before).length > 0 || before.some(({ kind }) => kind === 'mask')
  const isNear = before.filter(({ kind }) => kind === 'word').length <= WORDS_BEFORE_END_MAX
  return run === undefined || isAnother || !isNear ? text : masked(text, [{ ...run, mask: MASKS.card }])
}

/** What the agent says, as it may be kept: it can only give away what the caller has said. */
export function maskReply({ state, reading = NOTHING_READ }: MaskedTalk, text: string): string {
  const mayTell = reading.readings.length > 0 || mayHoldSecret(state.said)
  return withoutEcho(mayTell ? maskSensitive(text, SECRETS) : text, reading.echo, MASKS.card)
}

const AGENT_CHARS_MAX = 300

/** The talk after turn `number`, which ended with `agent`, masked already. What it asks for announces the answer. */
export const withReply = (talk: MaskedTalk, agent: string, number: number): MaskedTalk => {
  const numbered = {
    ...talk,
    turns: talk.turns.map((turn) => (turn === 0 ? number : turn)),
    reading: answered(talk.reading ?? NOTHING_READ, agent, number),
  }
  return agent === '' || isPassedOver(talk, agent)
    ? numbered
    : added(numbered, { speaker: 'agent', text: agent.slice(-AGENT_CHARS_MAX) }, number)
}

/** Whoever is reading out a number reads on, whatever they are told meanwhile that is not about numbers. */
function isPassedOver({ state }: MaskedTalk, agent: string): boolean {
  const last = state.said.at(-1)
  if (last?.speaker !== 'caller' || !ENDS_IN_DIGITS.test(last.text)) return false
  return announcementsIn(piecesOf(agent)).every(({ what }) => what === 'other')
}

function added(talk: MaskedTalk, now: Said, turn: number): MaskedTalk {
  const said = lately([...talk.state.said, now])
  return { ...talk, state: { v: 1, said }, turns: [...talk.turns, turn].slice(-said.length) }
}

/** The shortest number that is anybody's secret: a security code. */
const DIGITS_MIN = 3
const DIGIT = new RegExp(String.raw`\p{Nd}|\b(?:${DIGIT_WORDS})\b`, 'giu')
/** Words that stand for several digits, or may with a digit beside them. */
const MANY = new RegExp(String.raw`\b(?:${MANY_WORDS})`, 'giu')
const SPANISH = new RegExp(String.raw`\b(?:${SPANISH_NUMBER})(?!\p{L})`, 'giu')
/** Numbers that may go on behind what is masked of them. */
const BEGUN = /\[(?:card|social security) number\]/gu
const ENDS_MASKED = /\[card number\][^\p{L}\p{Nd}]*$/u
const ENDS_IN_DIGITS = new RegExp(
  String.raw`(?:${DIGIT.source}|${MANY.source}|${SPANISH.source}|${BEGUN.source})[^\p{L}\p{Nd}]*$`,
  'iu',
)
const SOUNDS_LIKE = /\b(?:to|too|for|fore|won|ate|tree|sex|once)\b/giu

const mayHoldSecret = (said: readonly Said[]): boolean =>
  mayHoldNumber(said) || said.some(({ text }) => speaksOfPassword(text))

/** Whether callers have said digits enough for a number. Quick, and never wrong when it says no. */
function mayHoldNumber(said: readonly Said[]): boolean {
  const text = said.map(({ speaker, text: words }) => (speaker === 'caller' ? words : '')).join('\n')
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  const sure = count(DIGIT) + 2 * count(SPANISH) + DIGITS_MIN * (count(MANY) + count(BEGUN))
  return sure > 0 && sure + count(SOUNDS_LIKE) >= DIGITS_MIN
}
