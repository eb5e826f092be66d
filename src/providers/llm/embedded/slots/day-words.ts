const WEEKDAYS: readonly (readonly [string, RegExp])[] = [
  ['monday', /\bmon(?:day)?s?\b/],
  ['tuesday', /\btue(?:s|sday)?s?\b/],
  ['wednesday', /\bwed(?:nesday|s)?s?\b|\bwendsday\b/],
  ['thursday', /\bthu(?:r|rs|rsday)?s?\b/],
  ['friday', /\bfri(?:day)?s?\b/],
  ['saturday', /\bsat(?:urday)s?\b/],
  ['sunday', /\bsun(?:day)s?\b/],
]
const MONTH =
  /\b(january|february|march|april|may|june|july|august|september|october|november|december)\b(?= (?:the )?(?:\d|[a-z]+(?:st|nd|rd|th|first|second|third)\b))/
const WORDS = [
  '',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'thirteenth',
  'fourteenth',
  'fifteenth',
  'sixteenth',
  'seventeenth',
  'eighteenth',
  'nineteenth',
  'twentieth',
  'twenty first',
  'twenty second',
  'twenty third',
  'twenty fourth',
  'twenty fifth',
  'twenty sixth',
  'twenty seventh',
  'twenty eighth',
  'twenty ninth',
  'thirtieth',
  'thirty first',
]
/** From the fourth on: the first three are places in a list. The long ones first, or "twenty first" is "first". */
const SPELLED = new RegExp(String.raw`\b(${WORDS.slice(4).toReversed().join('|')})\b`)
const NUMBERED = /\b(\d{1,2})(?:st|nd|rd|th)\b/
const AFTER_MONTH =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:the )?(\d{1,2})\b(?!:)/
/** "Not Tuesday", "anything but Friday": a day is named to be left out. */
const NOT =
  /\b(?:not|except|any (?:day|time)? ?but|anything but|other than|besides|instead of|apart from|but not|cant do|cant on|dont want|next|following|after|before|a week|weeks)\b/

/** Days as named in an utterance, as far as an offer can be compared with them. */
export interface DayWords {
  readonly weekdays: readonly string[]
  readonly month: string | null
  readonly day: number | null
  readonly relative: 'today' | 'tomorrow' | null
  /** The days are named in a way that no comparison of names settles: left out, or another week's. */
  readonly not: boolean
}

/** The days `plain` names, or null for none. */
export function readDayWords(plain: string): DayWords | null {
  const weekdays = WEEKDAYS.filter(([, pattern]) => pattern.test(plain)).map(([name]) => name)
  const day = dayOf(plain)
  const relative = /\b(today|tomorrow)\b/.exec(plain)?.[1]
  const month = MONTH.exec(plain)?.[1] ?? null
  if (weekdays.length === 0 && day === null && relative === undefined && month === null) return null
  return {
    weekdays,
    month,
    day,
    relative: relative === 'today' || relative === 'tomorrow' ? relative : null,
    not: NOT.test(plain),
  }
}

function dayOf(plain: string): number | null {
  const numbered = AFTER_MONTH.exec(plain)?.[1] ?? NUMBERED.exec(plain)?.[1]
  if (numbered !== undefined) return Number(numbered) > 3 || AFTER_MONTH.test(plain) ? Number(numbered) : null
  const spelled = SPELLED.exec(plain)?.[1]
  return spelled === undefined ? null : WORDS.indexOf(spelled)
}
