import type { Option } from '../notes.ts'
import { readSpokenTime, type SpokenTime } from './clock-words.ts'
import { readDayWords, type DayWords } from './day-words.ts'
import { readOptionTime, type OptionTime } from './option-time.ts'

/** What an utterance says to an offer of times. */
export type Choice =
  | { readonly type: 'one'; readonly option: Option }
  /** It fits several of them. */
  | { readonly type: 'several'; readonly options: readonly Option[] }
  /** It names a time that is not among them. `words` says it plainly enough for a date reader. */
  | { readonly type: 'other'; readonly words: string }
  | { readonly type: 'none' }

const NONE: Choice = { type: 'none' }

const ANY =
  /\b(?:either|whichever|whatever|no preference|doesnt (?:really )?matter|does not matter|(?:dont|do not) (?:really )?(?:care|mind)|any(?: one)? of (?:them|those|these|the)|any(?:thing)? (?:is|works|will|would)|you (?:choose|pick|decide)|your (?:choice|pick)|up to you|surprise me|both (?:work|are|sound)|im easy|all the same)\b/
const REFUSED = /\b(?:neither|none|not either|(?:cant|cannot|dont|wont|not|doesnt).* either)\b/
const EARLIEST =
  /\b(?:the|that) (?:earlier|earliest|sooner|soonest|first)(?: (?:one|of (?:the|those|these)|slot|time|appointment|option)|$| (?:please|then|works|is|would|sounds)\b)|\b(?:whichever|whatever|which ?ever one) (?:is|comes|was) (?:the )?(?:earlier|earliest|sooner|soonest|first)\b|^(?:earlier|earliest|sooner|soonest) (?:one|of the two)\b|^(?:earliest|soonest)(?: please)?$|\bwhich (?:one |of (?:them|those) )?(?:is|comes|would be) (?:the )?(?:sooner|soonest|earlier|earliest|first)\b|^(?:ok |okay |the )*(?:sooner|earlier)(?: please)?$/
const LATEST =
  /\b(?:the|that) (?:later|latest|last)(?: (?:one|of (?:the|those|these)|slot|time|appointment|option)|$| (?:please|then|works|is|would|sounds)\b)|\b(?:whichever|whatever) (?:is|comes|was) (?:the )?(?:later|latest|last)\b|^(?:later|latest|last) (?:one|of the two)\b|^(?:latest|last)(?: please)?$|\bwhich (?:one |of (?:them|those) )?(?:is|comes|would be) (?:the )?(?:later|latest|last)\b|^(?:ok |okay |the )*later(?: please)?$/
/** A time of which none was offered as such: there the later one is another. */
const ELSEWHEN = /\b(?:next|following|the week after|some other|another) (?:week|month)\b/
/** The time that is named is named to be refused. */
const REFUSES_TIME =
  /\b(?:doesnt|does not|wont|will not|isnt|is not|not) (?:really |going to |gonna )?(?:work|suit|do|good|great|convenient|possible|fit)\b|\b(?:cant|cannot|can not|couldnt|wont be able to) (?:do|make|come|be there|get there)\b|\b(?:is|are|s) (?:no good|bad|out|impossible|tough|tricky)\b|\b(?:busy|working|away|at work|out of town)\b/
const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [
    /\b(?:first|1st|former)\b(?! (?:thing|week|day|available|name|of the month|time (?:caller|visit|here|patient)))|\b(?:option|number|choice|slot) (?:one|1|a)\b|^(?:one|1|a)(?: please)?$/,
    0,
  ],
  [
    /\b(?:second|2nd|latter)\b(?! (?:please|while)$)|\b(?:option|number|choice|slot) (?:two|2|to|b)\b|^(?:two|2|b)(?: please)?$|\bthe other (?:one|time|slot|option)\b/,
    1,
  ],
  [/\b(?:third|3rd)\b|\b(?:option|number|choice|slot) (?:three|3|c)\b|^(?:three|3|c)(?: please)?$/, 2],
]

/** "Away until the first", "the second of December": days, and no places in a list. */
const ORDINAL_DAY =
  /\b(?:until|till|before|after|from|by|since|on) the (?:first|second|third|last)\b|\b(?:first|second|third|last) of (?:the (?:month|year)|(?!the|them|those|these|all)\w+)/g

/** Which of `options` the utterance means: by its time, its day, its person, or its place in the list. */
export function readChoice(
  plain: string,
  options: readonly Option[],
  spokenNames: (option: Option) => boolean,
): Choice {
  if (options.length === 0) return NONE
  const timely = readTimely(plain, options)
  if (timely) return timely
  const named = options.filter(spokenNames)
  if (named.length > 0 && named.length < options.length) return oneOf(named)
  return byPlace(plain, options)
}

/** Whether any of what was offered will do. */
export const takesAny = (plain: string): boolean => ANY.test(plain) && !REFUSED.test(plain)

