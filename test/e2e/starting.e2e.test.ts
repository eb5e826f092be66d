import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { attribute, ForeignCall, newSid, startForeignApi } from './foreign-carrier.ts'
import { freePort, startGateway, type Gateway } from './gateway.ts'

const ACCOUNT = { accountSid: newSid('AC'), authToken: newSid('') }
const carrier = await startForeignApi(ACCOUNT.accountSid, ACCOUNT.authToken)
const port = await freePort()
const stateDir = mkdtempSync(join(tmpdir(), 'careline-start-'))
const env = {
  TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
  TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
  TWILIO_API_URL: carrier.url,
}

afterAll(async () => {
  await carrier.close()
  rmSync(stateDir, { recursive: true, force: true })
})

const start = (): Promise<Gateway> => startGateway({ simulator: false, env, port, stateDir })

interface Ended {
  readonly code: number | null
  readonly lines: readonly string[]
}

/** A start that is to fail: its exit code and every line it printed. */
function refusedStart(flags: readonly string[], settings: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const args = ['--disable-warning=ExperimentalWarning', 'simulator/local/start.ts', '--no-simulator', ...flags]
    const child = spawn(process.execPath, args, { env: { ...process.env, ...env, ...settings } })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('close', (code) => resolve({ code, lines: output.trim().split('\n') }))
  })
}

const childrenOf = (pid: number): readonly number[] =>
  execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)

/** A dead process that nobody has collected yet is dead. */
function isAlive(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

test('what was stopped in the middle of a call goes on with it after a start with the same state', async () => {
  const before = await start()
  const call = new ForeignCall(before.demo.url, ACCOUNT, '+12125550147', before.tenant('bright-smile').phoneNumber)
  const twiml = await call.ring()
  expect(await call.connect(attribute(twiml, 'ConversationRelay', 'url'))).toBe(101)
  expect(await call.say('I would like to book a cleaning next week')).toMatch(/\d/)
  const pids = [before.process.pid ?? 0, ...childrenOf(before.process.pid ?? 0)]
  await before.stop({ keepState: true })
  expect(pids.filter(isAlive)).toEqual([])

  const after = await start()
  try {
    expect(after.demo).toEqual(before.demo)
    expect((await after.api('/v1/account')).status).toBe(200)
    const lost = call.params({ CallStatus: 'in-progress', SessionStatus: 'failed', ErrorCode: '64105' })
    const again = await (await call.post(attribute(twiml, 'Connect', 'action'), lost)).text()
    expect(await call.connect(attribute(again, 'ConversationRelay', 'url'))).toBe(101)
    expect(await call.say('The first one please')).toMatch(/name/i)
    call.close()

    const taken = await refusedStart(['--port', String(port), '--state', join(stateDir, 'other')])
    expect(taken.code).toBe(1)
    expect(taken.lines).toHaveLength(1)
    expect(taken.lines[0]).toContain(String(port))
    expect(existsSync(join(stateDir, 'other'))).toBe(false)
  } finally {
    await after.stop({ keepState: true })
  }
})

const MALFORMED = {
  ROOT_KEY: 'c2hvcnQ=',
  PUBLIC_URL: 'not-an-origin',
  TWILIO_ACCOUNT_SID: 'AC-not-a-sid',
  TWILIO_API_URL: 'not-an-address',
  LLM_PROVIDER: 'not-a-provider',
  OPENAI_BASE_URL: 'not-an-address',
  WHATSAPP_API_URL: 'not-an-address',
}

test('malformed settings stop the start, each with its name and what it must be, and no value is repeated', async () => {
  const state = join(stateDir, 'malformed')
  const { code, lines } = await refusedStart(['--port', String(await freePort()), '--state', state], MALFORMED)
  expect(code).toBe(1)
  const named = lines.flatMap((line) => /^([A-Z_]+) must be ./.exec(line)?.[1] ?? [])
  expect(new Set(named)).toEqual(new Set(Object.keys(MALFORMED)))
  for (const value of Object.values(MALFORMED)) expect(lines.join('\n')).not.toContain(value)
})

test('a flag that is none is one line and exit 1', async () => {
  for (const flags of [
    ['--port', 'abc'],
    ['--nonsense', 'x'],
  ]) {
    const { code, lines } = await refusedStart(flags)
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
  }
})
