import type { Swept } from '../src/sweeps/retention.ts'
import { pathOf, type Path } from './path.ts'
import { privateKib } from './process.ts'
import { onRig, type Rig } from './rig.ts'

const ENTRY = 'bench/sweep-worker.ts'
const ROWS = { full: 100_000, quick: 20_000 } as const
/** More than the process grows by in the first run, which the caches of its stores fill. */
const GROWN_MIB_MAX = 64

interface Run {
  readonly rows: number
  readonly ms: number
  readonly kib: number
}

/**
 * A sweep of very many rows that have come to their end, half of them sealed: how fast they go, beside bare deletes of the same
 * rows in the same pages, and by how much the process grows from the first run to the last.
 */
export async function measureSweep(quick: boolean): Promise<readonly Path[]> {
  const rows = quick ? ROWS.quick : ROWS.full
  return onRig(
    async (rig) => {
      await call(rig, `/_fill?rows=${rows}`)
      const bare = await timed(rig, '/_bare')
      await call(rig, `/_fill?rows=${rows}`)
      const runs = await sweepAll(rig)
      const swept = runs.reduce((sum, run) => sum + run.rows, 0)
      if (swept !== rows) throw new Error(`${swept} of ${rows} rows were swept`)
      const seconds = runs.reduce((sum, run) => sum + run.ms, 0) / 1000
      const grownMib = ((runs.at(-1)?.kib ?? 0) - (runs[0]?.kib ?? 0)) / 1024
      return [
        pathOf({ name: `sweep_${rows}`, unit: 'rows/s', us: rows / seconds, floor: rows / (bare.ms / 1000) }),
        pathOf({ name: `sweep_${rows}_runs`, unit: 'runs', us: runs.length }),
        pathOf({ name: `sweep_${rows}_grown`, unit: 'MiB', us: Math.max(0, grownMib) }, ['us_at_most', GROWN_MIB_MAX]),
      ]
    },
    { entry: ENTRY },
  )
}

/** Run after run, as the cron would, until nothing is left. */
async function sweepAll(rig: Rig): Promise<readonly Run[]> {
  const runs: Run[] = []
  for (let more = true; more;) {
    const startedAtMs = performance.now()
    const swept = (await call(rig, '/_sweep')) as Swept
    runs.push({ rows: swept.rows, ms: performance.now() - startedAtMs, kib: privateKib(rig.pid) })
    more = swept.more
  }
  return runs
}

async function timed(rig: Rig, path: string): Promise<{ readonly ms: number }> {
  const startedAtMs = performance.now()
  await call(rig, path)
  return { ms: performance.now() - startedAtMs }
}

async function call({ url }: Rig, path: string): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, { method: 'POST' })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return answer.json()
}
