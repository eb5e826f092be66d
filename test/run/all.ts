import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { LAST_RUN } from '../../src/promises/last-run.ts'
import { keepResults, ranTests, type RanTest } from './promise-results.ts'
import { CHECKS, OFFLINE, runChecks } from './steps.ts'

/** What vitest writes with its JSON reporter, as far as we read it. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
  }[]
}

type Part = readonly string[]

/** Side by side, for two cores: what runs in workerd or from end to end mostly waits for a clock. Within a lane one after the other. */
const LANES: readonly (readonly Part[])[] = [
  [['--project', 'workerd', '--shard=1/3']],
  [['--project', 'workerd', '--shard=2/3']],
  [['--project', 'workerd', '--shard=3/3']],
  [['--project', 'e2e', '--shard=1/2']],
  [
    ['--project', 'node'],
    ['--project', 'e2e', '--shard=2/2'],
  ],
]

interface Counted {
  readonly passed: number
  readonly failed: number
  readonly ran: readonly RanTest[]
}

/** Runs every test project and counts. A file that could not even be loaded is a failure, and so is a run without tests. */
async function runTests(): Promise<Counted> {
  const folder = mkdtempSync(join(tmpdir(), 'careline-test-'))
  // The first tells what it does as it does it; what the others have to say comes when it is done, in one piece.
  const lanes = await Promise.all(LANES.map((lane, nth) => runLane(lane, join(folder, `${nth}`), nth === 0)))
  const parts = lanes.flat()
  rmSync(folder, { recursive: true, force: true })
  return {
    passed: parts.reduce((sum, { passed }) => sum + passed, 0),
    failed: parts.reduce((sum, { failed }) => sum + failed, 0),
    ran: parts.flatMap(({ ran }) => ran),
  }
}

async function runLane(lane: readonly Part[], file: string, isLive: boolean): Promise<readonly Counted[]> {
  const counted: Counted[] = []
  for (const [nth, part] of lane.entries()) counted.push(await runPart(part, `${file}-${nth}.json`, isLive))
  return counted
}

function runPart(part: readonly string[], file: string, isLive: boolean): Promise<Counted> {
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...part,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...OFFLINE },
      stdio: isLive ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => said.push(part))
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said))
      resolve(countTests(file, code ?? 1))
    })
  })
}

function countTests(file: string, code: number): Counted {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length
    const failed = report.numFailedTests + unloaded
    const silent = code !== 0 && failed === 0
    return {
      passed: report.numPassedTests,
      failed: silent || report.numPassedTests === 0 ? failed + 1 : failed,
      ran: ranTests(report.testResults),
    }
  } catch {
    return { passed: 0, failed: 1, ran: [] }
  }
}

// Side by side: each check keeps one core busy, and the tests mostly wait.
console.log('Checks and tests')
const [checks, tests] = await Promise.all([runChecks(CHECKS), runTests()])
console.log('Promises')
const broken = keepResults(tests.ran, LAST_RUN, new Date().toISOString().slice(0, 10))
if (broken.length > 0) console.log(`  FAIL  not kept, by their tests: ${broken.join(', ')}`)
else console.log('  ok    every promise that is said to be kept is')
const failed = checks.failed + tests.failed + (broken.length > 0 ? 1 : 0)
console.log(`${checks.passed + tests.passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
