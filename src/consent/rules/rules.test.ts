import { expect, test } from 'vitest'
import { CONTACT_CHANNELS, PURPOSES, CLASS_OF } from '../contact.ts'
import { DUTIES } from './duties.ts'
import { activeAt, isWaived, rulesFor } from './rules-for.ts'
import type { Rule } from './rule.ts'
import { RULES } from './rules.ts'

const AT = Date.parse('2026-11-23T12:00:00Z')
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
/** The states of which our source has a row about hours. */
const STATES = 'FL OK TX MD WA WY AL LA MS CT KY MA MI MN NM NV IL ME PA VA NE RI UT'.split(' ')

const ruleOf = (id: string): Rule => {
  const found = RULES.find((rule) => rule.id === id)
  if (found === undefined) throw new Error(`no rule ${id}`)
  return found
}

const idsFor = (channel: Rule['channels'][number], purposeClass: Rule['classes'][number], states: string[] = []) =>
  rulesFor(RULES, { atMs: AT, channel, class: purposeClass, states }).map(({ id }) => id)

test.each([...RULES, ...DUTIES].map((rule) => [rule.id, rule] as const))(
  '%s says whose it is, what it stands on, where that was read and when',
  (_, rule) => {
    for (const told of [rule.jurisdiction, rule.citation, rule.source]) expect(told.trim()).not.toBe('')
    expect(rule.jurisdiction).toMatch(/^(US|EU|US-[A-Z]{2}|carrier:[a-z]+|platform:[a-z]+|careline)$/)
    for (const date of [rule.asOf, rule.effectiveFrom]) {
      expect(date).toMatch(ISO_DATE)
      expect(Date.parse(date)).not.toBeNaN()
    }
    expect(rule.effectiveTo ?? '9999-12-31').toMatch(ISO_DATE)
    expect((rule.effectiveTo ?? '9999-12-31') > rule.effectiveFrom).toBe(true)
  },
)

