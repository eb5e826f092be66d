import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { localSettings, NOWHERE } from './settings.ts'

let stateDir: string

beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'careline-settings-'))
  for (const name of Object.keys(process.env)) if (/^(?:TWILIO|META|WHATSAPP)_/.test(name)) vi.stubEnv(name, undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(stateDir, { recursive: true })
})

const DEFAULTS = { PUBLIC_URL: 'http://localhost:8787' }

test('credentials that were made up are shown to no real vendor', () => {
  const { bindings, problems } = localSettings(stateDir, DEFAULTS)
  expect(problems).toEqual([])
  expect(bindings['TWILIO_AUTH_TOKEN']).toMatch(/^[\da-f]{32}$/)
  expect(bindings['TWILIO_API_URL']).toBe(NOWHERE)
  expect(bindings['META_ACCESS_TOKEN']).toBeUndefined()
})

test('whoever plays a vendor is shown them, and an account of one’s own is at its vendor', () => {
  const played = { ...DEFAULTS, TWILIO_API_URL: 'http://127.0.0.1:8788', WHATSAPP_API_URL: 'http://127.0.0.1:8788' }
  const { bindings } = localSettings(stateDir, played)
  expect(bindings).toMatchObject(played)
  expect(bindings['META_ACCESS_TOKEN']).toMatch(/^EAA/)
  vi.stubEnv('TWILIO_ACCOUNT_SID', `AC${'1'.repeat(32)}`)
  vi.stubEnv('TWILIO_AUTH_TOKEN', '2'.repeat(32))
  vi.stubEnv('META_ACCESS_TOKEN', 'EAAmine')
  const own = localSettings(stateDir, DEFAULTS).bindings
  expect(own['TWILIO_API_URL']).toBeUndefined()
  expect(own['META_ACCESS_TOKEN']).toBe('EAAmine')
})
