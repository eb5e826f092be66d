import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf, unstable_readConfig as readConfig } from 'wrangler'
import { keptBundle } from '../../build/kept-bundle.ts'
import { MAIL_WORKER } from '../mail/mail-worker.ts'
import { answerStatic } from './answer-static.ts'

export interface PlatformOptions {
  readonly port: number
  readonly stateDir: string
  readonly bindings: Readonly<Record<string, string>>
  /** A second port that leads straight to the Worker, past the proxies of the first: for measuring. */
  readonly directPort?: number
  /** The simulator that gets the mails; left out, they are kept in files as wrangler does. */
  readonly mailTo?: string | null
}

/** workerd with its own D1, R2, Durable Objects and Queues, from wrangler.toml; everything it keeps lies under the state. */
export async function startPlatform(asked: PlatformOptions): Promise<Miniflare> {
  const { port, stateDir, bindings, directPort, mailTo = null } = asked
  const config = readConfig({ config: './wrangler.toml' })
  // Workers AI only exists at Cloudflare: bound locally, it would reach for the network. The static files are handed over
  // as they are made: Miniflare's own way would put two Workers in front of every request.
  const { workerOptions } = workerOptionsOf({
    ...config,
    ai: undefined,
    assets: undefined,
    ...(mailTo !== null && { send_email: [] }),
  })
  const persist = resolve(stateDir)
  mkdirSync(join(persist, 'tmp'), { recursive: true })
  const options = convertV4MiniflareOptions({
    host: '127.0.0.1',
    port,
    cf: false,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    unsafeTriggerHandlers: true,
    resourcePersistencePath: persist,
    enableDevRegistry: false,
    handleStructuredLogs: ({ level, message }) => keepLog(join(persist, 'gateway.log'), level, message),
    workers: [
      {
        ...workerOptions,
        name: 'careline',
        modules: (await keptBundle()).map(({ path, text }) => ({ type: 'ESModule', path, contents: text })),
        bindings: { ...(workerOptions.bindings as Record<string, string> | undefined), ...bindings },
        serviceBindings: { ASSETS: answerStatic, ...(mailTo !== null && { EMAIL: 'mail' }) },
        ...(directPort !== undefined && { unsafeDirectSockets: [{ host: '127.0.0.1', port: directPort }] }),
      },
      ...(mailTo === null ? [] : [mailWorker(mailTo)]),
    ],
  } as Parameters<typeof convertV4MiniflareOptions>[0])
  const platform = new Miniflare(options)
  await platform.ready
  return platform
}

/** Who carries the gateway's mails to the simulator. */
const mailWorker = (simulatorUrl: string) => ({
  name: 'mail',
  compatibilityDate: '2026-10-22',
  modules: [{ type: 'ESModule' as const, path: 'mail.mjs', contents: MAIL_WORKER }],
  bindings: { SIMULATOR_URL: simulatorUrl },
})

/** Every line the gateway logs, in a file as long as there is room; what is an error is shown as well. */
function keepLog(file: string, level: string, message: string): void {
  if (level === 'error') console.error(message.trimEnd())
  try {
    appendFileSync(file, `${message.trimEnd()}\n`)
  } catch {
    // A full disk must not take the gateway down for want of a log line.
  }
}
