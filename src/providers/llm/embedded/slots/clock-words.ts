const HOURS = ['twelve', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven']
const MINUTES = new Map([
  ['oclock', 0],
  ['o clock', 0],
  ['o five', 5],
  ['five', 5],
  ['ten', 10],
  ['fifteen', 15],
  ['twenty five', 25],
  ['twenty', 20],
  ['thirty five', 35],
  ['thirty', 30],
  ['forty five', 45],
  ['forty', 40],
  ['fifty five', 55],
  ['fifty', 50],
])

/** A time of day as spoken: hour on a twelve-hour face, with or without its half of the day. */
export interface SpokenTime {
  /** 0 to 11; noon is 0 with `half` "pm". */
  readonly hour: number
  /** Null when only the hour was said. */
  readonly minute: number | null
  readonly half: 'am' | 'pm' | null
}

const HOUR = `(${HOURS.join('|')}|1[0-2]|0?[1-9])`
const MINUTE = `(${[...MINUTES.keys()].join('|')})`
const HALF = String.raw`(?: (am|pm|in the morning|in the afternoon|in the evening|at night|tonight))?`
const NOT_A_TIME = String.raw`(?! (?:of (?:us|them|those|you)|people|persons|guests|hundred|dollars|bucks|minutes?|days?|weeks?|hours?|months?|years?|option|slots?|kids|children|more|at|on|with|thats?))`

const FORMS: readonly { readonly pattern: RegExp; readonly read: (match: RegExpExecArray) => SpokenTime | null }[] = [
  { pattern: /\b(noon|midday)\b/, read: () => ({ hour: 0, minute: 0, half: 'pm' }) },
  { pattern: /\bmidnight\b/, read: () => ({ hour: 0, minute: 0, half: 'am' }) },
  { pattern: new RegExp(String.raw`\bhalf (?:past )?${HOUR}\b${HALF}`), read: (m) => time(m[1], 30, m[2]) },
  {
    pattern: new RegExp(String.raw`\b(?:a )?quarter (?:past|after) ${HOUR}\b${HALF}`),
    read: (m) => time(m[1], 15, m[2]),
  },
  {
    pattern: new RegExp(String.raw`\b(?:a )?quarter (?:to|of|til|till|before) ${HOUR}\b${HALF}`),
    read: (m) => before(time(m[1], 45, m[2])),
  },
  { pattern: new RegExp(String.raw`\b(\d{1,2}):(\d\d)\b${HALF}`), read: (m) => digital(m[1], m[2], m[3]) },
  {
    pattern: new RegExp(String.raw`\b(1[0-2]|[1-9])([0-5]\d)\b(?! ?(?:people|street|dollars))${HALF}`),
    read: (m) => digital(m[1], m[2], m[3]),
  },
  {
    pattern: new RegExp(String.raw`\b${HOUR} ${MINUTE}\b${HALF}`),
    read: (m) => time(m[1], MINUTES.get(m[2] ?? '') ?? 0, m[3]),
  },
  {
    pattern: new RegExp(
      String.raw`\b${HOUR} (am|pm|in the morning|in the afternoon|in the evening|at night|tonight)\b`,
    ),
    read: (m) => time(m[1], null, m[2]),
  },
  {
    pattern: new RegExp(
      String.raw`\b(?:at|do|take|say|make it|by|around|about|want|prefer|like|for|is|the|not|than|have|to) ${HOUR}\b${NOT_A_TIME}`,
    ),
    read: (m) => time(m[1], null, undefined),
  },
  {
    pattern: new RegExp(
      String.raw`^(?:(?:okay|ok|yes|yeah|sure|great|perfect|lets|maybe|actually|and|so|then|no|wait|sorry|hmm|rather|better|just|say) )*${HOUR}\b${NOT_A_TIME}(?= (?:please|works?|is|would|will|sounds|it|then|thanks|thank|that|looks|fits|suits|could|should|for|if|instead|and)\b|$)`,
    ),
    read: (m) => time(m[1], null, undefined),
  },
  {
    pattern: new RegExp(String.raw`(?:day|morning|afternoon|evening|tomorrow|today) (?!one\b)${HOUR}\b${NOT_A_TIME}`),
    read: (m) => time(m[1], null, undefined),
  },
]

/** The first time of day in `plain`, or null. Words only a listener to an offer would take for a time count: "ten works". */
export function readSpokenTime(plain: string): SpokenTime | null {
  for (const { pattern, read } of FORMS) {
    const match = pattern.exec(plain)
    const found = match && read(match)
    if (found) return found
  }
  return null
}

function time(hourWord: string | undefined, minute: number | null, half: string | undefined): SpokenTime | null {
  const named = HOURS.indexOf(hourWord ?? '')
  const hour = named >= 0 ? named : Number(hourWord) % 12
  return Number.isInteger(hour) ? { hour, minute, half: halfOf(half) } : null
}

function digital(hours: string | undefined, minutes: string | undefined, half: string | undefined): SpokenTime | null {
  const hour = Number(hours)
  const minute = Number(minutes)
  if (hour > 23 || minute > 59) return null
  return { hour: hour % 12, minute, half: hour > 12 ? 'pm' : halfOf(half) }
}

const before = (late: SpokenTime | null): SpokenTime | null => late && { ...late, hour: (late.hour + 11) % 12 }

function halfOf(words: string | undefined): 'am' | 'pm' | null {
  if (words === undefined) return null
  return words === 'am' || words === 'in the morning' ? 'am' : 'pm'
}
