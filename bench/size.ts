import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { WorkerModule } from '../build/bundle-worker.ts'
import { pathOf, type Path } from './path.ts'
import { cpuMs, workerdPid } from './process.ts'
import { bundleOf, gatewayOptions, madeUpSecrets, openPlatform, temporaryState } from './rig.ts'
import { median } from './stats.ts'
import { stopAtExit } from './stops.ts'

const KIB = 1024
const BUNDLING_MS_MAX = 60_000
const OFFLINE = {
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
}

/** The very modules that `npm run deploy` would upload. */
async function deployedBundle(): Promise<readonly WorkerModule[]> {
  const { stateDir, remove } = temporaryState()
  try {
    const wrangler = ['node_modules/wrangler/bin/wrangler.js', 'deploy', '--dry-run', '--outdir', stateDir]
    await promisify(execFile)(process.execPath, wrangler, {
      env: { ...process.env, ...OFFLINE },
      timeout: BUNDLING_MS_MAX,
    })
    const paths = readdirSync(stateDir).filter((name) => name.endsWith('.mjs'))
    // The one it is entered by comes first.
    const ordered = ['index.mjs', ...paths.filter((name) => name !== 'index.mjs').toSorted()]
    return ordered.map((path) => ({ path, text: readFileSync(join(stateDir, path), 'utf8') }))
  } finally {
    remove()
  }
}

export async function measureBundle(): Promise<readonly Path[]> {
  // As wrangler weighs what it uploads: all of it in one.
  const code = (await deployedBundle()).map((module) => module.text).join('')
  return [
    pathOf({ name: 'bundle_gzip', unit: 'KiB', us: gzipSync(code).length / KIB }, ['us_at_most', 350]),
    pathOf({ name: 'bundle', unit: 'KiB', us: Buffer.byteLength(code) / KIB }),
  ]
}

/**
 * What the Worker's start costs above one that does nothing, with the same bindings.
 *
 * Held to its target is workerd's own processor time: the wall clock holds the time Miniflare takes to hand a megabyte of
 * module over as well, which is twice that of the Worker's start and happens on no edge.
 */
export async function measureStartup(quick: boolean): Promise<readonly Path[]> {
  const sides = { us: await deployedBundle(), floor: await bundleOf('bench/empty-worker.ts') }
  const starts: Record<keyof typeof sides, Start[]> = { us: [], floor: [] }
  // Once each for the file system's sake.
  for (const modules of Object.values(sides)) await startOf(modules)
  for (let nth = 0; nth < (quick ? 3 : 9); nth += 1) {
    for (const side of ['floor', 'us'] as const) starts[side].push(await startOf(sides[side]))
  }
  const both = (figure: keyof Start) => ({
    us: median(starts.us.map((start) => start[figure])),
    floor: median(starts.floor.map((start) => start[figure])),
  })
  return [
    pathOf({ name: 'startup', unit: 'CPU ms', ...both('workerdMs') }, ['above_floor_at_most', 100]),
    pathOf({ name: 'startup_wall', unit: 'ms', ...both('wallMs') }),
  ]
}

interface Start {
  readonly workerdMs: number
  readonly wallMs: number
}

/** From nothing to the first answer: workerd, its stores, and the Worker's own start. */
async function startOf(modules: readonly WorkerModule[]): Promise<Start> {
  const { stateDir, remove } = temporaryState()
  const options = gatewayOptions(modules, { ...madeUpSecrets(), PLATFORM: 'local', PUBLIC_URL: 'http://127.0.0.1' })
  const startedAt = performance.now()
  const platform = openPlatform([options], stateDir)
  const stop = stopAtExit(async () => {
    await platform.dispose()
    remove()
  })
  try {
    const url = await platform.ready
    const answer = await fetch(new URL('/nothing-here', url))
    await answer.arrayBuffer()
    if (answer.status !== 404) throw new Error(`answered ${answer.status}`)
    return { workerdMs: cpuMs(workerdPid()), wallMs: performance.now() - startedAt }
  } finally {
    await stop()
  }
}
