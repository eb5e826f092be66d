import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from 'wrangler'
import { answerStatic } from '../simulator/local/answer-static.ts'
import { seedDemo, type DemoTenant } from '../simulator/local/demo.ts'
import { migrate } from '../simulator/local/migrate.ts'
import { MAIL_WORKER } from '../simulator/mail/mail-worker.ts'
import { bundleWorker, type WorkerModule } from '../build/bundle-worker.ts'
import { startSimulator, type Simulator } from '../simulator/server.ts'
import { workerdPid } from './process.ts'
import { stopAtExit } from './stops.ts'

/** The gateway and the floors in one workerd, each on a port of its own that leads straight to it. */
export interface Rig {
  readonly url: string
  readonly port: number
  readonly floorUrl: string
  readonly floorPort: number
  readonly pid: number
  readonly accountSid: string
  readonly authToken: string
  /** What Meta signs its webhooks with. */
  readonly appSecret: string
  readonly tenant: DemoTenant
  readonly simulator: Simulator
  /** Where the gateway's own isolate is looked into, `ws:`; only where it was asked for. */
  inspectorUrl(): Promise<string>
  stop(): Promise<void>
}

/** As Miniflare's fourth version took them; the conversion knows them, its types do not. */
type WorkerOptions = Readonly<Record<string, unknown>>

type Modules = readonly WorkerModule[]

const bundles = new Map<string, Promise<Modules>>()

/** The modules of the Worker at `entry`; each is bundled once. */
export function bundleOf(entry: string): Promise<Modules> {
  const known = bundles.get(entry) ?? bundleWorker(entry)
  bundles.set(entry, known)
  return known
}

const GATEWAY = 'src/index.ts'

/** Modules as Miniflare takes them. */
const uploaded = (modules: Modules) => modules.map(({ path, text }) => ({ type: 'ESModule', path, contents: text }))

/** The gateway's Worker options as wrangler.toml has them, with `modules` as its code. */
export function gatewayOptions(modules: Modules, bindings: Readonly<Record<string, string>>): WorkerOptions {
  const { workerOptions }: { workerOptions: WorkerOptions } = workerOptionsOf('./wrangler.toml')
  return {
    ...workerOptions,
    // Handed over as they are, without the Workers that Miniflare would put in front.
    assets: undefined,
    serviceBindings: { ASSETS: answerStatic },
    name: 'careline',
    modules: uploaded(modules),
    bindings: { ...(workerOptions['bindings'] as object), ...bindings },
  }
}

/** Carries the gateway's mails to the simulator. */
const mailWorker = (simulatorUrl: string): WorkerOptions => ({
  name: 'mail',
  compatibilityDate: '2026-10-22',
  modules: [{ type: 'ESModule', path: 'mail.mjs', contents: MAIL_WORKER }],
  bindings: { SIMULATOR_URL: simulatorUrl },
})

/** A workerd with these Workers, on loopback only, with everything it keeps below `stateDir`. */
export function openPlatform(
  workers: readonly WorkerOptions[],
  stateDir: string,
  { isInspected = false } = {},
): Miniflare {
  const options = convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    enableDevRegistry: false,
    ...(isInspected && { inspectorPort: 0 }),
    // What the Workers log is no measurement, and a terminal would slow them.
    handleRuntimeStdio: (out: Readable, problems: Readable) => void [out.resume(), problems.resume()],
    resourcePersistencePath: stateDir,
    workers: [...workers],
  } as unknown as Parameters<typeof convertV4MiniflareOptions>[0])
  return new Miniflare(options)
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex')

/** Secrets of this run only. */
export const madeUpSecrets = () => ({
  ROOT_KEY: randomBytes(32).toString('base64'),
  OPERATOR_KEY: `op_${hex(24)}`,
  TWILIO_ACCOUNT_SID: `AC${hex(16)}`,
  TWILIO_AUTH_TOKEN: hex(16),
  META_APP_SECRET: hex(16),
  META_VERIFY_TOKEN: hex(16),
  META_ACCESS_TOKEN: `EAA${hex(32)}`,
})

const folders = new Set<string>()

/** Whatever ended the run, nothing is left lying. */
process.once('exit', () => folders.forEach(removeFolder))

