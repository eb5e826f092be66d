import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Goodbye } from './goodbye.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function aGoodbye({ isSilent }: { readonly isSilent: boolean }) {
  const closed: string[] = []
  return { closed, goodbye: new Goodbye({ isSilent }, (handoff) => void closed.push(handoff)) }
}

test('a line whose last words were played is closed at once', () => {
  const { closed, goodbye } = aGoodbye({ isSilent: true })
  goodbye.end('done')
  expect(closed).toEqual(['done'])
})

test('last words that nobody says were played are waited for, and not for ever', () => {
  const { closed, goodbye } = aGoodbye({ isSilent: false })
  goodbye.end('done')
  vi.advanceTimersByTime(19_000)
  expect(closed).toEqual([])
  vi.advanceTimersByTime(2_000)
  expect(closed).toEqual(['done'])
})

test('of a line that is gone nothing is written when its goodbye would have been over', () => {
  const { closed, goodbye } = aGoodbye({ isSilent: false })
  goodbye.end('done')
  goodbye.drop()
  vi.advanceTimersByTime(60_000)
  expect(goodbye.heard()).toBe(false)
  expect(closed).toEqual([])
})
