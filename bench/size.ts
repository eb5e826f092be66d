import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { pathOf, type Path } from './path.ts'
import { bundleOf, gatewayOptions, madeUpSecrets, openPlatform, temporaryState } from './rig.ts'
import { median } from './stats.ts'
import { stopAtExit } from './stops.ts'

const KIB = 1024
const BUNDLING_MS_MAX = 60_000
const OFFLINE = { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_ERROR_REPORTS: 'false' }

/** The very module that `npm run deploy` would upload. */
async function deployedBundle(): Promise<string> {
  const { stateDir, remove } = temporaryState()
  try {
    const wrangler = ['node_modules/wrangler/bin/wrangler.js', 'deploy', '--dry-run', '--outdir', stateDir]
    await promisify(execFile)(process.execPath, wrangler, { env: { ...process.env, ...OFFLINE }, timeout: BUNDLING_MS_MAX })
    return readFileSync(join(stateDir, 'index.js'), 'utf8')
  } finally {
    remove()
  }
}

export async function measureBundle(): Promise<readonly Path[]> {
  const code = await deployedBundle()
  return [
    pathOf({ name: 'bundle_gzip', unit: 'KiB', us: gzipSync(code).length / KIB }, ['us_at_most', 350]),
    pathOf({ name: 'bundle', unit: 'KiB', us: Buffer.byteLength(code) / KIB }),
  ]
}

/** What the Worker's start costs above one that does nothing, with the same bindings. */
export async function measureStartup(quick: boolean): Promise<readonly Path[]> {
  const sides = { us: await deployedBundle(), floor: await bundleOf('bench/empty-worker.ts') }
  const times: Record<keyof typeof sides, number[]> = { us: [], floor: [] }
  // Once each for the file system's sake.
  for (const code of Object.values(sides)) await startMs(code)
  for (let nth = 0; nth < (quick ? 3 : 7); nth += 1) {
    for (const side of ['floor', 'us'] as const) times[side].push(await startMs(sides[side]))
  }
  const figures = { us: median(times.us), floor: median(times.floor) }
  return [pathOf({ name: 'startup', unit: 'ms', ...figures }, ['above_floor_at_most', 100])]
}

/** From nothing to the first answer: workerd, its stores, and the Worker's own start. */
async function startMs(code: string): Promise<number> {
  const { stateDir, remove } = temporaryState()
  const options = gatewayOptions(code, { ...madeUpSecrets(), PLATFORM: 'local', PUBLIC_URL: 'http://127.0.0.1' })
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
    return performance.now() - startedAt
  } finally {
    await stop()
  }
}
