import { expect, test, vi } from 'vitest'
import { deadline } from './deadline.ts'

test('a deadline goes off when its time is up, and says that it was too late', () => {
  vi.useFakeTimers()
  const { signal } = deadline(100)
  vi.advanceTimersByTime(99)
  expect(signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(signal.aborted).toBe(true)
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' })
  vi.useRealTimers()
})

test('one that was ended leaves nothing to wait for, and never goes off', () => {
  vi.useFakeTimers()
  const { signal, end } = deadline(100)
  end()
  end()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(1_000)
  expect(signal.aborted).toBe(false)
  vi.useRealTimers()
})
