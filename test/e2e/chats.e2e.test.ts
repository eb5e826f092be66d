import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGateway, type Gateway } from './gateway.ts'

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
function chat(scenario: string, ...flags: readonly string[]) {
  const args = ['--disable-warning=ExperimentalWarning', 'simulator/chat.ts', scenario, '--json', ...flags]
  return new Promise<{ code: number | null; told: Told; complaint: string }>((resolve, reject) => {
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

const scenarios = readdirSync('simulator/scenarios/chat').map((name) => name.replace('.yaml', ''))

test('Meta’s handshake is answered with its challenge', async () => {
  const answer = await fetch(`${gateway.demo.simulatorUrl}/_sim/whatsapp/verify`, { method: 'POST' })
  expect(await answer.json()).toEqual({ verified: true, problem: null })
})

describe('every chat ends as it says', () => {
  // Those that change how Meta behaves wait for the others by themselves.
  test.concurrent.each(scenarios)('%s', { timeout: 180_000 }, async (scenario) => {
    const { code, told, complaint } = await chat(scenario)
    expect(code, `${complaint}\n${JSON.stringify(told, null, 1)}`).toBe(0)
    expect(told).toMatchObject({ scenario, thread_id: expect.stringMatching(/^thr_/) })
    expect(told.messages.some(({ from }) => from === 'person')).toBe(true)
  })
})

test.concurrent.each(['stop', 'moves-a-phone-booking'])(
  '%s goes by SMS as well',
  { timeout: 180_000 },
  async (scenario) => {
    const { code, told, complaint } = await chat(scenario, '--channel', 'sms')
    expect(code, `${complaint}\n${JSON.stringify(told, null, 1)}`).toBe(0)
  },
)
