import { expect, test } from 'vitest'
import { DUTIES } from './duties.ts'
import { RULES } from './rules.ts'
import { sayDuty, sayRule } from './say-rule.ts'
import { between, week } from './week.ts'

const hours = (days: ReturnType<typeof week>, holiday: 'as_the_day' | null = 'as_the_day') =>
  sayRule({ demand: { kind: 'hours', week: days, holiday } })

test('hours are told by days that have the same, beginning on Monday', () => {
  expect(hours(week(between(8, 21)))).toContain('is: every day 08:00–21:00.')
  expect(hours(week(between(9, 21), between(9, 21), between(12, 21)))).toContain(
    'is: Mon–Sat 09:00–21:00, Sun 12:00–21:00.',
  )
  expect(hours(week(between(8, 20), between(10, 16), null), null)).toContain(
    'is: Mon–Fri 08:00–20:00, Sat 10:00–16:00, Sun not at all; on holidays not at all.',
  )
})

test('a cap is told with its span, and a kind of line with the rule that is about it alone', () => {
  expect(sayRule({ demand: { kind: 'cap', max: 3, hours: 168 } })).toBe('At most 3 contacts within 7 days.')
  expect(sayRule({ demand: { kind: 'cap', max: 1, hours: 24 }, lineTypes: ['landline'] })).toBe(
    'At most one contact within 24 hours (on landline lines).',
  )
})

test('every row says in words what it demands', () => {
  const said = [...RULES.map((rule) => sayRule(rule)), ...DUTIES.map((duty) => sayDuty(duty))]
  for (const words of said) expect(words).toMatch(/^[A-Z][^_{}[\]]{15,240}\.$/)
})
