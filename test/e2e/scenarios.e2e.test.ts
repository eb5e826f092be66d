import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from './gateway.ts'
import { runCommand, whyNot } from './run-command.ts'

interface Told {
  readonly scenario: string
  readonly call_id: string
  readonly turns: readonly { readonly speaker: string; readonly text: string; readonly at_ms: number }[]
  readonly outcome: string | null
  readonly events: readonly string[]
}

let gateway: Gateway

beforeAll(async () => {
  gateway = await startGateway({ simulator: true })
})

afterAll(() => gateway?.stop())

/** Places a scenario's call with the command a person would use. */
const placeCall = (scenario: string) =>
  runCommand<Told>('call', scenario, { stateDir: gateway.stateDir, flags: ['--speed', '20'] })

const scenarios = readdirSync('simulator/scenarios')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''))

describe('every scenario ends as it says', () => {
  // Two at a time: the one about silence waits on the clock, and the machine has two cores.
  test.concurrent.each(scenarios)('%s', { timeout: 300_000 }, async (scenario) => {
    const { code, told, complaint } = await placeCall(scenario)
    expect(code, whyNot({ told, complaint })).toBe(0)
    expect(told.scenario).toBe(scenario)
    expect(told.call_id).toMatch(/^call_/)
    expect(told.turns.length).toBeGreaterThan(0)
  })
})
