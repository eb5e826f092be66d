import { measureCost, type Cost } from './cost.ts'
import { measureCampaign } from './campaign.ts'
import { measureErase } from './erase.ts'
import { measureGate } from './gate.ts'
import { measureInbox } from './inbox.ts'
import { keepFigures, type Kept } from './kept-figures.ts'
import { measureMedia } from './media.ts'
import { measureMemory } from './memory.ts'
import { measureCrowd, measureMessages } from './messages.ts'
import { measureModel } from './model.ts'
import { readOptions, type BenchOptions, type Section } from './options.ts'
import type { Path } from './path.ts'
import { writePerformance } from './performance-document.ts'
import { measureRelay } from './relay.ts'
import { tableOf } from './report.ts'
import { measureBundle, measureStartup } from './size.ts'
import { stopEverything } from './stops.ts'
import { measureSweep } from './sweep.ts'
import { measureVoice } from './voice.ts'

/** Twenty-five minutes on a machine of its own; what takes this long hangs. */
const RUN_MS_MAX = 45 * 60_000

interface Measured {
  readonly paths: readonly Path[]
  readonly cost: Cost | null
}

const MEASURE: Readonly<Record<Section, (quick: boolean) => Promise<Measured>>> = {
  voice: async (quick) => ({ paths: await measureVoice(quick), cost: null }),
  messages: async (quick) => ({ paths: await measureMessages(quick), cost: null }),
  crowd: async (quick) => ({ paths: await measureCrowd(quick), cost: null }),
  gate: async (quick) => ({ paths: await measureGate(quick), cost: null }),
  campaign: async (quick) => ({ paths: await measureCampaign(quick), cost: null }),
  inbox: async (quick) => ({ paths: await measureInbox(quick), cost: null }),
  erase: async (quick) => ({ paths: await measureErase(quick), cost: null }),
  relay: async (quick) => ({ paths: await measureRelay(quick), cost: null }),
  model: async (quick) => ({ paths: await measureModel(quick), cost: null }),
  media: async (quick) => ({ paths: await measureMedia(quick), cost: null }),
  memory: async (quick) => ({ paths: await measureMemory(quick), cost: null }),
  sweep: async (quick) => ({ paths: await measureSweep(quick), cost: null }),
  bundle: async () => ({ paths: await measureBundle(), cost: null }),
  startup: async (quick) => ({ paths: await measureStartup(quick), cost: null }),
  cost: async (quick) => {
    const cost = await measureCost(quick)
    return { paths: cost.paths, cost }
  },
}

/** What is measured is kept part by part: what breaks off later takes nothing with it. */
async function measureAll({ sections, quick, json, write }: BenchOptions): Promise<readonly Path[]> {
  const paths: Path[] = []
  for (const section of sections) {
    const startedAtMs = Date.now()
    if (!json) process.stderr.write(`${section} … `)
    const measured = await MEASURE[section](quick)
    if (!json) process.stderr.write(`${Math.round((Date.now() - startedAtMs) / 1000)} s\n`)
    paths.push(...measured.paths)
    const kept: Kept = { on: new Date().toISOString().slice(0, 10), paths: measured.paths }
    if (write) writePerformance(keepFigures({ [section]: kept }, measured.cost))
  }
  return paths
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if ('problem' in options) {
    console.error(options.problem)
    process.exitCode = 1
    return
  }
  if (process.platform !== 'linux')
    throw new Error('processor time and memory are read from /proc: the benchmark needs Linux')
  const paths = await measureAll(options)
  console.log(options.json ? JSON.stringify({ paths }) : `\n${tableOf(paths)}`)
}

async function stopAndLeave(code: number, message?: string): Promise<never> {
  if (message !== undefined) console.error(message)
  await stopEverything()
  process.exit(code)
}

process.once('SIGINT', () => void stopAndLeave(130))
process.once('SIGTERM', () => void stopAndLeave(143))
setTimeout(() => void stopAndLeave(1, 'The run took too long and was stopped.'), RUN_MS_MAX).unref()

main().then(
  () => stopAndLeave(Number(process.exitCode ?? 0)),
  (error: unknown) => stopAndLeave(1, error instanceof Error ? error.stack : String(error)),
)
