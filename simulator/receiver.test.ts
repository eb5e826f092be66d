import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator, type Simulator } from './server.ts'

const SECRET = `whsec_${btoa('0123456789abcdef01234567')}`

let simulator: Simulator
beforeAll(async () => {
  const accountSid = 'AC00000000000000000000000000000001'
  simulator = await startSimulator({
    port: 0,
    publicUrl: 'http://localhost:8787',
    accountSid,
    authToken: 'a'.repeat(32),
    stateDir: null,
  })
  await fetch(`${simulator.url}/_sim/receivers`, {
    method: 'POST',
    body: JSON.stringify({ slug: 'bright-smile', secret: SECRET }),
  })
})
afterAll(() => simulator.close())

async function send(id: string, secret = SECRET): Promise<Response> {
  const at = new Date()
  const body = JSON.stringify({ type: 'call.completed', timestamp: at.toISOString(), data: { call_id: 'call_1' } })
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
  return fetch(`${simulator.url}/receiver/bright-smile`, { method: 'POST', headers, body })
}

const received = async () => {
  const response = await fetch(`${simulator.url}/_sim/receivers/bright-smile`)
  return ((await response.json()) as { events: Record<string, unknown>[] }).events
}

test('takes what is signed with its secret, and remembers what was not', async () => {
  expect((await send('evt_1')).status).toBe(204)
  expect((await send('evt_2', `whsec_${btoa('another secret altogether')}`)).status).toBe(401)
  expect(await received()).toMatchObject([
    { id: 'evt_1', type: 'call.completed', data: { call_id: 'call_1' }, verified: true, attempt: 1 },
    { id: 'evt_2', verified: false, status: 401 },
  ])
})

test('fails as it is asked to, and counts the tries', async () => {
  const fault = { match: 'POST /receiver/bright-smile', status: 503, headers: { 'Retry-After': '2' } }
  await fetch(`${simulator.url}/_sim/faults`, { method: 'POST', body: JSON.stringify(fault) })
  const refused = await send('evt_3')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2'])
  expect((await send('evt_3')).status).toBe(204)
  expect((await received()).filter(({ id }) => id === 'evt_3')).toMatchObject([
    { attempt: 1, status: 503 },
    { attempt: 2, status: 204 },
  ])
})

test('nobody receives for a stranger', async () => {
  expect((await fetch(`${simulator.url}/_sim/receivers/nobody`)).status).toBe(404)
})
