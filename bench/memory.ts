import { setTimeout as wait } from 'node:timers/promises'
import { pathOf, type Path } from './path.ts'
import { openLines, ringFloor, ringGateway, type PhoneLine } from './phone-line.ts'
import { privateKib } from './process.ts'
import { onRig, type Rig } from './rig.ts'

/** Opened first and not counted: what the process grows by once, whoever comes. */
const WARM = 50
/**
 * An object that has been idle for ten seconds is put to sleep, and only its socket stays. A call's own clock rings once
 * more twenty seconds after its admission.
 */
const ASLEEP_MS = 32_000
/** Too short for the second ring: it is to see that it works. */
const ASLEEP_QUICK_MS = 12_000

/** Waves that are not counted, and waves that are. */
const FIRST_WAVES = 2
const COUNTED_WAVES = 2

/**
 * What calls hold of memory while nobody speaks on them, beside as many bare objects with a socket.
 *
 * They come in waves. What the process grows by in the first ones is the peak of so many at once, and the caches of the
 * stores they were written to, which run in the same process here: it is not given back, but used again. What it grows by
 * once that has settled is what idle calls hold.
 */
export async function measureMemory(quick: boolean): Promise<readonly Path[]> {
  const calls = quick ? 100 : 500
  const asleepMs = quick ? ASLEEP_QUICK_MS : ASLEEP_MS
  // Side by side: most of the time is waiting, and one process's memory is not the other's.
  const [floor, us] = await bothRigs(
    (rig) => wavesOf(rig, { calls, asleepMs }, () => begun(ringFloor(rig))),
    (rig) => wavesOf(rig, { calls, asleepMs }, () => begun(ringGateway(rig))),
  )
  return [
    pathOf({ name: `memory_${calls}_idle`, unit: 'KiB/call', us: us.idle, floor: floor.idle }, ['ratio_at_most', 1.5]),
    pathOf({ name: `memory_${calls}_at_once`, unit: 'KiB/call', us: us.atOnce, floor: floor.atOnce }),
  ]
}

type Work = (rig: Rig) => Promise<Waves>

const bothRigs = (one: Work, other: Work): Promise<readonly [Waves, Waves]> =>
  onRig((first) => onRig((second) => Promise.all([one(first), other(second)])))

/** A silent caller would be asked after twelve seconds whether they are still there: this one has begun to speak. */
async function begun(ringing: Promise<PhoneLine>): Promise<PhoneLine> {
  const line = await ringing
  line.begin()
  return line
}

interface Waves {
  readonly atOnce: number
  readonly idle: number
}

interface Wave {
  readonly calls: number
  readonly asleepMs: number
}

/** KiB per line that the first wave adds, and each of those that are counted. */
async function wavesOf(rig: Rig, { calls, asleepMs }: Wave, ring: () => Promise<PhoneLine>): Promise<Waves> {
  const lines: PhoneLine[] = []
  const open = async (more: number): Promise<void> => void lines.push(...(await openLines(more, ring)))
  await open(WARM)
  const kib = [privateKib(rig.pid)]
  for (let nth = 0; nth < FIRST_WAVES + COUNTED_WAVES; nth += 1) {
    await open(calls)
    await wait(asleepMs)
    kib.push(privateKib(rig.pid))
  }
  for (const line of lines) line.close()
  const grown = (from: number, to: number): number => ((kib[to] ?? 0) - (kib[from] ?? 0)) / (to - from) / calls
  return { atOnce: grown(0, 1), idle: grown(FIRST_WAVES, FIRST_WAVES + COUNTED_WAVES) }
}