function removeFolder(stateDir: string): void {
  rmSync(stateDir, { recursive: true, force: true, maxRetries: 3 })
  folders.delete(stateDir)
}

/** A state folder of this run only, and how to be rid of it. */
export function temporaryState(): { readonly stateDir: string; readonly remove: () => void } {
  const stateDir = mkdtempSync(join(tmpdir(), 'careline-bench-'))
  folders.add(stateDir)
  return { stateDir, remove: () => removeFolder(stateDir) }
}

async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(
    Array.from({ length: count }, async () => {
      const probe = createServer()
      await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
      return probe
    }),
  )
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port)
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))))
  return ports
}

/** Which Worker stands for the gateway, and settings of it besides the usual. */
interface RigOptions {
  readonly entry?: string
  readonly bindings?: Readonly<Record<string, string>>
  /** Whether the gateway's isolate can be looked into, which makes it slower. */
  readonly isInspected?: boolean
}

const onPort = (port: number) => ({ unsafeDirectSockets: [{ host: '127.0.0.1', port }] })

/** Starts a fresh workerd with both Workers, and the demo businesses made through the gateway's own API. */
export async function startRig({ entry = GATEWAY, bindings: more = {}, isInspected }: RigOptions = {}): Promise<Rig> {
  const { stateDir, remove } = temporaryState()
  const [port = 0, floorPort = 0] = await freePorts(2)
  const url = `http://127.0.0.1:${port}`
  const secrets = madeUpSecrets()
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, OPERATOR_KEY: operatorKey } = secrets
  const { META_APP_SECRET: appSecret, META_VERIFY_TOKEN: verifyToken, META_ACCESS_TOKEN: accessToken } = secrets
  const meta = { appSecret, verifyToken, accessToken }
  const simulator = await startSimulator({ port: 0, publicUrl: url, accountSid, authToken, stateDir: null, meta })
  const bindings = {
    ...secrets,
    PLATFORM: 'local',
    PUBLIC_URL: url,
    TWILIO_API_URL: simulator.url,
    WHATSAPP_API_URL: simulator.url,
    LLM_PROVIDER: 'embedded',
    ...more,
  }
  const gateway = {
    ...gatewayOptions(await bundleOf(entry), bindings),
    email: undefined,
    serviceBindings: { ASSETS: answerStatic, EMAIL: 'mail' },
    ...onPort(port),
  }
  const floors = await floorOptions({ authToken, appSecret }, floorPort)
  const platform = openPlatform([gateway, floors, mailWorker(simulator.url)], stateDir, {
    isInspected: isInspected === true,
  })
  const stop = stopAtExit(async () => {
    await Promise.allSettled([platform.dispose(), simulator.close()])
    remove()
  })
  await platform.ready
  const pid = workerdPid()
  await migrate(platform)
  const [tenant] = await seedDemo(url, operatorKey, 'example.com')
  if (tenant === undefined) throw new Error('no demo business was made')
  const floorUrl = `http://127.0.0.1:${floorPort}`
  const inspectorUrl = async (): Promise<string> => String(await platform.getInspectorURL())
  const rig = { url, port, floorUrl, floorPort, pid, accountSid, authToken, appSecret, tenant, simulator }
  return { ...rig, inspectorUrl, stop }
}

async function floorOptions(
  { authToken, appSecret }: Pick<Rig, 'authToken' | 'appSecret'>,
  port: number,
): Promise<WorkerOptions> {
  return {
    name: 'floors',
    modules: uploaded(await bundleOf('bench/floors.ts')),
    compatibilityDate: '2026-10-22',
    bindings: { AUTH_TOKEN: authToken, APP_SECRET: appSecret },
    durableObjects: {
      BARE: { className: 'Bare', useSQLite: true },
      BRIDGE: { className: 'Bridge', useSQLite: true },
      PIPED: { className: 'Piped', useSQLite: true },
    },
    d1Databases: { DB: 'floors' },
    ...onPort(port),
  }
}

/** Runs `work` on a fresh rig, and stops it whatever comes of it. */
export async function onRig<T>(work: (rig: Rig) => Promise<T>, options: RigOptions = {}): Promise<T> {
  const rig = await startRig(options)
  try {
    return await work(rig)
  } finally {
    await rig.stop()
  }
}
