import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from './gateway.ts'

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
function placeCall(scenario: string): Promise<{ code: number | null; told: Told; complaint: string }> {
  const args = ['--disable-warning=ExperimentalWarning', 'simulator/call.ts', scenario, '--json', '--speed', '20']
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args, '--state', gateway.stateDir], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, complaint] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.on('close', (code) => {
      try {
        resolve({ code, told: JSON.parse(out) as Told, complaint })
      } catch {
        reject(new Error(`not one JSON document: ${out.slice(0, 500)} ${complaint}`))
      }
    })
  })
}

const scenarios = readdirSync('simulator/scenarios')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''))

describe('every scenario ends as it says', () => {
  // Two at a time: the one about silence waits on the clock, and the machine has two cores.
  test.concurrent.each(scenarios)('%s', { timeout: 150_000 }, async (scenario) => {
    const { code, told, complaint } = await placeCall(scenario)
    expect(code, `${complaint}\n${JSON.stringify(told, null, 1)}`).toBe(0)
    expect(told.scenario).toBe(scenario)
    expect(told.call_id).toMatch(/^call_/)
    expect(told.turns.length).toBeGreaterThan(0)
  })
})
