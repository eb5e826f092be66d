import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { LAST_RUN } from '../../src/promises/last-run.ts'
import { LEDGER } from '../../src/promises/ledger.ts'
import type { LedgerEntry } from '../../src/promises/promise.ts'
import { PROMISES_DOCUMENT, promisesPage } from '../docs/promises-page.ts'

const ROOT = join(import.meta.dirname, '../..')
const RUN_FILE = join(ROOT, 'src/promises/last-run.ts')

/** A test that was run, and how it went. */
export interface RanTest {
  /** Path from the root of the project. */
  readonly file: string
  readonly name: string
  readonly status: 'passed' | 'failed' | 'skipped'
}

/** A file of a vitest report, as far as we read it. */
interface ReportedFile {
  readonly name: string
  readonly assertionResults: readonly { readonly title: string; readonly status: string }[]
}

export const ranTests = (files: readonly ReportedFile[]): readonly RanTest[] =>
  files.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, status }) => ({
      file: relative(ROOT, name),
      name: title,
      status: status === 'passed' || status === 'failed' ? status : 'skipped',
    })),
  )

type Outcome = 'pass' | 'fail' | 'unknown'

/**
 * How the tests of a promise went: it is kept where none of them is red or missing and one at least was run. One that was skipped,
 * as where there is no browser, says nothing.
 */
export function outcomeOf(entry: LedgerEntry, ran: readonly RanTest[]): Outcome {
  if (entry.status === 'not_yet') return 'unknown'
  const statuses = entry.proofs.flatMap((proof) => {
    const its = ran.filter(({ file, name }) => file === proof.file && name === proof.name)
    return its.length === 0 ? ['failed'] : its.map(({ status }) => status)
  })
  if (statuses.includes('failed')) return 'fail'
  return statuses.includes('passed') ? 'pass' : 'unknown'
}

/** How a run went for every promise that is said to be kept. */
export function resultsOf(ledger: readonly LedgerEntry[], ran: readonly RanTest[]): Omit<typeof LAST_RUN, 'day'> {
  const idsOf = (outcome: Outcome) =>
    ledger.filter((entry) => entry.status === 'kept' && outcomeOf(entry, ran) === outcome).map(({ id }) => id)
  return { passed: idsOf('pass'), failed: idsOf('fail') }
}

/** `src/promises/last-run.ts` with these results. */
export function withResults(text: string, { day, passed, failed }: typeof LAST_RUN): string {
  const list = (ids: readonly string[]): string =>
    ids.length === 0 ? '[]' : `[\n${ids.map((id) => `    '${id}',\n`).join('')}  ]`
  const body = `  day: ${day === null ? 'null' : `'${day}'`},\n  passed: ${list(passed)},\n  failed: ${list(failed)},\n`
  return text.replace(/(?<=LAST_RUN: LastRun = \{\n)[^]*?(?=^\}$)/m, () => body)
}

/**
 * Keeps what a run of all tests came to where it came to something else than the last one, and tells it in the table too.
 *
 * @returns the promises whose tests are red or were not run.
 */
export function keepResults(ran: readonly RanTest[], last: typeof LAST_RUN, day: string): readonly string[] {
  const { passed, failed } = resultsOf(LEDGER, ran)
  const isSame = String(passed) === String(last.passed) && String(failed) === String(last.failed)
  if (!isSame) {
    const run = { day, passed, failed }
    writeFileSync(RUN_FILE, withResults(readFileSync(RUN_FILE, 'utf8'), run))
    writeFileSync(join(ROOT, PROMISES_DOCUMENT), promisesPage(run))
  }
  return failed
}
