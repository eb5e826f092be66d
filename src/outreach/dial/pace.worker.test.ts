import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'

test('turns at an account are a second apart, however many want one at once, and however many were given out', async () => {
  const pace = env.PACES.getByName('twilio:AC1')
  const before = Date.now()
  const turns = await Promise.all(Array.from({ length: 4_000 }, () => pace.turn()))
  expect(new Set(turns).size).toBe(4_000)
  expect(Math.min(...turns)).toBeGreaterThanOrEqual(before)
  const sorted = turns.toSorted((a, b) => a - b)
  for (let nth = 1; nth < sorted.length; nth += 1) expect(sorted[nth]! - sorted[nth - 1]!).toBeGreaterThanOrEqual(1_000)
})

test('another account waits for nobody', async () => {
  for (let nth = 0; nth < 10; nth += 1) await env.PACES.getByName('twilio:AC1').turn()
  const before = Date.now()
  expect(await env.PACES.getByName('twilio:AC2').turn()).toBeLessThan(before + 1_000)
})
