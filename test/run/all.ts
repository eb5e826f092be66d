import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { CHECKS, OFFLINE, runChecks } from './steps.ts'

/** What vitest writes with its JSON reporter, as far as we read it. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** Runs every test project and counts. A file that could not even be loaded is a failure, and so is a run without tests. */
function runTests(): Promise<{ passed: number; failed: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'careline-test-'))
  const file = join(folder, 'report.json')
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...OFFLINE },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('close', (code) => {
      resolve(countTests(file, code ?? 1))
      rmSync(folder, { recursive: true, force: true })
    })
  })
}

function countTests(file: string, code: number): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length
    const failed = report.numFailedTests + unloaded
    const silent = code !== 0 && failed === 0
    return { passed: report.numPassedTests, failed: silent || report.numPassedTests === 0 ? failed + 1 : failed }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

console.log('Checks')
const checks = await runChecks(CHECKS)
console.log('Tests')
const tests = await runTests()
const failed = checks.failed + tests.failed
console.log(`${checks.passed + tests.passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
