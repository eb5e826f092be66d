import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute, ForeignCall, newSid, startForeignApi } from './foreign-carrier.ts'
import { eventually, freePort, type Demo } from './gateway.ts'

const ACCOUNT = { accountSid: newSid('AC'), authToken: newSid('') }
const SMALL = '24m'

/** A file system of its own needs a user namespace; where the machine grants none there is nothing to try. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0

const carrier = await startForeignApi(ACCOUNT.accountSid, ACCOUNT.authToken)
const mountPoint = mkdtempSync(join(tmpdir(), 'careline-full-'))
let child: ChildProcess
let demo: Demo

/** The path as the gateway's own namespace has it. */
const inside = (name: string): string => `/proc/${child.pid}/root${join(mountPoint, name)}`

beforeAll(async () => {
  if (!canMount) return
  const start = `mount -t tmpfs -o size=${SMALL} tmpfs "$0" && exec "$@"`
  const gateway = [process.execPath, '--disable-warning=ExperimentalWarning', 'simulator/local/start.ts']
  const flags = ['--no-simulator', '--port', String(await freePort()), '--state', join(mountPoint, 'state')]
  const settings = {
    TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
    TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
    TWILIO_API_URL: carrier.url,
  }
  child = spawn('unshare', ['-rm', 'sh', '-c', start, mountPoint, ...gateway, ...flags], {
    env: { ...process.env, ...settings },
    stdio: 'ignore',
  })
  demo = await eventually('the gateway to be ready', () => readDemo(), 240_000)
})

const readDemo = (): Demo => JSON.parse(readFileSync(inside('state/demo.json'), 'utf8')) as Demo

afterAll(async () => {
  await carrier.close()
  if (canMount && child.exitCode === null) {
    const closed = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGINT')
    await closed
  }
  rmSync(mountPoint, { recursive: true, force: true })
})

/** Writes until the last block is gone. */
function fillDisk(): void {
  const file = openSync(inside('ballast'), 'w')
  for (const bytes of [65_536, 512]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(bytes))
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
    }
  }
  closeSync(file)
}

const ask = (path: string, body?: unknown): Promise<Response> =>
  fetch(`${demo.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${demo.tenants[0]?.apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

test.skipIf(!canMount)(
  'on a full disk the gateway says so, loses nothing it has acknowledged, and goes on when there is room',
  async () => {
    const number = demo.tenants[0]?.phoneNumber ?? ''
    const call = new ForeignCall(demo.url, ACCOUNT, '+12125550148', number)
    expect(await call.connect(attribute(await call.ring(), 'ConversationRelay', 'url'))).toBe(101)
    expect(await call.say('What are your hours?')).toMatch(/\d/)
    const made: string[] = []
    const make = async (name: string): Promise<number> => {
      const answer = await ask('/v1/resources', { name, kind: 'chair' })
      if (answer.status === 201) made.push(((await answer.json()) as { id: string }).id)
      return answer.status
    }
    expect(await make('Before')).toBe(201)

    fillDisk()
    const statuses = new Set<number>()
    for (let nth = 0; nth < 30; nth += 1) statuses.add(await make(`Full ${nth}`))
    statuses.delete(201)
    expect([...statuses]).toEqual([503])
    expect((await fetch(`${demo.url}/health`)).status).toBe(503)
    const other = new ForeignCall(demo.url, ACCOUNT, '+12125550149', number)
    const ringing = other.params({ CallStatus: 'ringing' })
    expect((await other.post('/hooks/voice/twilio', ringing)).status).toBe(503)
    const fallback = await other.post('/hooks/voice/twilio/fallback', { ...ringing, ErrorCode: '11200' })
    expect(await fallback.text()).toMatch(/<Say[^>]*>[^<]*sorry/i)
    const done = call.params({ CallStatus: 'completed', CallDuration: '9' })
    expect((await call.post('/hooks/voice/twilio/status', done)).status).toBe(503)

    rmSync(inside('ballast'))
    await eventually('room to be noticed', async () => ((await make('After')) === 201 ? true : null))
    expect((await call.post('/hooks/voice/twilio/status', done)).status).toBe(200)
    expect((await fetch(`${demo.url}/health`)).status).toBe(200)
    for (const id of made) expect((await ask(`/v1/resources/${id}`)).status).toBe(200)
    const settled = await eventually('the call to be written', async () => {
      const { data } = (await (await ask(`/v1/calls?carrier_call_id=${call.callSid}`)).json()) as {
        data: { status: string; outcome: string | null; duration_seconds: number | null }[]
      }
      return data[0]?.outcome ? data[0] : null
    })
    expect(settled).toMatchObject({ status: 'completed', duration_seconds: 9 })
    expect(await other.ring()).toContain('<Connect')
  },
)
