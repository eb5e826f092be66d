import { readWhen } from '../../../../dialogue/when/read-when.ts'

/** That an utterance says when, and which of its words do. */
export interface WhenWords {
  /** What the caller said, as far as the date reader needs it: the whole utterance, or the part about time of a long one. */
  readonly words: string
  /** The utterance without its words about time. */
  readonly rest: string
  /** A time is wished for, or one that is past is: not only the time of a booking there is already. */
  readonly wishes: boolean
}

/** What is told of the past is no wish for it: "I've been sick since last night". */
const TELLS =
  /\b(?:since|started|began|happened|been|was|were|had|did|didn't|went|called|came|missed|broke|fell|left|lost|hurt|won)\b/i

/** "It broke at a party on Saturday": the day of what was. */
const ON_THAT_DAY =
  /\b(?:broke|fell|cracked|chipped|happened|started|began|came (?:off|out|loose)|lost|bit|hurt)\b[^.;?!]*\b(?:on|last|this past|this|since) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?! at \d)(?!.*\b(?:can|could|come|see|appointment|available|open)\b)/i

const WORDS_CHARS_MAX = 300

/** The words about a time in `raw`, or null. What they come to is for the server to say. */
export function readWhenWords(
  raw: string,
  clock: { readonly nowMs: number; readonly timeZone: string },
): WhenWords | null {
  const reading = readWhen(raw, { nowMs: clock.nowMs, timeZone: clock.timeZone })
  if (reading === null || reading.spans.length === 0) return null
  const starts = reading.spans.map(([start]) => start)
  const ends = reading.spans.map(([, end]) => end)
  const from = Math.min(...starts)
  const to = Math.max(...ends)
  const rest = reading.spans.reduceRight((text, [start, end]) => `${text.slice(0, start)} , ${text.slice(end)}`, raw)
  return {
    words: raw.length <= WORDS_CHARS_MAX ? raw.trim() : raw.slice(from, to).slice(0, WORDS_CHARS_MAX),
    rest,
    wishes: !ON_THAT_DAY.test(raw) && ((reading.past && !TELLS.test(raw)) || Object.keys(reading.wish).length > 0),
  }
}

/** Whether `words` say which day, and not only what time of it. */
export function namesDay(words: string, clock: { readonly nowMs: number; readonly timeZone: string }): boolean {
  const wish = readWhen(words, { nowMs: clock.nowMs, timeZone: clock.timeZone }, 'time')?.wish ?? {}
  return Object.keys(wish).some((key) => key !== 'time' && key !== 'notTime')
}
