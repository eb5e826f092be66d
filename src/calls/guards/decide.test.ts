import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitsOf } from '../../tenants/limits.ts'
import { decide, type Load } from './decide.ts'
import { callsOf, liveCalls, newLetIn, noteLetIn, noteRows } from './let-in.ts'
import { CALL_TOOLS_MAX, CALL_TURNS_MAX, isRunaway } from './runaway.ts'
import type { Standing } from './standing.ts'

const LIMITS = limitsOf({ ceilings: null, limits: null })
const NOTHING: Load = { isBlocked: false, callerCalls: 0, liveCalls: 0, usedSeconds: 0, usedTokens: 0 }
const EMPTY: Standing = {
  readAtMs: 0,
  oldLive: 0,
  liveSeconds: 0,
  young: new Map(),
  youngLive: 0,
  usedSeconds: 0,
  usedTokens: 0,
  blocked: new Set(),
  callsOf: new Map(),
}

test('a business that uses nothing answers, and twenty calls at a time are twenty', () => {
  expect(decide(NOTHING, LIMITS)).toBeNull()
  expect(decide({ ...NOTHING, liveCalls: 19 }, LIMITS)).toBeNull()
  expect(decide({ ...NOTHING, liveCalls: 20 }, LIMITS)).toBe('concurrent_calls')
  expect(decide({ ...NOTHING, callerCalls: 20, liveCalls: 20 }, LIMITS)).toBe('caller_rate')
  expect(decide({ ...NOTHING, isBlocked: true, callerCalls: 20 }, LIMITS)).toBe('blocked')
})

test('no limit of its own takes a business above its ceiling', () => {
  const limit = fc.option(fc.nat(5_000), { nil: undefined })
  fc.assert(
    fc.property(limit, limit, (own, most) => {
      const { concurrentCalls } = limitsOf({
        ceilings: most === undefined ? null : { concurrentCalls: most },
        limits: own === undefined ? null : { concurrentCalls: own },
      })
      expect(concurrentCalls).toBeLessThanOrEqual(most ?? 20)
      if (own !== undefined) expect(concurrentCalls).toBeLessThanOrEqual(own)
    }),
  )
})

test('calls let in here count once each, until they have a row or a minute has passed', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 })
  fc.assert(
    fc.property(names, names, (letIn, written) => {
      const known = newLetIn()
      for (const name of letIn) noteLetIn(known, name, 'token', 1_000)
      const young = new Map(written.map((name) => [name, true]))
      const rows = { ...EMPTY, young, youngLive: young.size }
      noteRows(known, rows)
      expect(liveCalls(rows, known, 2_000)).toBe(new Set([...letIn, ...written]).size)
      for (const name of letIn) noteLetIn(known, name, 'token', 2_000)
      expect(liveCalls(rows, known, 2_000)).toBe(new Set([...letIn, ...written]).size)
      expect(callsOf(EMPTY, known, 'token', 2_000)).toBe(new Set(letIn).size)
      expect(callsOf(EMPTY, known, null, 2_000)).toBe(0)
      expect(liveCalls(EMPTY, known, 62_000)).toBe(0)
      expect(callsOf(EMPTY, known, 'token', 3_602_000)).toBe(0)
    }),
  )
})

test('a call goes round in circles by its turns or by its tools', () => {
  expect(isRunaway({ turns: CALL_TURNS_MAX - 1, toolCalls: CALL_TOOLS_MAX - 1 })).toBe(false)
  expect(isRunaway({ turns: CALL_TURNS_MAX })).toBe(true)
  expect(isRunaway({ turns: 2, toolCalls: CALL_TOOLS_MAX })).toBe(true)
})
