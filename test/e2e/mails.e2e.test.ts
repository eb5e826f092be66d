import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allSamples } from '../../simulator/mail/sample.ts'
import { startGateway, type Gateway } from './gateway.ts'
import { runCommand, whyNot } from './run-command.ts'

interface Told {
  readonly mail: string
  readonly mail_id: string | null
  readonly answers: readonly {
    readonly to: string
    readonly headers: Readonly<Record<string, string>>
    readonly text: string
  }[]
}

let gateway: Gateway

beforeAll(async () => {
  gateway = await startGateway({ simulator: true })
})

afterAll(() => gateway?.stop())

describe('every mail of the samples comes to what it says', () => {
  test.concurrent.each(Object.keys(allSamples()))('%s', { timeout: 300_000 }, async (sample) => {
    const { code, told, complaint } = await runCommand<Told>('mail', sample, { stateDir: gateway.stateDir })
    expect(code, whyNot({ told, complaint })).toBe(0)
    for (const { headers } of told.answers) {
      expect(headers).toMatchObject({ 'X-Auto-Response-Suppress': 'All' })
      expect(headers['Auto-Submitted']).toMatch(/^auto-/)
    }
  })
})
