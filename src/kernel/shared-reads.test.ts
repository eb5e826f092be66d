import { expect, test } from 'vitest'
import { sharedReads } from './shared-reads.ts'

test('what many ask for at once is read once, and what is asked for later is read again', async () => {
  const share = sharedReads<number>()
  let times = 0
  const read = async (): Promise<number> => (times += 1)
  expect(await Promise.all([share('a', 0, read), share('a', 0, read), share('a', 0, read)])).toEqual([1, 1, 1])
  expect(await share('a', 0, read)).toBe(2)
  expect(await Promise.all([share('a', 0, read), share('b', 0, read)])).toEqual([3, 4])
})

test('a read that fails fails for whoever began it: the others read for themselves', async () => {
  const share = sharedReads<string>()
  const failing = share('a', 0, () => Promise.reject(new Error('away')))
  const other = share('a', 0, async () => 'here')
  await expect(failing).rejects.toThrow('away')
  expect(await other).toBe('here')
})

test('nobody waits for a read whose beginner was cut off', async () => {
  const share = sharedReads<string>()
  void share('a', 0, () => new Promise(() => {}))
  expect(await share('a', 500, async () => 'own')).toBe('own')
  expect(await share('a', 1_000, async () => 'anew')).toBe('anew')
})
