import { LEDGER } from '../../src/promises/ledger.ts'
import type { LedgerEntry } from '../../src/promises/promise.ts'
import { LAST_RUN } from '../../src/promises/last-run.ts'
import { trustDocument } from '../../src/promises/trust-document.ts'

/** Where the table of promises lies. */
export const PROMISES_DOCUMENT = 'docs/promises.md'

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`)

function proofOf(entry: LedgerEntry): string {
  if (entry.status === 'not_yet') return cell(entry.why)
  return entry.proofs.map(({ file, name }) => `\`${file}\`: ${cell(name)}`).join('<br>')
}

/** `docs/promises.md`: every promise, where it is kept, the test that proves it, and how that went last. */
export function promisesPage(run = LAST_RUN): string {
  const { promises, last_run: day } = trustDocument(LEDGER, run)
  const results = new Map(promises.map(({ id, result }) => [id, result]))
  const rows = LEDGER.map((entry) => {
    const where = entry.status === 'kept' ? entry.where.map((path) => `\`${path}\``).join('<br>') : ''
    return `| ${entry.id} | ${cell(entry.promise)} | ${where} | ${proofOf(entry)} | ${results.get(entry.id) ?? ''} |`
  })
  return `# Promises

Made by \`npm run docs:generate\` from \`src/promises/ledger.ts\` and the last run of all tests. Do not edit.

Every promise of the two privacy policies (M: Misocare, C: CareCaller), what keeps it, and the tests that prove it. A promise
whose test is missing fails the check; one whose test is red fails \`npm test\`. What is not there yet says why. \`GET /trust\`
tells the same. The tests ran last: ${day ?? 'not yet'}.

| promise | in short | kept by | proven by | result |
|---|---|---|---|---|
${rows.join('\n')}
`
}
