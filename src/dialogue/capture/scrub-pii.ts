import type { WhenClock } from '../when/wish.ts'
import { addressSpans } from './address-spans.ts'
import { calendarSpans, pastDateSpans } from './date-spans.ts'
import { emailSpans } from './email-spans.ts'
import { nameSpans } from './name-spans.ts'
import { numberSpans } from './number-spans.ts'
import { SENSITIVE_KINDS, type SensitiveKind } from './sensitive.ts'
import { sensitiveSpans } from './sensitive-spans.ts'
import { maskAll, type Span } from './spans.ts'
import { PIECES_CHARS_MAX } from './spoken-pieces.ts'

export interface ScrubOptions {
  /** Names given in the call: the caller's, and of those they speak for. */
  readonly names?: readonly string[]
  /** Words of the business's own that stay: its address, its number, the names of its people. */
  readonly keep?: readonly string[]
  /** What the speaker was just asked for. */
  readonly asked?: SensitiveKind | null
  readonly clock?: WhenClock
}

/**
 * `text` as it may be stored where personal data may not: names, phone numbers, e-mail and street addresses, dates of
 * birth, card and social security numbers and all other long numbers are masked, written or spoken, and the sentence stays
 * readable: "this is [name], call me at [phone]".
 *
 * Appointment days, times and prices stay. Scrubbing twice is scrubbing once. By rule, so a name that nobody introduced
 * may stay. Texts longer than {@link PIECES_CHARS_MAX} are cut there.
 */
export function scrubPii(text: string, options: ScrubOptions = {}): string {
  return maskAll(text.slice(0, PIECES_CHARS_MAX), (current) => personalSpans(current, options))
}

/** What {@link scrubPii} masks at a first look. Some of it may only be seen once the rest is masked. */
export function personalSpans(text: string, options: ScrubOptions): readonly Span[] {
  const kept = (options.keep ?? []).flatMap((phrase) => placesOf(text, phrase))
  return spansIn(text, options).filter(
    ({ start, end }) => end > start && !kept.some((place) => start < place.end && end > place.start),
  )
}

function spansIn(text: string, { names, asked, clock }: ScrubOptions): readonly Span[] {
  const hearing = { asked: asked ?? null, ...(clock && { clock }) }
  const sensitive = sensitiveSpans(text, SENSITIVE_KINDS, hearing)
  return [
    ...sensitive,
    ...pastDateSpans(text, clock),
    ...emailSpans(text),
    ...addressSpans(text),
    ...nameSpans(text, names ?? []),
    ...numberSpans(text, calendarSpans(text, clock)),
  ]
}

const KEPT_MAX = 50

function placesOf(text: string, phrase: string): readonly Pick<Span, 'start' | 'end'>[] {
  const places: Pick<Span, 'start' | 'end'>[] = []
  const [where, what] = [text.toLowerCase(), phrase.trim().toLowerCase()]
  for (
    let at = where.indexOf(what);
    what !== '' && at >= 0 && places.length < KEPT_MAX;
    at = where.indexOf(what, at + 1)
  ) {
    places.push({ start: at, end: at + what.length })
  }
  return places
}
