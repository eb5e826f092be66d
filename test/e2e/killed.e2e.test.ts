import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { attribute, ForeignCall, newSid, startForeignApi } from './foreign-carrier.ts'
import { eventually, freePort, startGateway, type Gateway } from './gateway.ts'

const ACCOUNT = { accountSid: newSid('AC'), authToken: newSid('') }
const CLAIMS = /\b(?:you're|you are|is|I've) (?:all )?(?:booked|set)\b/i

const carrier = await startForeignApi(ACCOUNT.accountSid, ACCOUNT.authToken)
const port = await freePort()
let stateDir: string | undefined

afterAll(async () => {
  await carrier.close()
  if (stateDir !== undefined) rmSync(stateDir, { recursive: true, force: true })
})

const env = {
  TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
  TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
  TWILIO_API_URL: carrier.url,
}

async function start(): Promise<Gateway> {
  const gateway = await startGateway({ simulator: false, env, port, ...(stateDir !== undefined && { stateDir }) })
  stateDir = gateway.stateDir
  return gateway
}

/** As a machine that loses power: neither the gateway nor the runtime beside it gets to say goodbye. */
async function kill(gateway: Gateway): Promise<void> {
  const pid = gateway.process.pid
  if (pid === undefined) throw new Error('not running')
  const children = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)
  const gone = new Promise((resolve) => gateway.process.once('close', resolve))
  for (const one of [pid, ...children]) process.kill(one, 'SIGKILL')
  await gone
}

interface Listed {
  readonly data: readonly { readonly status: string; readonly created_at: string }[]
}

test.each([0, 60])(
  'a gateway killed %i ms after the caller said yes comes back, goes on with the call, and has booked once or not at all',
  { timeout: 300_000 },
  async (delayMs) => {
    const gateway = await start()
    const before = ((await (await gateway.api('/v1/bookings?limit=100')).json()) as Listed).data.length
    const call = new ForeignCall(
      gateway.demo.url,
      ACCOUNT,
      `+1212555${String(150 + delayMs).padStart(4, '0')}`,
      gateway.tenant('bright-smile').phoneNumber,
    )
    const twiml = await call.ring()
    expect(await call.connect(attribute(twiml, 'ConversationRelay', 'url'))).toBe(101)
    await call.say("Hi, this is Ann Lee, I'd like to book a cleaning any time next week")
    expect(await call.say('the first one')).toMatch(/shall i book/i)
    call.send({ type: 'prompt', voicePrompt: 'yes please', lang: 'en-US', last: true })
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    await kill(gateway)

    const again = await start()
    const lost = call.params({
      CallStatus: 'in-progress',
      SessionStatus: 'failed',
      ErrorCode: '64105',
      ErrorMessage: 'Websocket ended',
    })
    const resumed = await (await call.post(attribute(twiml, 'Connect', 'action'), lost)).text()
    expect(resumed).not.toContain('welcomeGreeting=')
    expect(await call.connect(attribute(resumed, 'ConversationRelay', 'url'))).toBe(101)
    const replies = [await call.say('Hello? Are you still there?')]
    for (let nth = 0; nth < 3 && !CLAIMS.test(replies.join(' ')); nth += 1) replies.push(await call.say('yes please'))
    expect(replies.join(' | ')).toMatch(CLAIMS)
    const { data } = (await (await again.api('/v1/bookings?limit=100')).json()) as Listed
    expect(data.filter(({ status }) => status === 'confirmed').length).toBe(before + 1)
    call.close()
    await call.post('/hooks/voice/twilio/status', call.params({ CallStatus: 'completed', CallDuration: '30' }))
    await eventually('the call to be written', async () => {
      const listed = (await (await again.api('/v1/calls')).json()) as {
        data: { carrier_call_id: string; status: string }[]
      }
      return listed.data.find(
        ({ carrier_call_id, status }) => carrier_call_id === call.callSid && status === 'completed',
      )
    })
    await again.stop({ keepState: true })
  },
)
