import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from './gateway.ts'
import { runCommand, whyNot } from './run-command.ts'

interface Told {
  readonly scenario: string
  readonly thread_id: string | null
  readonly messages: readonly { readonly from: string; readonly text: string; readonly at_ms: number }[]
  readonly outcome: string | null
  readonly events: readonly string[]
}

let gateway: Gateway

beforeAll(async () => {
  gateway = await startGateway({ simulator: true })
})

afterAll(() => gateway?.stop())

/** Holds a scenario's chat with the command a person would use. */
const chat = (scenario: string, ...flags: readonly string[]) =>
  runCommand<Told>('chat', scenario, { stateDir: gateway.stateDir, flags })

/** To be played by hand: what they show is tested in the Worker, in less time. */
const BY_HAND = new Set(['reminded-moves'])
const scenarios = readdirSync('simulator/scenarios/chat')
  .map((name) => name.replace('.yaml', ''))
  .filter((name) => !BY_HAND.has(name))

test('Meta’s handshake is answered with its challenge', async () => {
  const answer = await fetch(`${gateway.demo.simulatorUrl}/_sim/whatsapp/verify`, { method: 'POST' })
  expect(await answer.json()).toEqual({ verified: true, problem: null })
})

describe('every chat ends as it says', () => {
  // Those that change how Meta behaves wait for the others by themselves.
  test.concurrent.each(scenarios)('%s', { timeout: 300_000 }, async (scenario) => {
    const { code, told, complaint } = await chat(scenario)
    expect(code, whyNot({ told, complaint })).toBe(0)
    expect(told).toMatchObject({ scenario, thread_id: expect.stringMatching(/^thr_/) })
    expect(told.messages.some(({ from }) => from === 'person')).toBe(true)
  })
})

test.concurrent.each(['stop', 'moves-a-phone-booking'])(
  '%s goes by SMS as well',
  { timeout: 300_000 },
  async (scenario) => {
    const { code, told, complaint } = await chat(scenario, '--channel', 'sms')
    expect(code, whyNot({ told, complaint })).toBe(0)
  },
)
