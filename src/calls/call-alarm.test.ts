import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CallAlarm } from './call-alarm.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

/** The platform's alarm, which may refuse to be set so many times. */
function aClock(refusals = 0) {
  const set: number[] = []
  let left = refusals
  return {
    set,
    getAlarm: async () => set.at(-1) ?? null,
    async setAlarm(at: number | Date) {
      left -= 1
      if (left >= 0) throw new Error('no disk')
      set.push(Number(at))
    },
  }
}

test('a call of which nothing more is heard has its alarm before its object can be let go', async () => {
  const clock = aClock()
  new CallAlarm(clock, () => 20_000).awaitNextWord()
  await vi.advanceTimersByTimeAsync(7_999)
  expect(clock.set).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(clock.set).toEqual([20_000])
})

test("the carrier's next word sets it, once", async () => {
  const clock = aClock()
  const alarm = new CallAlarm(clock, () => 12_000)
  alarm.awaitNextWord()
  await alarm.arm()
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(clock.set).toEqual([12_000])
})

test('a disk that refuses it is asked again until it is set', async () => {
  const clock = aClock(3)
  const alarm = new CallAlarm(clock, () => 20_000)
  alarm.awaitNextWord()
  await expect(alarm.arm()).rejects.toThrow('no disk')
  await vi.advanceTimersByTimeAsync(8_000)
  expect(clock.set).toEqual([])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(clock.set).toEqual([20_000])
  expect(vi.getTimerCount()).toBe(0)
})

test('an alarm that rings sooner than it must is left, and one that rings too late is brought forward', async () => {
  const clock = aClock()
  let due: number | null = 5_000
  const alarm = new CallAlarm(clock, () => due)
  await alarm.arm()
  due = 9_000
  await alarm.arm()
  due = 2_000
  await alarm.arm()
  due = null
  await alarm.arm()
  expect(clock.set).toEqual([5_000, 2_000])
})

test('while what is due is being done no other alarm is set, and afterwards not before it may be', async () => {
  const clock = aClock()
  const alarm = new CallAlarm(clock, () => 3_000)
  await alarm.ring(async () => {
    await alarm.arm()
    expect(clock.set).toEqual([])
    return 4_000
  })
  expect(clock.set).toEqual([4_000])
})
