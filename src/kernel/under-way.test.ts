import { expect, test } from 'vitest'
import { UnderWay } from './under-way.ts'

test('what has begun is waited for, whether it comes to something or fails', async () => {
  const underWay = new UnderWay()
  const went: string[] = []
  const good = Promise.withResolvers<void>()
  const bad = Promise.withResolvers<void>()
  void underWay.note(good.promise)
  const failing = underWay.note(bad.promise).catch(() => went.push('failed'))
  const settled = underWay.settled(60_000).then(() => went.push('settled'))
  good.resolve()
  await Promise.resolve()
  expect(went).toEqual([])
  bad.reject(new Error('cut off'))
  await Promise.all([settled, failing])
  expect(went).toEqual(['failed', 'settled'])
})

test('nobody waits longer than the bound, and where nothing is on its way not at all', async () => {
  const underWay = new UnderWay()
  await underWay.settled(60_000)
  void underWay.note(new Promise(() => undefined))
  await underWay.settled(5)
})
