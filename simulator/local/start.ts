import { createServer } from 'node:net'
import type { Miniflare } from 'miniflare'
import { readOperatorKeys } from '../../src/kernel/operator-keys.ts'
import { startModelServer, type ModelServer } from '../models/model-server.ts'
import { SIMULATED_KEY } from '../models/stand.ts'
import { startSimulator, type SimulatorOptions } from '../server.ts'
import { tickCrons } from './crons.ts'
import { readDemo, seedDemo, writeDemo, type Demo } from './demo.ts'
import { migrate } from './migrate.ts'
import { readOptions, USAGE, type StartOptions } from './options.ts'
import { startPlatform } from './platform.ts'
import { localSettings, NOWHERE, type LocalSettings } from './settings.ts'
import { forgetState, holdState, portOfHolder, releaseState } from './state-folder.ts'

const NODE_MAJOR_MIN = 22

/** Where the addresses of a local gateway are: nobody's, and not `localhost`, which is no domain of an address. */
const LOCAL_MAIL_DOMAIN = 'careline.example.com'

function fail(line: string): never {
  console.error(line)
  process.exit(1)
}

/** Whether nobody listens on a loopback port. */
const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

async function nextFreePort(from: number): Promise<number> {
  for (let port = from; port < from + 50; port += 1) if (await isFree(port)) return port
  return fail(`No free port for the simulator between ${from} and ${from + 49}.`)
}

type Accounts = Pick<SimulatorOptions, 'accountSid' | 'authToken' | 'meta'>

/** What is told of a gateway whose carrier is nobody: who that is has to be said. */
const NO_CARRIER =
  '  Twilio is not there: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TWILIO_API_URL for a stand-in of yours.'

interface Running {
  readonly url: string
  readonly simulatorUrl: string | null
  readonly stop: () => Promise<void>
}

interface PlayedSpeech {
  readonly url: string
  readonly port: number
  readonly key: string
}

/** Where the speech vendor is played, once a scenario asks for it. */
async function speechAt(from: number): Promise<PlayedSpeech> {
  const port = await nextFreePort(from)
  return { url: `ws://127.0.0.1:${port}/v1/realtime`, port, key: SIMULATED_KEY }
}

/** None for a gateway that has a speech vendor of its own. */
const playedFor = (bindings: Readonly<Record<string, string>>, speech: PlayedSpeech | null): PlayedSpeech | null =>
  bindings['OPENAI_REALTIME_URL'] === speech?.url ? speech : null

/** What the simulated vendors are to the gateway's settings. */
const settingsFor = (
  simulatorUrl: string | null,
  models: ModelServer | null,
  speech: PlayedSpeech | null,
): Readonly<Record<string, string>> => ({
  ...(simulatorUrl !== null && { TWILIO_API_URL: simulatorUrl, WHATSAPP_API_URL: simulatorUrl }),
  ...(models !== null && { OPENAI_BASE_URL: `${models.url}/v1`, OPENAI_API_KEY: SIMULATED_KEY }),
  ...(speech !== null && { OPENAI_REALTIME_URL: speech.url }),
})

/** The gateway's accounts at the vendors that are played. */
const accountsIn = (bindings: Readonly<Record<string, string>>): Accounts => ({
  accountSid: bindings['TWILIO_ACCOUNT_SID'] ?? '',
  authToken: bindings['TWILIO_AUTH_TOKEN'] ?? '',
  meta: {
    appSecret: bindings['META_APP_SECRET'] ?? '',
    verifyToken: bindings['META_VERIFY_TOKEN'] ?? '',
    accessToken: bindings['META_ACCESS_TOKEN'] ?? '',
  },
})

async function run(options: StartOptions): Promise<Running> {
  const { port, stateDir } = options
  const url = `http://localhost:${port}`
  const simulatorPort = options.simulator ? await nextFreePort(port + 1) : null
  const simulatorUrl = simulatorPort === null ? null : `http://127.0.0.1:${simulatorPort}`
  const models = simulatorPort === null ? null : await startModelServer({ port: 0 })
  const speech = simulatorPort === null ? null : await speechAt(simulatorPort + 1)
  const settings = localSettings(stateDir, {
    PUBLIC_URL: url,
    MAIL_DOMAIN: LOCAL_MAIL_DOMAIN,
    ...settingsFor(simulatorUrl, models, speech),
  })
  const [problem] = settings.problems
  if (problem) fail(settings.problems.map(({ name, expected }) => `${name} must be ${expected}`).join('\n'))
  const { bindings } = settings
  const simulator =
    simulatorPort === null
      ? null
      : await startSimulator({
          port: simulatorPort,
          publicUrl: bindings['PUBLIC_URL'] ?? url,
          ...accountsIn(bindings),
          stateDir,
          speech: playedFor(bindings, speech),
        })
  const platform = await startPlatform({ port, stateDir, bindings, mailTo: simulatorUrl })
  console.log('Preparing the databases …')
  await migrate(platform)
  await makeDemo(stateDir, url, simulatorUrl, settings)
  const stopCrons = tickCrons(platform)
  if (bindings['TWILIO_API_URL'] === NOWHERE) console.log(NO_CARRIER)
  return { url, simulatorUrl, stop: () => stopAll(stopCrons, platform, [simulator, models]) }
}

