import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

test('turns at an account are a second apart, however many want one at once, and however many were given out', async () => {
  const pace = env.PACES.getByName('twilio:AC1')
  const before = Date.now()
  const turns = await Promise.all(Array.from({ length: 4_000 }, async (_, nth) => (await pace.turn(`ten_${nth}`)).atMs))
  expect(new Set(turns).size).toBe(4_000)
  expect(Math.min(...turns)).toBeGreaterThanOrEqual(before)
  const sorted = turns.toSorted((a, b) => a - b)
  for (let nth = 1; nth < sorted.length; nth += 1) expect(sorted[nth]! - sorted[nth - 1]!).toBeGreaterThanOrEqual(1_000)
})

test('another account waits for nobody', async () => {
  for (let nth = 0; nth < 10; nth += 1) await env.PACES.getByName('twilio:AC1').turn('ten_1')
  const { atMs } = await env.PACES.getByName('twilio:AC2').turn('ten_1')
  expect(atMs).toBeLessThanOrEqual(Date.now())
})

test('a business that wants a thousand calls at once keeps another one waiting for a few of them, and gets no turn less', async () => {
  const pace = env.PACES.getByName('twilio:AC3')
  const before = Date.now()
  const turns = await Promise.all(Array.from({ length: 1_000 }, () => pace.turn('ten_many')))
  // Ten, and as many as came up meanwhile.
  const took = Math.ceil((Date.now() - before) / 1_000)
  const given = turns.filter(({ isGiven }) => isGiven)
  expect(given.length).toBeLessThanOrEqual(10 + took)
  const firstAtMs = Math.min(...given.map(({ atMs }) => atMs))
  const other = await pace.turn('ten_other')
  expect(other.isGiven).toBe(true)
  expect(other.atMs).toBeLessThanOrEqual(firstAtMs + (10 + took) * 1_000)
  // Whoever is to ask again asks alone, as fast as turns are given out.
  const later = turns.flatMap(({ isGiven, atMs }) => (isGiven ? [] : [atMs])).toSorted((one, two) => one - two)
  for (let nth = 1; nth < later.length; nth += 1) expect(later[nth]! - later[nth - 1]!).toBeGreaterThanOrEqual(1_000)
  expect(later[0]).toBeLessThan(firstAtMs + (5 + took) * 1_000)
})

test('an account of its own may be asked for as many calls a second as its business has said', async () => {
  const pace = env.PACES.getByName('twilio:AC4')
  const turns = [await pace.turn('ten_1', 100), await pace.turn('ten_1', 100), await pace.turn('ten_1', 100)]
  expect(turns[2]!.atMs - turns[0]!.atMs).toBeLessThan(1_000)
})
