import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextStep, type Standing } from './next-step.ts'
import { neededFor, permits } from './permits.ts'
import { IDENTITY_LEVELS, isAtLeast, REQUEST_STATUSES, REQUEST_TYPES } from './request.ts'

const standing = (more: Partial<Standing>): Standing => ({
  status: 'received',
  types: ['delete'],
  done: [],
  level: 'L0',
  isPersonKnown: true,
  isOutOfReach: false,
  isDoubtful: false,
  isCalledOff: false,
  putTogether: null,
  isPlainCorrection: false,
  ...more,
})

const types = fc.subarray([...REQUEST_TYPES])
const anyStanding = fc.record({
  status: fc.constantFrom(...REQUEST_STATUSES),
  types,
  done: types,
  level: fc.constantFrom(...IDENTITY_LEVELS),
  isPersonKnown: fc.boolean(),
  isOutOfReach: fc.boolean(),
  isDoubtful: fc.boolean(),
  isCalledOff: fc.boolean(),
  putTogether: fc.constantFrom('all', 'categories', null),
  isPlainCorrection: fc.boolean(),
  isOnBehalf: fc.boolean(),
  isHealthCare: fc.boolean(),
})

describe('what each level permits', () => {
  test.each([
    ['L0', ['optout_all', 'optout_marketing', 'optout_voice', 'optout_sms', 'optout_whatsapp']],
    ['L1', ['object_to_marketing', 'status', 'withdraw']],
    ['L2', ['categories', 'correct', 'object', 'restrict']],
    ['L3', ['delete', 'access', 'portability']],
  ] as const)('%s permits what the level before did, and %s', (level, acts) => {
    for (const act of acts) expect(neededFor(act)).toBe(level)
  })

  test('pieces of health records, and anything for somebody else, need the highest', () => {
    expect(permits('L3', 'access', { isHealthCare: true })).toBe(false)
    expect(permits('L4', 'access', { isHealthCare: true })).toBe(true)
    expect(permits('L3', 'delete', { isHealthCare: true })).toBe(true)
    expect(permits('L3', 'delete', { isOnBehalf: true })).toBe(false)
    expect(permits('L0', 'optout_all', { isOnBehalf: true, isHealthCare: true })).toBe(true)
  })
})

test('an end to contact comes first, even for a stranger, even beside what a stranger may not have', () => {
  const mixed = standing({ types: ['delete', 'optout_all'], isPersonKnown: false })
  expect(nextStep(mixed)).toEqual({ do: 'opt_out', types: ['optout_all'] })
  expect(nextStep({ ...mixed, done: ['optout_all'] })).toEqual({ do: 'wait', status: 'with_business' })
})

test('a deletion waits for a code, and begins with it', () => {
  expect(nextStep(standing({}))).toEqual({ do: 'wait', status: 'received' })
  expect(nextStep(standing({ status: 'awaiting_identity' }))).toEqual({ do: 'wait', status: 'awaiting_identity' })
  expect(nextStep(standing({ status: 'awaiting_identity', level: 'L3' }))).toEqual({ do: 'erase' })
  expect(nextStep(standing({ isOutOfReach: true }))).toEqual({ do: 'wait', status: 'with_business' })
})

test('what was asked for is given out before it is deleted', () => {
  const both = standing({ types: ['delete', 'access'], level: 'L3' })
  expect(nextStep(both)).toEqual({ do: 'export', scope: 'all', types: ['access'] })
  expect(nextStep({ ...both, done: ['access'] })).toEqual({ do: 'erase' })
})

test('whose number may have changed hands is for the business to say', () => {
  const doubtful = standing({ level: 'L3', isDoubtful: true })
  expect(nextStep(doubtful)).toEqual({ do: 'wait', status: 'with_business' })
  expect(nextStep({ ...doubtful, level: 'L4' })).toEqual({ do: 'erase' })
})

test('an erasure that the business called off does not begin again by itself', () => {
  const calledOff = standing({ level: 'L3', isCalledOff: true, status: 'with_business' })
  expect(nextStep(calledOff)).toEqual({ do: 'wait', status: 'with_business' })
})

test('whoever nobody can send a code to is told the kinds of data, when their address is on file', () => {
  const access = standing({ types: ['access'], isOutOfReach: true })
  expect(nextStep({ ...access, level: 'L2' })).toMatchObject({ do: 'export', scope: 'categories' })
  expect(nextStep({ ...access, level: 'L1' })).toEqual({ do: 'wait', status: 'with_business' })
})

test('whatever is asked: nothing is done at a level that does not permit it, nor to somebody unknown', () => {
  fc.assert(
    fc.property(anyStanding, (one) => {
      const step = nextStep(one)
      if (step === null) return
      const left = one.types.filter((type) => !one.done.includes(type))
      if (step.do === 'erase') expect(permits(one.level, 'delete', one)).toBe(true)
      if (step.do === 'export')
        expect(permits(one.level, step.scope === 'all' ? 'access' : 'categories', one)).toBe(true)
      if (step.do === 'object' || step.do === 'restrict' || step.do === 'correct')
        expect(permits(one.level, step.do, one)).toBe(true)
      if (!['opt_out', 'wait', 'complete'].includes(step.do)) {
        expect(one.isPersonKnown).toBe(true)
        expect(isAtLeast(one.level, 'L2')).toBe(true)
      }
      expect(step.do === 'complete').toBe(left.length === 0)
    }),
  )
})

test('whatever is asked: a request that is under way, or over, is left alone', () => {
  fc.assert(
    fc.property(anyStanding, (one) => {
      const rests = ['waiting', 'working', 'completed', 'refused', 'withdrawn', 'expired'].includes(one.status)
      expect(nextStep(one) === null).toBe(rests)
    }),
  )
})
