import { mayFollow } from './lexicon.ts'
import { type Found, type Reader, skip, wordAt } from './reader.ts'
import type { Token } from './tokens.ts'

/** A time of day as someone said it. */
export interface SpokenClock {
  /** After midnight. */
  readonly minutes: number
  /** Morning or afternoon was not said. */
  readonly guessed: boolean
  /** Nothing but a time: "half past two", "3 pm". A bare "three" is not sure, and needs "at" before it. */
  readonly sure: boolean
  /** "Three-ish". */
  readonly loose: boolean
}

const HALF_DAY = 720

/**
 * The time a bare hour most likely means: 1 to 7 is the afternoon, 8 to 11 the morning, 12 noon. Hours from 13, and
 * midnight's 0, say it themselves.
 */
function likely(hour: number, minute: number): Pick<SpokenClock, 'minutes' | 'guessed'> {
  const isAfternoon = hour >= 1 && hour <= 7
  return { minutes: (isAfternoon ? hour + 12 : hour) * 60 + minute, guessed: hour >= 1 && hour <= 12 }
}

/** The other time of day with the same face: 8:00 for 20:00. */
export const turned = (minutes: number): number => (minutes + HALF_DAY) % (2 * HALF_DAY)

const sure = (hour: number, minute: number): SpokenClock => ({ ...likely(hour, minute), sure: true, loose: false })

const FIXED: ReadonlyMap<string, number> = new Map([
  ['noon', 720],
  ['midday', 720],
  ['midnight', 0],
])

const PAST: ReadonlySet<string> = new Set(['past', 'after'])
const TO: ReadonlySet<string> = new Set(['to', 'till', 'til', 'of', 'before'])
const BEFORE_TO: ReadonlySet<string> = new Set(
  "at about around say it's make that before after by until for the a".split(' '),
)
const MINUTES: ReadonlySet<string> = new Set(['minutes', 'minute', 'mins', 'min'])

/** A clock time starting at a token, with its "pm" and "ish", or null. */
export function readClock(reader: Reader, at: number): Found<SpokenClock> | null {
  const face = fixedTime(reader, at) ?? fraction(reader, at) ?? minutesTo(reader, at) ?? numeric(reader, at)
  if (!face || Number.isNaN(face.value.minutes)) return null
  return withIsh(reader, withMeridiem(reader, face))
}

function fixedTime(reader: Reader, at: number): Found<SpokenClock> | null {
  const start = reader.tokens[at]?.value === 12 && FIXED.has(wordAt(reader, at + 1)) ? at + 1 : at
  const minutes = FIXED.get(wordAt(reader, start))
  if (minutes === undefined) return null
  return { value: { minutes, guessed: false, sure: true, loose: false }, next: start + 1 }
}

/** The hour at a token, 1 to 12, or null. */
function hourAt(reader: Reader, at: number): number | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'number' || token.stop === '.') return null
  return token.value >= 1 && token.value <= 12 ? token.value : null
}

/** "Half past two", "half two" (two thirty, as the British say it), "a quarter to four", "quarter of four". */
function fraction(reader: Reader, at: number): Found<SpokenClock> | null {
  const start = wordAt(reader, at) === 'a' ? at + 1 : at
  const word = wordAt(reader, start)
  const link = wordAt(reader, start + 1)
  if (word === 'half') {
    const hour = hourAt(reader, link === 'past' ? start + 2 : start + 1)
    if (hour === null || start > at) return null
    return { value: sure(hour, 30), next: start + (link === 'past' ? 3 : 2) }
  }
  const hour = hourAt(reader, start + 2)
  if (word !== 'quarter' || hour === null) return null
  if (PAST.has(link)) return { value: sure(hour, 15), next: start + 3 }
  return TO.has(link) ? { value: before(hour, 15), next: start + 3 } : null
}

function before(hour: number, minutes: number): SpokenClock {
  const face = likely(hour, 0)
  return { ...face, minutes: face.minutes - minutes, sure: true, loose: false }
}

/** "Ten past three", "twenty to four", "five minutes to six". "Ten to eleven" alone is a stretch of time. */
function minutesTo(reader: Reader, at: number): Found<SpokenClock> | null {
  const token = reader.tokens[at]
  if (token === undefined || !isMinuteCount(token)) return null
  const linkAt = skip(reader, at + 1, MINUTES)
  const link = wordAt(reader, linkAt)
  const hour = hourAt(reader, linkAt + 1)
  if (hour === null) return null
  const isMinutes = linkAt > at + 1 || token.value > 12
  if (link === 'past' || (link === 'after' && isMinutes)) return { value: sure(hour, token.value), next: linkAt + 2 }
  if (!TO.has(link) || !(isMinutes || (link !== 'before' && isLedTo(reader, at)))) return null
  return { value: before(hour, token.value), next: linkAt + 2 }
}

const isMinuteCount = ({ kind, value }: Token): boolean => kind === 'number' && value >= 1 && value <= 29

/** Whether "five to" and "ten to" count minutes here: "at ten to eleven". */
const isLedTo = (reader: Reader, at: number): boolean =>
  [5, 10].includes(reader.tokens[at]?.value ?? 0) && isClockLed(reader, at)

