import { setTimeout as wait } from 'node:timers/promises'
import { pathOf, type Path } from './path.ts'
import { openLines, ringFloor, ringGateway, untilQuiet, type PhoneLine } from './phone-line.ts'
import { cpuMs, privateKib } from './process.ts'
import { onRig, type Rig } from './rig.ts'

/** Opened first and not counted: what the process grows by once, whoever comes. */
const WARM = 150
/** An object that has been idle for ten seconds is put to sleep, and only its socket stays. */
const ASLEEP_MS = 12_000

/** What 500 calls that nobody speaks on hold of memory, each, beside as many bare objects with a socket. */
export async function measureMemory(quick: boolean): Promise<readonly Path[]> {
  const calls = quick ? 200 : 500
  const floor = await onRig((rig) => perLineKib(rig, calls, () => ringFloor(rig)))
  const us = await onRig((rig) => perLineKib(rig, calls, () => ringGateway(rig)))
  return [pathOf({ name: `memory_${calls}`, unit: 'KiB/idle call', us, floor }, ['ratio_at_most', 1.5])]
}

async function perLineKib(rig: Rig, count: number, ring: () => Promise<PhoneLine>): Promise<number> {
  const settled = (): Promise<void> => untilQuiet(() => cpuMs(rig.pid), 15_000)
  const warm = await openLines(WARM, ring)
  await settled()
  const before = privateKib(rig.pid)
  const lines = await openLines(count, ring)
  await settled()
  await wait(ASLEEP_MS)
  const after = privateKib(rig.pid)
  for (const line of [...warm, ...lines]) line.close()
  return (after - before) / count
}
