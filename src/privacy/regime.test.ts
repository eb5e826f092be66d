import { expect, test } from 'vitest'
import { lawsFor, whenceOf, whenceOfAll, type Situation } from './regime.ts'

const situation = (places: readonly string[], more: Partial<Situation> = {}): Situation => ({
  types: ['access'],
  region: 'global',
  vertical: 'general',
  whence: whenceOfAll(places),
  ...more,
})

test.each([
  ['a number of Germany', ['+4930901820'], ['gdpr']],
  ['a number of the United Kingdom', ['+442079460018'], ['gdpr']],
  ['a number of California', ['+14155550142'], ['ccpa']],
  ['a number of New York', ['+12125550142'], []],
  ['a toll-free number, which may be anywhere', ['+18005550142'], []],
  ['a country they named', ['Österreich'], ['gdpr']],
  ['the state they named', ['california'], ['ccpa']],
  ['a code of it', ['US-CA'], ['ccpa']],
  ['a country without a law of its own here', ['Brazil'], []],
  ['a number of one and the name of another', ['+14155550142', 'France'], ['gdpr', 'ccpa']],
  ['nothing', [], []],
] as const)('by %s', (_, places, laws) => {
  expect(lawsFor(situation(places))).toEqual(laws)
})

test('a business in Europe answers to the GDPR wherever people are', () => {
  expect(lawsFor(situation(['+14155550142'], { region: 'eu' }))).toEqual(['gdpr', 'ccpa'])
  expect(lawsFor(situation([], { region: 'eu', vertical: 'healthcare' }))).toEqual(['gdpr'])
})

test('a health record is given out and amended by HIPAA, which knows no deletion', () => {
  const health = { vertical: 'healthcare' } as const
  expect(lawsFor(situation(['+12125550142'], health))).toEqual(['hipaa'])
  expect(lawsFor(situation(['+14155550142'], health))).toEqual(['ccpa', 'hipaa'])
  expect(lawsFor(situation(['+14155550142'], { ...health, types: ['delete'] }))).toEqual(['ccpa'])
  expect(lawsFor(situation(['+12125550142'], { ...health, types: ['delete'] }))).toEqual([])
})

test('the wall clock is that of where they are', () => {
  expect(whenceOf('US-CA').zones).toEqual(['America/Los_Angeles'])
  expect(whenceOf('Germany').zones).toEqual(['Europe/Berlin'])
  expect(whenceOf('nowhere in particular')).toEqual({ countries: [], states: [], zones: [] })
})