const isClockLed = (reader: Reader, at: number): boolean =>
  (at === 0 && !/^\d/.test(wordAt(reader, at))) || BEFORE_TO.has(wordAt(reader, at - 1))

/** "10:30", "ten thirty", "three o'clock", "fourteen hundred", "1030", and the bare "three". */
function numeric(reader: Reader, at: number): Found<SpokenClock> | null {
  const token = reader.tokens[at]
  if (token?.kind === 'clock') return { value: written(token.value, token.padded), next: at + 1 }
  if (token?.kind !== 'number') return null
  const link = wordAt(reader, at + 1)
  const isHour = token.value >= 1 && token.value <= 12
  if (link === 'oclock' && isHour) return { value: sure(token.value, 0), next: at + 2 }
  return hundreds(reader, at) ?? hourAndMinute(reader, at) ?? bareHour(reader, at)
}

function written(minutes: number, padded: boolean): SpokenClock {
  const exact = { minutes, guessed: false, sure: true, loose: false }
  return padded || !(minutes >= 60) ? exact : { ...exact, ...likely(Math.floor(minutes / 60), minutes % 60) }
}

/** "1030", "fourteen hundred hours": hours and minutes run together. */
function hundreds(reader: Reader, at: number): Found<SpokenClock> | null {
  const token = reader.tokens[at]
  if (token === undefined || token.value < 100 || token.value >= 2_400 || token.value % 100 >= 60) return null
  const after = wordAt(reader, at + 1)
  const hasHours = /^(?:hours|hrs)$/.test(after)
  const isOnDay = /^(?:on|today|tomorrow|tonight)$/.test(after) && token.value >= 1_300 && token.value % 100 === 0
  const hour = Math.floor(token.value / 100)
  const face = written(hour * 60 + (token.value % 100), token.padded || hour > 12)
  return { value: { ...face, sure: hasHours || isOnDay }, next: hasHours ? at + 2 : at + 1 }
}

/** Two numbers that read as hour and minutes: "ten thirty", "seven oh five". */
function hourAndMinute(reader: Reader, at: number): Found<SpokenClock> | null {
  const [hour, minute] = [reader.tokens[at], reader.tokens[at + 1]]
  if (hour === undefined || minute?.kind !== 'number' || minute.stop !== '') return null
  if (!isMinuteNumber(minute) || hour.value < 1 || hour.value > 23 || isCode(reader, at)) return null
  if (!isMeridiem(wordAt(reader, at + 2)) && !endsPhrase(reader, at + 2)) return null
  return { value: { ...written(hour.value * 60 + minute.value, false), sure: hour.value <= 12 }, next: at + 2 }
}

const isMinuteNumber = ({ value, padded }: Token): boolean => (padded ? value < 10 : value >= 10 && value < 60)

const CODE = /^(?:code|pin|zip|room|suite|number|apartment|unit|flat|extension|ext|route|gate|account|scale)$/

/** "Room two ten", "the code is four thirty". */
const isCode = (reader: Reader, at: number): boolean =>
  CODE.test(wordAt(reader, at - 1)) || CODE.test(wordAt(reader, at - 2))

function bareHour(reader: Reader, at: number): Found<SpokenClock> | null {
  const token = reader.tokens[at]
  if (token === undefined || token.value < 1 || token.value > 23 || token.digits > 2) return null
  return { value: { ...likely(token.value, 0), sure: false, loose: false }, next: at + 1 }
}

/** Whether nothing follows that would make a number before `at` count something. */
export function endsPhrase(reader: Reader, at: number): boolean {
  const token = reader.tokens[at]
  return (
    token === undefined || token.stop !== '' || mayFollow(token.text) || token.kind === 'date' || token.kind === 'clock'
  )
}

const isMeridiem = (word: string): boolean => word === 'am' || word === 'pm'

function withMeridiem(reader: Reader, face: Found<SpokenClock>): Found<SpokenClock> {
  const word = wordAt(reader, face.next)
  if (!isMeridiem(word) || reader.tokens[face.next]?.stop === '.') return face
  const { minutes } = face.value
  const isWrong = word === 'am' ? minutes >= HALF_DAY : minutes < HALF_DAY
  // "15:30 pm" means what its digits say.
  const turns = isWrong && (face.value.guessed || (minutes < HALF_DAY && word === 'pm'))
  const next = face.next + 1
  return { value: { ...face.value, minutes: turns ? turned(minutes) : minutes, guessed: false, sure: true }, next }
}

function withIsh(reader: Reader, face: Found<SpokenClock>): Found<SpokenClock> {
  const [first, second] = [wordAt(reader, face.next), wordAt(reader, face.next + 1)]
  if (first === 'ish') return { value: { ...face.value, loose: true, sure: true }, next: face.next + 1 }
  if (first === 'or' && /^(?:so|thereabouts)$/.test(second)) {
    return { value: { ...face.value, loose: true }, next: face.next + 2 }
  }
  return /^(?:sharp|exactly|hours|hrs)$/.test(first) ? { ...face, next: face.next + 1 } : face
}
