import type { Expecting, Reader } from './reader.ts'
import { tokensOf } from './tokens.ts'
import type { WhenClock } from './wish.ts'
import { type LocalMoment, localOf } from './zone-clock.ts'

const MOVING =
  /\b(?:mov(?:e|ed|ing)|re-?schedul\w*|chang(?:e|ed|ing)|switch(?:ed|ing)?|push(?:ed|ing)?|shift(?:ed|ing)?|swap|postpone\w*|bump|bring (?:it|my|that))\b/i

/** Where the day comes before the month when a date is written in figures: most of the world outside America. */
const DAY_FIRST =
  /^(?:Europe|Africa|Australia|Asia|Antarctica|Indian|Atlantic|Pacific\/(?:Auckland|Fiji|Apia|Tongatapu|Chatham))/

/** The reader of an utterance. The zone is looked up when a day is first needed, and once. */
export function readerOf(text: string, clock: WhenClock, expecting: Expecting | null): Reader {
  let today: LocalMoment | null = null
  return {
    tokens: tokensOf(text),
    today: () => (today ??= localOf(clock.nowMs, clock.timeZone)),
    monthFirst: clock.timeZone === 'Asia/Manila' || !DAY_FIRST.test(clock.timeZone),
    moving: MOVING.test(text),
    expecting,
    depth: 0,
  }
}
