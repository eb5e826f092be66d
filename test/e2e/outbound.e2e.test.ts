import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zoneWhereItIs } from '../../simulator/outbound/clock-zone.ts'
import { eventually, startGateway, type Gateway } from './gateway.ts'
import { runCommand, whyNot } from './run-command.ts'

interface Told {
  readonly scenario: string
  readonly call_id: string | null
  readonly turns: readonly { readonly speaker: string; readonly text: string; readonly at_ms: number }[]
  readonly refused: { readonly code: string; readonly rule_ids: readonly string[] } | null
  readonly events: readonly string[]
  readonly expected: boolean
}

let gateway: Gateway

beforeAll(async () => {
  gateway = await startGateway({ simulator: true })
})

afterAll(() => gateway?.stop())

/** Has the business call with the command a person would use. */
const callOut = (scenario: string) =>
  runCommand<Told>('call', scenario, { stateDir: gateway.stateDir, flags: ['--speed', '20'] })

/** The longest first: what waits on the clock is begun while the rest is played. */
const PLAYED = [
  'reminder-voicemail',
  'reminder-moved',
  'voicemail-recorded-name',
  'voicemail-name-first',
  'refill-collected',
  'reminder-confirmed',
  'reminder-listed-moved',
  'recordatorio-otra-hora',
  'quitame-de-la-lista',
  'busy',
  'quiet-hours',
  'no-consent',
]

describe('a call that a business makes ends as it says', () => {
  test.concurrent.each(PLAYED)('%s', { timeout: 300_000 }, async (scenario) => {
    const { code, told, complaint } = await callOut(scenario)
    expect(code, whyNot({ told, complaint })).toBe(0)
    expect(told).toMatchObject({ scenario, expected: true })
    expect(told.call_id === null).toBe(told.refused !== null)
  })
})

const simulated = (path: string, body: unknown) =>
  fetch(gateway.demo.simulatorUrl + path, { method: 'POST', body: JSON.stringify(body) })

async function agreed(phone: string): Promise<void> {
  const body = {
    phone,
    level: 'express',
    purposes: ['appointment_reminder'],
    channels: ['voice'],
    text: 'You may remind me by phone.',
    source: 'web_form',
    captured_at: new Date(Date.now() - 60_000).toISOString(),
    time_zone: zoneWhereItIs('day', Date.now()),
  }
  expect((await gateway.api('/v1/consents', { method: 'POST', body })).status).toBe(201)
}

async function wanted(to: string, key: string = randomUUID()): Promise<string> {
  const headers = { 'idempotency-key': key }
  const body = { to, purpose: 'appointment_reminder' }
  const response = await gateway.api('/v1/calls', { method: 'POST', body, headers })
  const call = (await response.json()) as { id: string }
  expect(response.status, JSON.stringify(call)).toBe(201)
  return call.id
}

const statusOf = async (id: string): Promise<string> =>
  ((await (await gateway.api(`/v1/calls/${id}`)).json()) as { status: string }).status

async function callsAtCarrier(to: string): Promise<readonly { readonly sid: string; readonly status: string }[]> {
  const { accountSid, authToken } = gateway.demo.twilio
  const url = `${gateway.demo.simulatorUrl}/2010-04-01/Accounts/${accountSid}/Calls.json?${new URLSearchParams({ To: to }).toString()}`
  const response = await fetch(url, { headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` } })
  return ((await response.json()) as { calls: { sid: string; status: string }[] }).calls
}

const over = (id: string) =>
  eventually(`the end of ${id}`, async () => ((await statusOf(id)) === 'completed' ? true : null))

test.each([
  ['answers 500', '+12125550161', { status: 500 }],
  ['breaks off', '+12125550162', { drop: true }],
])('a carrier that takes a call and %s has somebody rung once', { timeout: 300_000 }, async (_, to, trouble) => {
  await agreed(to)
  await simulated('/_sim/faults', { match: 'POST /Calls.json', after: true, ...trouble })
  const key = randomUUID()
  const id = await wanted(to, key)
  expect(await wanted(to, key)).toBe(id)
  await over(id)
  expect(await callsAtCarrier(to)).toMatchObject([{ status: 'completed' }])
})

test('a call taken back while the carrier keeps it waiting rings nobody', { timeout: 300_000 }, async () => {
  const to = '+12125550163'
  await agreed(to)
  await simulated('/_sim/faults', { match: `QUEUE /Calls/${to}`, delay_ms: 20_000 })
  const id = await wanted(to)
  await eventually('the carrier to have it', async () => ((await callsAtCarrier(to)).length === 1 ? true : null))
  const answer = await gateway.api(`/v1/calls/${id}/cancel`, { method: 'POST', body: {} })
  expect(answer.status).toBe(200)
  await eventually('it to be let go', async () => ((await callsAtCarrier(to))[0]?.status === 'canceled' ? true : null))
  await eventually('that to be told', async () => ((await statusOf(id)) === 'canceled' ? true : null))
})

test(
  'a campaign that is cancelled while it dials lets go of whom it dials, and dials nobody else',
  { timeout: 300_000 },
  async () => {
    const people = ['+12125550164', '+12125550165', '+12125550166']
    for (const phone of people) {
      await agreed(phone)
      await simulated('/_sim/faults', { match: `QUEUE /Calls/${phone}`, delay_ms: 30_000 })
    }
    const body = {
      name: 'Reminders by phone',
      kind: 'message',
      purpose: 'reminder',
      channels: ['voice'],
      at_once: 1,
      content: { voice: { text: 'We look forward to your visit.' } },
      members: people.map((phone) => ({ phone })),
    }
    const made = await gateway.api('/v1/campaigns', { method: 'POST', body })
    const campaign = (await made.json()) as { id: string }
    expect(made.status, JSON.stringify(campaign)).toBe(201)
    const dialled = async () => (await Promise.all(people.map(callsAtCarrier))).flat()
    await eventually('the first to be dialled', async () => ((await dialled()).length > 0 ? true : null))
    const cancelled = await gateway.api(`/v1/campaigns/${campaign.id}/cancel`, { method: 'POST', body: {} })
    expect(cancelled.status).toBe(200)
    await eventually('it to be let go', async () => ((await dialled())[0]?.status === 'canceled' ? true : null))
    const { data } = (await (await gateway.api(`/v1/campaigns/${campaign.id}/members`)).json()) as {
      data: { status: string }[]
    }
    expect(data.map(({ status }) => status)).not.toContain('waiting')
    expect(data.map(({ status }) => status)).not.toContain('contacting')
    expect(await dialled()).toHaveLength(1)
  },
)
