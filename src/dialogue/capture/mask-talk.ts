import { announcementsIn } from './announced.ts'
import { maskSensitive } from './mask-sensitive.ts'
import { type Hearing, MASKS, SENSITIVE_KINDS, type SensitiveKind } from './sensitive.ts'
import { sensitiveSpans } from './sensitive-spans.ts'
import { masked, type Span } from './spans.ts'
import { digitsIn } from './spoken-digits.ts'
import { piecesOf } from './spoken-pieces.ts'

/** Something said in a call. */
export interface Said {
  readonly speaker: 'caller' | 'agent'
  readonly text: string
}

/**
 * The last few things said, sensitive digits masked. JSON; keep it sealed, as it may hold the beginning of a number that
 * nobody knows for one yet.
 */
export interface MaskState {
  readonly v: 1
  readonly said: readonly Said[]
}

export const FRESH_MASK: MaskState = { v: 1, said: [] }

export interface MaskStep {
  readonly state: MaskState
  /** What was said now, as it may be kept and shown to a model. */
  readonly kept: string
  /** Earlier things said that turn out to be part of a number: `back` is 1 for the one just before. */
  readonly revised: readonly { readonly back: number; readonly kept: string }[]
}

/** So many things said are always remembered, however long they are. */
const LATEST_MAX = 8
/** What came before them is as long as it is short: somebody reads out a number a digit at a time, and is told to go on. */
const SHORT_CHARS_MAX = 80
/** The nineteen digits of the longest card one by one, an answer to each, and some hesitation. */
const UTTERANCES_MAX = 48
const CALLER_CHARS_MAX = 2_000
const AGENT_CHARS_MAX = 300
/** "Go on", "mm-hm, and the rest?": what a listener says while somebody reads out a number. */
const LISTENING_WORDS_MAX = 6

/** What is remembered of what was said: the latest, and all that leads up to it in short words. */
export function lately<T extends Said>(said: readonly T[]): readonly T[] {
  const latest = said.slice(-UTTERANCES_MAX)
  const before = latest.slice(0, -LATEST_MAX)
  return latest.slice(before.findLastIndex(({ text }) => text.length > SHORT_CHARS_MAX) + 1)
}

/**
 * Hears one more thing said, and masks what is sensitive in it and, now that more is known, in what was said before:
 * "four one one one" … "eleven eleven" … becomes a card number with its last piece. What the agent asks for announces the
 * answer. Pure: the same talk always gives the same steps.
 */
export function hearMasked(
  state: MaskState,
  now: Said,
  kinds: readonly SensitiveKind[] = SENSITIVE_KINDS,
  hearing: Hearing = {},
): MaskStep {
  const text = now.speaker === 'caller' ? now.text.slice(0, CALLER_CHARS_MAX) : maskSensitive(now.text, kinds, hearing)
  const said = lately([...state.said, { ...now, text }])
  const kept = carriedOn(said, maskedTogether(said, kinds, hearing))
  const last = kept.length - 1
  const revised = kept.flatMap((one, index) =>
    index < last && one !== said[index]?.text ? [{ back: last - index, kept: one }] : [],
  )
  return {
    state: { v: 1, said: said.map((one, index) => remembered(one, kept[index] ?? '')) },
    kept: kept[last] ?? '',
    revised,
  }
}

const remembered = ({ speaker }: Said, kept: string): Said => ({
  speaker,
  text: speaker === 'agent' ? kept.slice(-AGENT_CHARS_MAX) : kept,
})

/** So many things said one after another, each of them a piece of a number: it is being read out in very small ones. */
const CARRIED_MIN = 5
/** The shortest card that the beginning of a longer one may be taken for. */
const SHORT_CARD_PIECES = 13
/** A card's digits one by one. What comes after all of them is something else. */
const CARD_PIECES = 16
const MASK_ALONE = /^\P{L}*(\[\p{L}[\p{L} ]{1,40}\])[^\p{L}\p{Nd}]*$/u

/**
 * Nine digits of a card that is read out one by one are taken for a social security number, and masked. What the caller
 * goes on to read out is its end, however little of it comes at a time.
 */
function carriedOn(said: readonly Said[], kept: readonly string[]): readonly string[] {
  const last = kept.length - 1
  const ofCaller = kept.filter((_, at) => at < last && said[at]?.speaker === 'caller')
  const masks = ofCaller.map((text) => MASK_ALONE.exec(text)?.[1] ?? null)
  const [count, mask] = [masks.length - 1 - masks.lastIndexOf(null), masks.at(-1) ?? null]
  const isCarried = count >= (mask === MASKS.card ? SHORT_CARD_PIECES : CARRIED_MIN) && count < CARD_PIECES
  if (!isCarried || mask === null || said[last]?.speaker !== 'caller' || !isDigits(kept[last] ?? '')) return kept
  return [...kept.slice(0, -1), mask]
}

const isDigits = (text: string): boolean => {
  const pieces = piecesOf(text)
  const words = pieces.filter(({ kind }) => kind !== 'stop')
  return words.length > 0 && digitsIn(pieces).reduce((count, { from, to }) => count + to - from, 0) >= words.length
}

interface Place {
  readonly start: number
  readonly end: number
}

/** Everything said, masked as if it were one text. */
function maskedTogether(said: readonly Said[], kinds: readonly SensitiveKind[], hearing: Hearing): readonly string[] {
  let current = said.map(({ text }) => text)
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { text, places } = joined(said, current)
    const spans = sensitiveSpans(text, kinds, hearing)
    if (spans.length === 0) return current
    current = current.map((one, index) =>
      masked(
        one,
        spans.flatMap((span) => within(span, places[index])),
      ),
    )
  }
  return current
}

const ROUNDS_MAX = 10

/** The texts in one, a line each, and where each stands. A listener's "go on" is left out, so that it parts nothing. */
function joined(
  said: readonly Said[],
  texts: readonly string[],
): { readonly text: string; readonly places: readonly (Place | null)[] } {
  let text = ''
  const places = texts.map((one, index) => {
    if (said[index]?.speaker === 'agent' && isListening(one)) return null
    const start = text.length
    text += `${one}\n`
    return { start, end: start + one.length }
  })
  return { text, places }
}

function isListening(text: string): boolean {
  const pieces = piecesOf(text)
  const words = pieces.filter(({ kind }) => kind === 'word')
  return (
    words.length <= LISTENING_WORDS_MAX &&
    words.length === pieces.filter(({ kind }) => kind !== 'stop').length &&
    announcementsIn(pieces).length === 0
  )
}

/** The part of a span that stands in a place, by the place's own offsets. */
function within(span: Span, place: Place | null | undefined): readonly Span[] {
  if (!place || span.end <= place.start || span.start >= place.end) return []
  const [start, end] = [Math.max(span.start, place.start), Math.min(span.end, place.end)]
  return [{ start: start - place.start, end: end - place.start, mask: span.mask }]
}
