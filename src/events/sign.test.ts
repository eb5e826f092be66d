import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { newSecret, signedHeaders } from './sign.ts'

const verify = (secret: string, body: string, headers: Readonly<Record<string, string>>): unknown =>
  new Webhook(secret).verify(body, { ...headers })

test('the library receivers use accepts whatever we sign', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uuid(), fc.jsonValue(), async (id, value) => {
      const [secret, body] = [newSecret(), JSON.stringify({ value })]
      const headers = await signedHeaders({ id, body }, [secret], Date.now())
      expect(verify(secret, body, headers)).toEqual(JSON.parse(body))
    }),
  )
})

test('while a secret is being replaced, holders of the old and of the new one both accept', async () => {
  const [newer, older, foreign] = [newSecret(), newSecret(), newSecret()]
  const headers = await signedHeaders({ id: 'evt_1', body: '{}' }, [newer, older], Date.now())

  expect(verify(newer, '{}', headers)).toEqual({})
  expect(verify(older, '{}', headers)).toEqual({})
  expect(() => verify(foreign, '{}', headers)).toThrow('No matching signature')
})

test('a changed body, another id and an old timestamp are all refused by receivers', async () => {
  const secret = newSecret()
  const headers = await signedHeaders({ id: 'evt_1', body: '{"a":1}' }, [secret], Date.now())
  expect(() => verify(secret, '{"a":2}', headers)).toThrow('No matching signature')
  expect(() => verify(secret, '{"a":1}', { ...headers, 'webhook-id': 'evt_2' })).toThrow('No matching signature')

  const old = await signedHeaders({ id: 'evt_1', body: '{"a":1}' }, [secret], Date.now() - 6 * 60_000)
  expect(() => verify(secret, '{"a":1}', old)).toThrow('too old')
})

// The example of the specification's reference libraries, so that a mistake in our reading of the secret cannot hide.
test('agrees with the published vector', async () => {
  const headers = await signedHeaders(
    { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' },
    ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    1_614_265_330_000,
  )
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('secrets are 32 bytes and never the same', () => {
  const secrets = Array.from({ length: 50 }, newSecret)
  expect(new Set(secrets).size).toBe(50)
  for (const secret of secrets) expect(atob(secret.replace('whsec_', ''))).toHaveLength(32)
})
