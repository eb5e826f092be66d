import { expect, test } from 'vitest'
import { allScenarios, matchesPattern, parseScenario } from './scenario.ts'

const REQUIRED = [
  'barge-in',
  'cancel',
  'concurrent-callers',
  'correction',
  'digression',
  'dropped-socket',
  'emergency',
  'happy-path',
  'hidden-number',
  'late-interrupt',
  'message',
  'opt-out',
  'over-answering',
  'refill',
  'refusal-of-recording',
  'reschedule',
  'silence',
]

test('every scenario can be read, is named as its file, and leads to others that are there', () => {
  const scenarios = allScenarios()
  const names = scenarios.map(({ name }) => name)
  expect(names).toEqual([...names].sort())
  expect(names).toEqual(expect.arrayContaining(REQUIRED))
  for (const { after } of scenarios) if (after !== undefined) expect(names).toContain(after)
})

test.each([
  ['steps: [{ say: Hi }]', 'name'],
  ['name: a\ndescription: b\nto: c', 'either steps or callers'],
  ['name: a\ndescription: b\nto: c\nsteps: [{ shout: Hi }]', 'steps'],
  ['name: a\ndescription: b\nto: c\nsteps: [{ hear: "/(/" }]', 'steps'],
  ['name: a\ndescription: b\nto: c\nsteps: [hang-up]\nexpects: {}', 'expects'],
])('says what is wrong with a scenario: %j', (text, problem) => {
  expect(() => parseScenario(text, 'a.yaml')).toThrow(problem)
})

test.each([
  ['recorded', 'This call is Recorded.', true],
  ['911', 'Call 911', true],
  ['/which|or .*\\?/', 'At ten or at two?', true],
  ['/^booked$/', 'You are booked', false],
  ['a.c', 'abc', false],
])('looks for %j in %j', (pattern, text, found) => expect(matchesPattern(pattern, text)).toBe(found))