async function stopAll(
  stopCrons: () => void,
  platform: Miniflare,
  played: readonly ({ close(): Promise<void> } | null)[],
): Promise<void> {
  stopCrons()
  await Promise.allSettled([platform.dispose(), ...played.map((one) => one?.close())])
}

async function makeDemo(
  stateDir: string,
  url: string,
  simulatorUrl: string | null,
  { bindings }: LocalSettings,
): Promise<void> {
  const operatorKey = bindings['OPERATOR_KEY'] ?? ''
  const before = readDemo(stateDir)
  if (before === null) console.log('Making two demo businesses …')
  const tenants = before?.tenants ?? (await seedDemo(url, operatorKey, bindings['MAIL_DOMAIN'] ?? LOCAL_MAIL_DOMAIN))
  const demo: Demo = {
    url,
    simulatorUrl,
    operatorKey,
    operators: readOperatorKeys(bindings['OPERATOR_KEYS'] ?? '') ?? [],
    twilio: { accountSid: bindings['TWILIO_ACCOUNT_SID'] ?? '', authToken: bindings['TWILIO_AUTH_TOKEN'] ?? '' },
    meta: { appSecret: bindings['META_APP_SECRET'] ?? '', verifyToken: bindings['META_VERIFY_TOKEN'] ?? '' },
    tenants,
  }
  writeDemo(stateDir, demo)
}

function welcome({ url, simulatorUrl }: Running, { stateDir, port }: StartOptions): string {
  const state = stateDir === '.careline' ? '' : ` --state ${stateDir}`
  const meet = [
    '  Place a call, in a second terminal:',
    `      npm run call -- happy-path${state}`,
    '  Or write to the agent:',
    `      npm run chat -- books-with-buttons${state}`,
    '  Or send it a mail:',
    `      npm run mail -- delete-my-data${state}`,
    '',
  ]
  const lines = [
    '',
    `  Careline answers at   ${url}`,
    `  API, to read          ${url}/docs`,
    ...(simulatorUrl === null ? [] : [`  Simulated network     ${simulatorUrl}`]),
    `  Keys and numbers      ${stateDir}/demo.json`,
    '',
    ...(simulatorUrl === null ? [] : meet),
    `  Ctrl-C stops everything (port ${port}).`,
    '',
  ]
  return lines.join('\n')
}

/** Makes sure that port and state are nobody else's. */
async function takeState({ port, stateDir, fresh }: StartOptions): Promise<void> {
  if (!(await isFree(port))) fail(`Port ${port} is taken. Choose another with: npm start -- --port N --state DIR`)
  const taken = await portOfHolder(stateDir, isFree)
  if (taken !== null) fail(`The gateway on port ${taken} uses ${stateDir}. Stop it, or give this one a --state DIR.`)
  const problem = fresh ? forgetState(stateDir) : null
  if (problem !== null) fail(problem)
  holdState(stateDir, port)
  // At the exit, whoever ends it: the platform's own signal handler may be faster than ours.
  process.once('exit', () => releaseState(stateDir))
}

async function main(): Promise<void> {
  const major = Number(process.versions.node.split('.')[0])
  if (major < NODE_MAJOR_MIN) {
    fail(
      `This is Node ${process.versions.node}; Node ${NODE_MAJOR_MIN} or later is needed. "npm ci" brings one for Linux: start with "npm start".`,
    )
  }
  const options = readOptions(process.argv.slice(2))
  if ('problem' in options) fail(`${options.problem} See: npm start -- --help`)
  if (options.help) return console.log(USAGE)
  await takeState(options)
  console.log('Starting the gateway …')
  const running = await run(options)
  console.log(welcome(running, options))
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    void running.stop().finally(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

main().catch((error: unknown) => fail(error instanceof Error ? (error.stack ?? error.message) : String(error)))
