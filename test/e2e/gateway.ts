import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface DemoTenant {
  readonly id: string
  readonly slug: string
  readonly apiKey: string
  readonly phoneNumber: string
}

export interface Demo {
  readonly url: string
  readonly simulatorUrl: string | null
  readonly operatorKey: string
  readonly twilio: { readonly accountSid: string; readonly authToken: string }
  readonly tenants: readonly DemoTenant[]
}

export interface Gateway {
  readonly demo: Demo
  readonly stateDir: string
  readonly process: ChildProcess
  /** All that it has printed so far. */
  output(): string
  tenant(slug: string): DemoTenant
  api(
    path: string,
    init?: {
      readonly method?: string
      readonly body?: unknown
      readonly headers?: Record<string, string>
      readonly key?: string
    },
  ): Promise<Response>
  stop(options?: { readonly keepState?: boolean }): Promise<void>
}

const READY_MS_MAX = 240_000

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** Polls until `look` gives something, or fails naming what was waited for. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined> | T | null | undefined,
  msMax = 120_000,
): Promise<T> {
  const endAtMs = Date.now() + msMax
  let last: unknown = null
  while (Date.now() < endAtMs) {
    try {
      const found = await look()
      if (found !== null && found !== undefined) return found
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`waited ${msMax} ms in vain for ${what}`, { cause: last })
}

/** Starts the gateway as a newcomer would, on a port and a state of its own. */
export async function startGateway(options: {
  readonly simulator: boolean
  readonly env?: Record<string, string>
  readonly stateDir?: string
  readonly port?: number
}): Promise<Gateway> {
  const port = options.port ?? (await freePort())
  const stateDir = options.stateDir ?? mkdtempSync(join(tmpdir(), 'careline-e2e-'))
  const demoFile = join(stateDir, 'demo.json')
  const writtenAt = (): number | null => (existsSync(demoFile) ? statSync(demoFile).mtimeMs : null)
  const before = writtenAt()
  const flags = ['--port', String(port), '--state', stateDir, ...(options.simulator ? [] : ['--no-simulator'])]
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'simulator/local/start.ts', ...flags],
    {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const stopped = new Promise<never>((_, reject) => {
    child.once('exit', () => reject(new Error(`it stopped: ${output}`)))
  })
  // Once it is ready, that it stops is what is wanted.
  stopped.catch(() => undefined)
  const ready = eventually(
    'the gateway to be ready',
    () => (writtenAt() === before ? null : (JSON.parse(readFileSync(demoFile, 'utf8')) as Demo)),
    READY_MS_MAX,
  )
  const demo = await Promise.race([ready, stopped])
  const tenant = (slug: string): DemoTenant => {
    const found = demo.tenants.find((candidate) => candidate.slug === slug)
    if (!found) throw new Error(`no demo tenant ${slug}`)
    return found
  }
  return {
    demo,
    stateDir,
    process: child,
    output: () => output,
    tenant,
    api: (path, init = {}) =>
      fetch(`${demo.url}${path}`, {
        method: init.method ?? 'GET',
        headers: {
          authorization: `Bearer ${init.key ?? tenant('bright-smile').apiKey}`,
          ...(init.body !== undefined && { 'content-type': 'application/json' }),
          ...init.headers,
        },
        ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
      }),
    async stop({ keepState = false } = {}) {
      const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
      child.kill('SIGINT')
      if (child.exitCode === null) await closed
      if (!keepState) rmSync(stateDir, { recursive: true, force: true })
    },
  }
}