/** Whether the words ask for the earlier or the later of what was offered, as against anything earlier or later. */
export const isOfTheOffered = (plain: string): boolean =>
  !ASKS_WHAT.test(plain) && (EARLIEST.test(plain) || LATEST.test(plain))

/** "What is the latest you have?" */
const ASKS_WHAT = /^(?:\w+ )?what(?:s| is| was|d be| would be)? the (?:latest|last)\b/

/** As {@link readChoice}, by times and days only; null when the utterance names none. */
export function readTimely(plain: string, options: readonly Option[]): Choice | null {
  const said = featuresOf(plain)
  if (!said.time && !said.days && !said.part) return null
  return REFUSES_TIME.test(plain) ? { type: 'other', words: plain } : byFeatures(plain, said, options)
}

/** The option meant by its place in the list, "the later one", or null. */
export function readPlace(plain: string, options: readonly Option[]): Option | null {
  const choice = ANY.test(plain) ? NONE : byPlace(plain, options)
  return choice.type === 'one' ? choice.option : null
}

interface Features {
  readonly time: SpokenTime | null
  readonly days: DayWords | null
  readonly part: 'morning' | 'afternoon' | 'evening' | null
}

function featuresOf(plain: string): Features {
  const part = /\b(morning|afternoon|evening)\b/.exec(plain.replace(/\bgood (?:morning|afternoon|evening)\b/g, ''))?.[1]
  return {
    time: readSpokenTime(plain),
    days: readDayWords(plain),
    part: part === 'morning' || part === 'afternoon' || part === 'evening' ? part : null,
  }
}

function byFeatures(plain: string, said: Features, options: readonly Option[]): Choice {
  const fitting = options.filter((option) => fits(readOptionTime(option.say), said))
  const exact = fitting.filter((option) => isOnTheDot(readOptionTime(option.say), said.time))
  const found = exact.length > 0 ? exact : fitting
  if (found.length === 0) return { type: 'other', words: wordsFor(said) || plain }
  if (found.length > 1 && said.time === null) {
    const placed = byPlace(plain, found)
    if (placed.type === 'one') return placed
  }
  return oneOf(found)
}

const oneOf = (found: readonly Option[]): Choice => {
  const [only] = found
  return found.length === 1 && only ? { type: 'one', option: only } : { type: 'several', options: found }
}

function byPlace(said: string, options: readonly Option[]): Choice {
  const plain = said.replace(ORDINAL_DAY, ' ').replace(/\b(first|second|third)s\b/g, '$1 is')
  const first = options[0]
  const last = options.at(-1)
  if (!first || !last || REFUSED.test(plain) || ELSEWHEN.test(plain)) return NONE
  if (EARLIEST.test(plain)) return { type: 'one', option: first }
  if (LATEST.test(plain)) return { type: 'one', option: last }
  for (const [pattern, index] of ORDINALS) {
    const option = pattern.test(plain) ? options[index] : undefined
    if (option) return { type: 'one', option }
  }
  return ANY.test(plain) ? { type: 'one', option: first } : NONE
}

function fits(option: OptionTime, { time, days, part }: Features): boolean {
  if (days && !fitsDay(option, days)) return false
  if (part && !fitsPart(option, part)) return false
  return time === null || fitsTime(option, time)
}

function fitsDay(option: OptionTime, days: DayWords): boolean {
  if (days.not) return false
  if (days.weekdays.length > 0 && (option.weekday === null || !days.weekdays.includes(option.weekday))) return false
  if (days.day !== null && option.day !== days.day) return false
  if (days.month !== null && option.month !== days.month) return false
  return days.relative === null || days.relative === option.relative
}

function fitsPart({ minutes }: OptionTime, part: 'morning' | 'afternoon' | 'evening'): boolean {
  if (minutes === null) return false
  if (part === 'morning') return minutes < 720
  return part === 'afternoon' ? minutes >= 720 && minutes < 1080 : minutes >= 1020
}

function fitsTime({ minutes }: OptionTime, time: SpokenTime): boolean {
  if (minutes === null) return false
  const half = minutes >= 720 ? 'pm' : 'am'
  if (time.half !== null && time.half !== half) return false
  if (Math.floor(minutes / 60) % 12 !== time.hour) return false
  return time.minute === null || minutes % 60 === time.minute
}

const isOnTheDot = ({ minutes }: OptionTime, time: SpokenTime | null): boolean =>
  time !== null && minutes !== null && minutes % 60 === (time.minute ?? 0)

/** A wish in words any date reader knows. */
function wordsFor({ time, days, part }: Features): string {
  if (days?.not) return ''
  const day = days
    ? [days.relative, ...days.weekdays.slice(0, 1), days.month, days.day === null ? null : `the ${days.day}`]
    : []
  const clock =
    time &&
    `at ${time.hour === 0 ? 12 : time.hour}:${String(time.minute ?? 0).padStart(2, '0')}${time.half ? ` ${time.half}` : ''}`
  return [...day, part, clock].filter((word) => word !== null).join(' ')
}
