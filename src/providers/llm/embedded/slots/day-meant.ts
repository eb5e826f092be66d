import type { Option } from '../notes.ts'

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const BARE_DAY = /\bthe (\d{1,2})(?:st|nd|rd|th)\b(?! of| (?:slot|option|one|time))/i
const MONTH_NAMED = new RegExp(String.raw`\b(?:${MONTHS.join('|')}|month)\b`, 'i')
const DATE = new RegExp(String.raw`\b(${MONTHS.join('|')}) (\d{1,2})\b`, 'i')
const DAY_MS = 86_400_000

/** "What about the 30th", of an offer on December 31: the thirtieth that is nearest to what is on offer, and not gone by. */
export function withMonthMeant(words: string, options: readonly Option[], nowMs: number): string {
  const day = Number(BARE_DAY.exec(words)?.[1] ?? Number.NaN)
  const offered = DATE.exec(options[0]?.say ?? '')
  if (!(day >= 1 && day <= 31) || offered === null || MONTH_NAMED.test(words)) return words
  const now = new Date(nowMs)
  const month = MONTHS.indexOf((offered[1] ?? '').toLowerCase())
  const year = now.getUTCFullYear() + (month < now.getUTCMonth() ? 1 : 0)
  const offeredMs = Date.UTC(year, month, Number(offered[2]))
  const [nearest] = [-1, 0, 1]
    .map((step) => new Date(Date.UTC(year, month + step, day)))
    .filter((date) => date.getUTCDate() === day && date.getTime() > nowMs - 2 * DAY_MS)
    .toSorted((a, b) => Math.abs(a.getTime() - offeredMs) - Math.abs(b.getTime() - offeredMs))
  return nearest === undefined ? words : words.replace(BARE_DAY, `${MONTHS[nearest.getUTCMonth()]} ${day}`)
}
