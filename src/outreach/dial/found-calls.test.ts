import { expect, test } from 'vitest'
import { ourCalls } from './found-calls.ts'

const AT = Date.parse('2026-11-24T17:00:00Z')
const called = (carrierCallId: string, afterMs: number | null) => ({
  carrierCallId,
  createdAtMs: afterMs === null ? null : AT + afterMs,
})

test('a call that the business made by another system is neither taken for ours nor ended', () => {
  expect(ourCalls([called('theirs', -40_000), called('later', 30_000)], [AT])).toEqual({ found: null, twice: [] })
  expect(ourCalls([called('theirs', -40_000), called('ours', 400)], [AT])).toEqual({ found: 'ours', twice: [] })
  // As near as that: one was asked for, so one is taken, and the other let alone.
  expect(ourCalls([called('theirs', 9_000), called('ours', 400)], [AT])).toEqual({ found: 'ours', twice: [] })
})

test('no more calls are ended than were asked for in vain', () => {
  const both = [called('second', 60_500), called('first', 500), called('theirs', 61_500)]
  expect(ourCalls(both, [AT, AT + 60_000])).toEqual({ found: 'first', twice: ['second'] })
})

test('a call that is still in the queue, without a date, is gone on with before another is made', () => {
  expect(ourCalls([called('queued', null)], [AT])).toEqual({ found: 'queued', twice: [] })
  expect(ourCalls([called('queued', null), called('ours', 0)], [AT])).toEqual({ found: 'ours', twice: [] })
})
