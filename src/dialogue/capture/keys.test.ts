import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { awaitKeys, type KeyOutcome, type KeyPlan, keysDue, type KeyState, pressKey } from './keys.ts'

const DIGITS: KeyPlan = { min: 4, max: 8, masked: false, firstKeyMs: 5_000, nextKeyMs: 2_000 }
const PIN: KeyPlan = { ...DIGITS, masked: true }

/** Presses keys a tenth of a second apart. */
function press(plan: KeyPlan, keys: string): { state: KeyState; outcomes: KeyOutcome[] } {
  let state = awaitKeys(plan, 0)
  const outcomes: KeyOutcome[] = []
  for (const [index, key] of [...keys].entries()) {
    const step = pressKey(state, key, (index + 1) * 100)
    state = JSON.parse(JSON.stringify(step.state)) as KeyState
    if (step.outcome) outcomes.push(step.outcome)
  }
  return { state, outcomes }
}

test.each<[string, KeyOutcome[]]>([
  ['12345#', [{ type: 'entered', digits: '12345' }]],
  ['12345678', [{ type: 'entered', digits: '12345678' }]],
  ['12*3456#', [{ type: 'cleared' }, { type: 'entered', digits: '3456' }]],
  ['12#', [{ type: 'too_few', count: 2, min: 4, digits: '12' }]],
  ['123456789#', [{ type: 'entered', digits: '12345678' }]],
])('of the keys %s comes %j', (keys, outcomes) => {
  expect(press(DIGITS, keys).outcomes).toEqual(outcomes)
})

describe('time', () => {
  test('takes what was entered when no key comes for long enough, and not before', () => {
    const { state } = press(DIGITS, '1234')
    expect(state.dueAtMs).toBe(2_400)
    expect(keysDue(state, 2_399).outcome).toBeNull()
    expect(keysDue(state, 2_400).outcome).toEqual({ type: 'entered', digits: '1234' })
  })

  test('that is up counts before the key that came too late', () => {
    const { state } = press(DIGITS, '1234')
    expect(pressKey(state, '5', 9_000).outcome).toEqual({ type: 'entered', digits: '1234' })
  })

  test('that is up without a key gives nothing', () => {
    expect(keysDue(awaitKeys(DIGITS, 0), 5_000).outcome).toEqual({ type: 'nothing' })
  })
})

test('what is masked gives a receipt', () => {
  expect(press(PIN, '4321#').outcomes).toEqual([{ type: 'receipt', count: 4, text: '4 digits entered' }])
})

test('a plan that cannot be met is refused', () => {
  expect(() => awaitKeys({ ...DIGITS, min: 9 }, 0)).toThrow('min')
})

const someKeys = fc.string({ unit: fc.constantFrom(...'0123456789*#'), maxLength: 60 })

test('whatever is keyed into a masked capture, no digit is in its state or what comes of it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'56789'), minLength: 1, maxLength: 8 }),
      fc.constantFrom('', '#', '*', '*#'),
      (digits, end) => {
        let state = awaitKeys({ min: 1, max: 20, masked: true, firstKeyMs: 1, nextKeyMs: 1 }, 0)
        for (const key of digits + end) {
          const step = pressKey({ ...state, dueAtMs: state.dueAtMs === null ? null : 1 }, key, 0)
          const { count: _, ...rest } = step.state
          const receipt = step.outcome?.type === 'receipt' ? { ...step.outcome, count: 0, text: '' } : step.outcome
          expect(JSON.stringify([rest, receipt])).not.toMatch(/[5-9]/)
          state = step.state
        }
      },
    ),
  )
})

test('whatever is keyed in, what is entered is within its bounds, once, and the end is the end', () => {
  fc.assert(
    fc.property(someKeys, fc.boolean(), (keys, masked) => {
      const { state, outcomes } = press({ ...DIGITS, masked, firstKeyMs: 60_000, nextKeyMs: 60_000 }, keys)
      const ends = outcomes.filter(({ type }) => type !== 'cleared')
      expect(ends.length).toBeLessThanOrEqual(1)
      expect(state.dueAtMs === null).toBe(ends.length === 1)
      for (const end of ends) {
        if (end.type === 'entered') expect(end.digits).toMatch(/^\d{4,8}$/)
        if (end.type === 'receipt') expect(end.count >= 4 && end.count <= 8).toBe(true)
      }
      expect(pressKey(state, '1', 0).outcome === null || state.dueAtMs !== null).toBe(true)
    }),
    { numRuns: 500 },
  )
})
