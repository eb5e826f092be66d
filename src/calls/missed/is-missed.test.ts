import { describe, expect, test } from 'vitest'
import { PINS } from '../../../test/builders/pinned-call.ts'
import { admitted } from '../advance.ts'
import type { CallState } from '../call-state.ts'
import { isMissed } from './is-missed.ts'

const ENDED_MS = 60_000

const missed: CallState = {
  ...admitted('call_1', PINS, 1_000),
  status: 'completed',
  endedAtMs: ENDED_MS,
  endedBy: 'caller',
  endReason: 'customer_hangup',
  personId: 'per_1',
  rows: { first: true, last: true, completed: false },
}

const isIt = (change: Partial<CallState>, nowMs = ENDED_MS + 1_000): boolean =>
  isMissed({ ...missed, ...change }, nowMs)

test('a call whose caller rang off is one', () => {
  expect(isIt({})).toBe(true)
})

test.each(['no_answer', 'busy', 'canceled', 'relay_failed', 'carrier_error', 'agent_missing'] as const)(
  'so is one that ended with %s',
  (endReason) => {
    expect(isIt({ endReason })).toBe(true)
  },
)

describe('no call is one', () => {
  test.each<[string, Partial<CallState>]>([
    ['that goes on', { status: 'in_progress' }],
    ['whose last row is not written', { rows: { first: true, last: false, completed: false } }],
    ['on which nobody said a word until we rang off', { endReason: 'silence' }],
    ['of which nothing was heard any more', { endReason: 'went_silent' }],
    ['from which the caller got something', { outcomes: ['question_answered'] }],
    ['on which a voicemail was left', { voicemail: { is: 'settled', as: 'stored' } }],
    ['whose caller is called back', { callbackOwed: false }],
    ['of somebody who hides their number', { pins: { ...PINS, phoneToken: null } }],
    ['of a number that does not hold before the carriers', { pins: { ...PINS, verdict: 'failed' } }],
    ['of nobody known', { personId: null }],
  ])('%s', (_, change) => {
    expect(isIt(change)).toBe(false)
  })

  test('when it was so long ago that a text would only puzzle them', () => {
    expect(isIt({}, ENDED_MS + 14 * 60_000)).toBe(true)
    expect(isIt({}, ENDED_MS + 16 * 60_000)).toBe(false)
  })
})
