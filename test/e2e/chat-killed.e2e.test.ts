import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { freshNumber } from '../../simulator/caller/place-call.ts'
import { startSimulator } from '../../simulator/server.ts'
import { userWithNumber } from '../../simulator/whatsapp/whatsapp-user.ts'
import { eventually, freePort, startGateway, type Gateway } from './gateway.ts'

const LINE = '106555010010110'
const ACCOUNT = { accountSid: `AC${'4'.repeat(32)}`, authToken: '5'.repeat(32) }
const META = { appSecret: 'secret-of-this-test', verifyToken: 'word-of-this-test', accessToken: 'token-of-this-test' }
/** Whatever is to be said twice has been said by then. */
const AFTERTHOUGHT_MS = 6_000

const port = await freePort()
// The platforms go on when the gateway does not: they are no part of it here.
const simulator = await startSimulator({
  port: 0,
  publicUrl: `http://localhost:${port}`,
  ...ACCOUNT,
  stateDir: null,
  meta: META,
})
const env = {
  TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
  TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
  TWILIO_API_URL: simulator.url,
  META_APP_SECRET: META.appSecret,
  META_VERIFY_TOKEN: META.verifyToken,
  META_ACCESS_TOKEN: META.accessToken,
  WHATSAPP_API_URL: simulator.url,
}
let stateDir: string | undefined

afterAll(async () => {
  await simulator.close()
  if (stateDir !== undefined) rmSync(stateDir, { recursive: true, force: true })
})

async function start(): Promise<Gateway> {
  const gateway = await startGateway({ simulator: false, env, port, ...(stateDir !== undefined && { stateDir }) })
  stateDir = gateway.stateDir
  return gateway
}

/** As a machine that loses power: neither the gateway nor the runtime beside it gets to say goodbye. */
async function kill({ process: gateway }: Gateway): Promise<void> {
  const pid = gateway.pid
  if (pid === undefined) throw new Error('not running')
  const children = execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map(Number)
  const gone = new Promise((resolve) => gateway.once('close', resolve))
  for (const one of [pid, ...children]) process.kill(one, 'SIGKILL')
  await gone
}

interface Listed {
  readonly data: readonly {
    readonly provider_message_id: string
    readonly thread_id: string
    readonly author: string
  }[]
}

test.each([20, 1_290])(
  'a gateway killed %i ms after somebody wrote comes back, and has answered them once',
  { timeout: 300_000 },
  async (delayMs) => {
    const gateway = await start()
    const { whatsapp } = simulator
    const user = userWithNumber(freshNumber(), 'Ann Lee')
    const shown: string[] = []
    const close = whatsapp.listen(user, ({ text }) => shown.push(text))
    const wamid = whatsapp.write(whatsapp.lineOf(LINE)!, user, { type: 'text', text: { body: 'Is there parking?' } })
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    await kill(gateway)

    const again = await start()
    await eventually('an answer', () => (shown.length > 0 ? true : null))
    await new Promise((resolve) => setTimeout(resolve, AFTERTHOUGHT_MS))
    expect(shown).toEqual([expect.stringContaining('parking')])
    const list = async (query: string) => ((await (await again.api(`/v1/messages?${query}`)).json()) as Listed).data
    const mine = await eventually('the message to be kept', async () => {
      const found = await list(`provider_message_id=${encodeURIComponent(wamid)}`)
      return found.length > 0 ? found : null
    })
    expect(mine).toHaveLength(1)
    const sent = await eventually('the answer to be kept', async () => {
      const found = await list(`direction=outbound&thread_id=${mine[0]!.thread_id}`)
      return found.length > 0 ? found : null
    })
    expect(sent).toMatchObject([{ author: 'agent' }])
    close()
    await again.stop({ keepState: true })
  },
)