test('no two rules have one id', () => {
  const ids = [...RULES, ...DUTIES].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

test.each(STATES)('%s has its hours', (state) => {
  expect(ruleOf(`US-${state}-hours`)).toMatchObject({ jurisdiction: `US-${state}`, demand: { kind: 'hours' } })
})

test('hours of seven days end after they begin', () => {
  for (const { demand } of RULES) {
    if (demand.kind !== 'hours') continue
    expect(demand.week).toHaveLength(7)
    const holiday = demand.holiday === 'as_the_day' ? [] : [demand.holiday]
    for (const span of [...demand.week, ...holiday]) {
      if (span === null) continue
      expect(span.from).toBeGreaterThanOrEqual(0)
      expect(span.to).toBeGreaterThan(span.from)
      expect(span.to).toBeLessThanOrEqual(1440)
    }
  }
})

test('of every contact it is said in one rule which agreement it needs', () => {
  for (const channel of CONTACT_CHANNELS) {
    for (const purpose of PURPOSES) {
      const held = rulesFor(RULES, { atMs: AT, channel, class: CLASS_OF[purpose], states: ['US-FL'] })
      expect(held.filter(({ demand }) => demand.kind === 'consent')).toHaveLength(1)
    }
  }
})

test('an artificial voice needs consent for everything and a signature to sell; an answer in writing needs none', () => {
  const levelFor = (channel: Rule['channels'][number], purposeClass: Rule['classes'][number]) =>
    rulesFor(RULES, { atMs: AT, channel, class: purposeClass, states: [] }).flatMap(({ demand }) =>
      demand.kind === 'consent' ? [demand.level] : [],
    )
  expect(levelFor('voice', 'transactional')).toEqual(['express'])
  expect(levelFor('voice', 'health_care')).toEqual(['express'])
  expect(levelFor('sms', 'transactional')).toEqual(['none'])
  expect(levelFor('whatsapp', 'transactional')).toEqual(['none'])
  expect(levelFor('sms', 'informational')).toEqual(['express'])
  for (const channel of CONTACT_CHANNELS) expect(levelFor(channel, 'solicitation')).toEqual(['written'])
})

test('the rules of a state hold where the person may be in it, and nowhere else', () => {
  expect(idsFor('sms', 'solicitation', ['US-FL'])).toEqual(expect.arrayContaining(['R-6', 'US-FL-hours', 'US-FL-cap']))
  expect(idsFor('sms', 'solicitation', ['US-NY']).filter((id) => id.startsWith('US-'))).toEqual([])
  expect(idsFor('voice', 'informational', ['US-FL', 'US-TX'])).toEqual(
    expect.arrayContaining(['US-FL-hours', 'US-TX-hours']),
  )
})

test('calls that complete what the person began keep hours too; written answers do not', () => {
  expect(idsFor('voice', 'transactional', ['US-FL'])).toEqual(
    expect.arrayContaining(['R-7-service', 'US-FL-hours-service', 'US-FL-cap-service']),
  )
  const written = rulesFor(RULES, { atMs: AT, channel: 'sms', class: 'transactional', states: ['US-FL'] })
  expect(written.filter(({ demand }) => ['hours', 'cap'].includes(demand.kind))).toEqual([])
})

test('WhatsApp keeps the hours of the whole country and those of no state', () => {
  for (const purpose of ['appointment_reminder', 'marketing'] as const) {
    const held = rulesFor(RULES, {
      atMs: AT,
      channel: 'whatsapp',
      class: CLASS_OF[purpose],
      states: STATES.map((state) => `US-${state}`),
    })
    const hours = held.filter(({ demand }) => demand.kind === 'hours')
    expect(hours.map(({ id }) => id)).toEqual([purpose === 'marketing' ? 'R-6' : 'R-7'])
  }
})

test('how often is said for health care, for landlines and for four states', () => {
  const capOf = (id: string) => ruleOf(id).demand
  expect(capOf('R-4-day')).toEqual({ kind: 'cap', max: 1, hours: 24 })
  expect(capOf('R-4-week')).toEqual({ kind: 'cap', max: 3, hours: 168 })
  expect(capOf('R-5')).toEqual({ kind: 'cap', max: 3, hours: 720 })
  for (const state of ['FL', 'OK', 'MD']) expect(capOf(`US-${state}-cap`)).toEqual({ kind: 'cap', max: 3, hours: 24 })
  expect(ruleOf('US-ME-cap')).toMatchObject({ channels: ['voice'], demand: { max: 1, hours: 8 } })
})

test('wherever they are, nobody is rung more than three times within a day for what sells nothing', () => {
  expect(ruleOf('careline-rings').demand).toEqual({ kind: 'cap', max: 3, hours: 24 })
  for (const purposeClass of ['informational', 'health_care'] as const)
    expect(idsFor('voice', purposeClass, [])).toContain('careline-rings')
  expect(idsFor('sms', 'informational', [])).not.toContain('careline-rings')
})

test('what is only of landlines holds where one is known', () => {
  const about = { atMs: AT, channel: 'voice', class: 'informational', states: [] } as const
  const ids = (lineType?: 'landline' | 'mobile' | 'unknown') =>
    rulesFor(RULES, lineType === undefined ? about : { ...about, lineType }).map(({ id }) => id)
  expect(ids('landline')).toContain('R-5')
  for (const lineType of ['mobile', 'unknown', undefined] as const) expect(ids(lineType)).not.toContain('R-5')
})

test('a rule holds from the first moment of its first day to the first of its last, in UTC', () => {
  const rule = { effectiveFrom: '2026-10-18', effectiveTo: '2027-01-31' }
  expect(activeAt(rule, Date.parse('2026-10-17T23:59:59.999Z'))).toBe(false)
  expect(activeAt(rule, Date.parse('2026-10-18T00:00:00Z'))).toBe(true)
  expect(activeAt(rule, Date.parse('2027-01-30T23:59:59.999Z'))).toBe(true)
  expect(activeAt(rule, Date.parse('2027-01-31T00:00:00Z'))).toBe(false)
  expect(activeAt({ ...rule, effectiveTo: null }, Date.parse('2099-01-01T00:00:00Z'))).toBe(true)
})

test('Pennsylvania begins in October 2026', () => {
  const idsAt = (at: string) =>
    rulesFor(RULES, { atMs: Date.parse(at), channel: 'sms', class: 'solicitation', states: ['US-PA'] }).map(
      ({ id }) => id,
    )
  expect(idsAt('2026-10-17T12:00:00Z')).not.toContain('US-PA-hours')
  expect(idsAt('2026-10-18T00:00:00Z')).toContain('US-PA-hours')
})

test('there is no day on which a stop does not end everything, whoever says so', () => {
  const sayers = (at: string) =>
    DUTIES.filter((duty) => duty.duty === 'stop_ends_all' && activeAt(duty, Date.parse(at))).map(({ id }) => id)
  expect(sayers('2026-11-22T12:00:00Z')).toEqual(['careline-stop-ends-all'])
  expect(sayers('2027-01-30T23:59:59Z')).toEqual(['careline-stop-ends-all'])
  expect(sayers('2027-01-31T00:00:00Z')).toEqual(['R-11'])
})

test('a machine says what it is in the Union since August 2026, and nobody goes without it', () => {
  const duty = DUTIES.find(({ id }) => id === 'R-34')!
  expect(duty.waivable).toBe(false)
  expect(activeAt(duty, Date.parse('2026-08-01T23:59:59Z'))).toBe(false)
  expect(activeAt(duty, Date.parse('2026-08-02T00:00:00Z'))).toBe(true)
})

test('a recorded basis lifts the hours of a state, never for a solicitation, and never consent', () => {
  const hours = ruleOf('US-FL-hours')
  expect(isWaived(hours, 'informational', ['US-FL-hours'])).toBe(true)
  expect(isWaived(hours, 'informational', ['US-TX-hours'])).toBe(false)
  expect(isWaived(hours, 'solicitation', ['US-FL-hours'])).toBe(false)
  const lifted = RULES.filter(({ demand }) => !['hours', 'cap'].includes(demand.kind))
  for (const rule of lifted) expect(isWaived(rule, 'informational', [rule.id])).toBe(false)
})

test('a row that is added holds at once', () => {
  const row: Rule = { ...ruleOf('US-FL-hours'), id: 'US-NY-hours', jurisdiction: 'US-NY' }
  const held = rulesFor([...RULES, row], { atMs: AT, channel: 'sms', class: 'solicitation', states: ['US-NY'] })
  expect(held.map(({ id }) => id)).toContain('US-NY-hours')
})
