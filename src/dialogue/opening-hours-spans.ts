import { sayChoice, sayHours } from './when/say.ts'

const DAY_MINUTES = 24 * 60

/** Minutes after midnight of `HH:MM`; `24:00` is the midnight after. */
export const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** "8 AM to 12 PM and 1 PM to 5 PM", as opening hours of one day are said. */
export function saySpans(spans: readonly (readonly [from: string, to: string])[]): string {
  const minutes = spans.map(([from, to]) => [minutesOf(from), minutesOf(to)] as const)
  if (minutes.some(([from, to]) => from === 0 && to === DAY_MINUTES)) return 'around the clock'
  return sayChoice(
    minutes.map(([from, to]) => sayHours(from, to)),
    'and',
  )
}
