const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december'

/** What can be told from the way a time is said: "tomorrow, Tuesday November 24, at 10:30 AM". */
export interface OptionTime {
  readonly weekday: string | null
  readonly month: string | null
  readonly day: number | null
  readonly relative: 'today' | 'tomorrow' | null
  /** Minutes after midnight. */
  readonly minutes: number | null
}

/** Reads a time as the tools say it. Whatever is not in it is null. */
export function readOptionTime(say: string): OptionTime {
  const lower = say.toLowerCase()
  const date = new RegExp(String.raw`\b(${MONTHS}) (\d{1,2})\b`).exec(lower)
  const relative = /\b(today|tomorrow)\b/.exec(lower)?.[1]
  return {
    weekday: WEEKDAYS.find((weekday) => lower.includes(weekday)) ?? null,
    month: date?.[1] ?? null,
    day: date ? Number(date[2]) : null,
    relative: relative === 'today' || relative === 'tomorrow' ? relative : null,
    minutes: readMinutes(lower),
  }
}

function readMinutes(lower: string): number | null {
  if (/\bnoon\b/.test(lower)) return 720
  if (/\bmidnight\b/.test(lower)) return 0
  const clock = /\b(\d{1,2})(?::(\d\d))? ?([ap])\.?m\b/.exec(lower)
  if (!clock) return null
  const hour = (Number(clock[1]) % 12) + (clock[3] === 'p' ? 12 : 0)
  return hour * 60 + Number(clock[2] ?? 0)
}
