import { gzipSync } from 'node:zlib'
import { performance } from 'node:perf_hooks'
import { pathOf, type Path } from './path.ts'
import { bundleOf, GATEWAY, gatewayOptions, madeUpSecrets, openPlatform, temporaryState } from './rig.ts'
import { median } from './stats.ts'
import { stopAtExit } from './stops.ts'

const KIB = 1024

/** The size of what is deployed, and what its start costs above a Worker that does nothing, with the same bindings. */
export async function measureBundle(): Promise<readonly Path[]> {
  const code = await bundleOf(GATEWAY)
  return [
    pathOf({ name: 'bundle_gzip', unit: 'KiB', us: gzipSync(code).length / KIB }, ['us_at_most', 350]),
    pathOf({ name: 'bundle', unit: 'KiB', us: Buffer.byteLength(code) / KIB }),
  ]
}

const EMPTY = 'bench/empty-worker.ts'

export async function measureStartup(quick: boolean): Promise<readonly Path[]> {
  const times: Record<string, number[]> = { [EMPTY]: [], [GATEWAY]: [] }
  // Once each for the file system's sake.
  for (const entry of [EMPTY, GATEWAY]) await startMs(entry)
  for (let nth = 0; nth < (quick ? 3 : 7); nth += 1) {
    for (const entry of [EMPTY, GATEWAY]) times[entry]!.push(await startMs(entry))
  }
  const figures = { us: median(times[GATEWAY]!), floor: median(times[EMPTY]!) }
  return [pathOf({ name: 'startup', unit: 'ms', ...figures }, ['above_floor_at_most', 100])]
}

/** From nothing to the first answer: workerd, its stores, and the Worker's own start. */
async function startMs(entry: string): Promise<number> {
  const { stateDir, remove } = temporaryState()
  const options = await gatewayOptions(entry, { ...madeUpSecrets(), PLATFORM: 'local', PUBLIC_URL: 'http://127.0.0.1' })
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
