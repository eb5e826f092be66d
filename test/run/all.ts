import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { LAST_RUN } from '../../src/promises/last-run.ts'
import { keepResults, ranTests, type RanTest } from './promise-results.ts'
import { CHECKS, FOR_TOOLS, runChecks } from './steps.ts'
import { unhandledIn, wentWrong, type Report, type WentWrong } from './went-wrong.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The checks, or what vitest is told to run. */
type Part = typeof CHECKING | readonly string[]
const CHECKING = 'checks'

/** For two cores: most of what runs in workerd or from end to end waits for a clock, an alarm or a disk for most of its time. */
const AT_ONCE = 6

const testsIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)
    .toSorted()

/** What is played from end to end: two files take long, and are each on their own. */
const PLAYED = 'test/e2e'
const CHATS = `${PLAYED}/chats.e2e.test.ts`
const SCENARIOS = `${PLAYED}/scenarios.e2e.test.ts`
const otherPlayed = testsIn(PLAYED, '.e2e.test.ts').filter((file) => file !== CHATS && file !== SCENARIOS)

/** Files that wait for real clocks nearly all of their time: bursts that end, voices that stall, lists that are worked off. */
const WAITING = [
  'src/messages/answer/leave-to-people.worker.test.ts',
  'src/messages/wished.worker.test.ts',
  'src/privacy/answer-deletion.worker.test.ts',
  'src/providers/speech/workers-ai/workers-ai.worker.test.ts',
  'src/routes/api/campaigns.worker.test.ts',
  'test/media-workers-ai.worker.test.ts',
  'test/media.worker.test.ts',
  'test/summary-call.worker.test.ts',
  'test/text-messages.worker.test.ts',
  'test/written-thread.worker.test.ts',
]

/** Every other file, beginning with the `nth`. */
const everyOther = (files: readonly string[], nth: number): readonly string[] =>
  files.filter((_, index) => index % 2 === nth)

/**
 * Whoever is free takes the next, and what takes long comes early. Of what runs in workerd one part begins by itself, which is small: the
 * others find its modules made. Each reads all of the Worker once more, which takes as long as two hundred tests.
 */
const PARTS: readonly Part[] = [
  ['--project', 'workerd', ...WAITING],
  ['--project', 'e2e', CHATS],
  CHECKING,
  ['--project', 'e2e', ...everyOther(otherPlayed, 0)],
  ['--project', 'e2e', ...everyOther(otherPlayed, 1)],
  ['--project', 'node'],
  ['--project', 'workerd', '--shard=1/3'],
  ['--project', 'workerd', '--shard=2/3'],
  ['--project', 'workerd', '--shard=3/3'],
  ['--project', 'e2e', SCENARIOS],
]

interface Counted extends WentWrong {
  readonly passed: number
  readonly ran: readonly RanTest[]
}

/** Runs all parts and counts. A file that could not even be loaded is a failure, and so is a run without tests. */
async function runAll(): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'careline-test-'))
  const parts: Counted[] = []
  const open = [...PARTS.entries()]
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const [nth, part] = next
      if (part === CHECKING) parts.push({ ...(await runChecks(CHECKS)), ran: [], needed: [] })
      // The first tells what it does as it does it; what the others have to say comes when it is done, in one piece.
      else parts.push(await runPart(part, join(folder, `${nth}.json`), nth === 0))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  rmSync(folder, { recursive: true, force: true })
  return {
    passed: parts.reduce((sum, { passed }) => sum + passed, 0),
    ran: parts.flatMap(({ ran }) => ran),
    failed: parts.flatMap(({ failed }) => failed),
    needed: parts.flatMap(({ needed }) => needed),
  }
}

function runPart(part: Exclude<Part, string>, file: string, isLive: boolean): Promise<Counted> {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...part,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  // A shard is one of all that no other part has.
  const leftOut = part.some((arg) => arg.startsWith('--shard')) ? WAITING : []
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...FOR_TOOLS, CARELINE_LEFT_OUT: leftOut.join(',') },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => {
        said.push(part)
        if (isLive) process.stdout.write(part)
      })
    child.on('close', (code) => {
      const printed = Buffer.concat(said)
      if (!isLive) process.stdout.write(printed)
      resolve(countTests(file, code ?? 1, () => `${part.join(' ')}: ${unhandledIn(printed.toString())}`))
    })
  })
}

function countTests(file: string, code: number, why: () => string): Counted {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const { failed, needed } = wentWrong(report, ROOT)
    // Nothing red, and yet no success: an error that belongs to no test, or no test at all.
    const isSilent = failed.length === 0 && (code !== 0 || report.numPassedTests === 0)
    const all = isSilent ? [why()] : failed
    return { passed: report.numPassedTests, ran: ranTests(report.testResults), failed: all, needed }
  } catch {
    return { passed: 0, ran: [], failed: [why()], needed: [] }
  }
}

console.log('Checks and tests')
const { passed, ran, failed, needed } = await runAll()
for (const text of needed) console.log(`  TWICE ${text}`)
for (const text of failed) console.log(`  FAIL  ${text}`)
console.log('Promises')
const broken = keepResults(ran, LAST_RUN, new Date().toISOString().slice(0, 10))
if (broken.length > 0) console.log(`  FAIL  not kept, by their tests: ${broken.join(', ')}`)
else console.log('  ok    every promise that is said to be kept is')
const failures = failed.length + (broken.length > 0 ? 1 : 0)
console.log(`${passed} passed, ${failures} failed`)
process.exit(failures === 0 ? 0 : 1)
