import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { API_LIMIT_REQUESTS, API_LIMIT_SECONDS } from '../src/routes/api/rate-limit.ts'

test('what an answer says of the rate limit is what the platform counts', () => {
  const wrangler = readFileSync('wrangler.toml', 'utf8')
  const limit = /name = "API_LIMIT"[^[]*simple = \{ limit = (\d+), period = (\d+) \}/.exec(wrangler)
  expect(limit?.slice(1).map(Number)).toEqual([API_LIMIT_REQUESTS, API_LIMIT_SECONDS])
})
