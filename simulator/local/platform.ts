import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { unstable_getMiniflareWorkerOptions as workerOptionsOf, unstable_readConfig as readConfig } from 'wrangler'
import { bundleWorker } from '../../build/bundle-worker.ts'
import { answerStatic } from './answer-static.ts'

export interface PlatformOptions {
  readonly port: number
  readonly stateDir: string
  readonly bindings: Readonly<Record<string, string>>
  /** A second port that leads straight to the Worker, past the proxies of the first: for measuring. */
  readonly directPort?: number
}

/** workerd with its own D1, R2, Durable Objects and Queues, from wrangler.toml; everything it keeps lies under the state. */
export async function startPlatform({ port, stateDir, bindings, directPort }: PlatformOptions): Promise<Miniflare> {
  const config = readConfig({ config: './wrangler.toml' })
  // Workers AI only exists at Cloudflare: bound locally, it would reach for the network. The static files are handed over
  // as they are made: Miniflare's own way would put two Workers in front of every request.
  const { workerOptions } = workerOptionsOf({ ...config, ai: undefined, assets: undefined })
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
        modules: (await bundleWorker()).map(({ path, text }) => ({ type: 'ESModule', path, contents: text })),
        bindings: { ...(workerOptions.bindings as Record<string, string> | undefined), ...bindings },
        serviceBindings: { ASSETS: answerStatic },
        ...(directPort !== undefined && { unsafeDirectSockets: [{ host: '127.0.0.1', port: directPort }] }),
      },
    ],
  } as Parameters<typeof convertV4MiniflareOptions>[0])
  const platform = new Miniflare(options)
  await platform.ready
  return platform
}

/** Every line the gateway logs, in a file as long as there is room; what is an error is shown as well. */
function keepLog(file: string, level: string, message: string): void {
  if (level === 'error') console.error(message.trimEnd())
  try {
    appendFileSync(file, `${message.trimEnd()}\n`)
  } catch {
    // A full disk must not take the gateway down for want of a log line.
  }
}
