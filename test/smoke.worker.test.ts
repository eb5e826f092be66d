import { env, exports } from 'cloudflare:workers'
import { expect, test } from 'vitest'

test('the gateway says that it is up', async () => {
  const response = await exports.default.fetch('http://gateway.test/health')
  expect(response.status).toBe(200)
  expect(await env.DB.prepare('SELECT count(*) AS n FROM calls').first()).toEqual({ n: 0 })
})
