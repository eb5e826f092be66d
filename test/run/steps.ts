import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** One check: a command that must exit with 0. */
export interface Check {
  readonly name: string
  readonly command: readonly [string, ...string[]]
}

const node = (file: string, ...args: string[]): readonly [string, ...string[]] => [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  file,
  ...args,
]
const bin = (name: string, ...args: string[]): readonly [string, ...string[]] => [`node_modules/.bin/${name}`, ...args]

/** Everything but the tests, cheapest first. None needs a network. */
export const CHECKS: readonly Check[] = [
  { name: 'format', command: bin('oxfmt', '--check', '.') },
  // The linter has the types read: it says what the compiler would say, of each file under its own tsconfig.
  { name: 'lint and types', command: bin('oxlint', '--type-aware', '--type-check', '--deny-warnings') },
  { name: 'unused code', command: bin('knip', '--no-progress') },
  { name: 'migrations are up to date', command: node('test/run/migrations-current.ts') },
  { name: 'documents are up to date', command: node('test/docs/generate.ts', '--check') },
  { name: 'what the documents name exists', command: node('test/run/paths-exist.ts') },
  { name: 'the deployment bundles within its budget', command: node('test/run/dry-run.ts') },
]

export interface Outcome {
  readonly passed: boolean
  readonly output: string
  readonly seconds: number
}

/** Runs one command, quietly: its output is shown only when it fails. */
export function runCheck({ command: [file, ...args] }: Check): Promise<Outcome> {
  const startedAtMs = Date.now()
  return new Promise((resolve) => {
    const child = spawn(file, args, { env: { ...process.env, ...FOR_TOOLS }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', (error) => resolve({ passed: false, output: error.message, seconds: 0 }))
    child.on('close', (code) => resolve({ passed: code === 0, output, seconds: (Date.now() - startedAtMs) / 1000 }))
  })
}

/** What keeps the tools from looking for a network, and from doing again what is done. */
export const FOR_TOOLS = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CI: 'true',
  // A gateway and its tools are started dozens of times, and read the same megabytes each time.
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/node'),
} as const

/** Runs the checks one after another and says how each went. Returns how many passed, and what failed. */
export async function runChecks(checks: readonly Check[]): Promise<{ passed: number; failed: readonly string[] }> {
  const failed: string[] = []
  for (const check of checks) {
    const { passed, output, seconds } = await runCheck(check)
    console.log(`${passed ? '  ok   ' : '  FAIL '} ${check.name} (${seconds.toFixed(1)} s)`)
    if (passed) continue
    failed.push(`${check.name}\n${output.trimEnd().slice(-1500)}`)
    console.log(output.trimEnd().replaceAll(/^/gm, '         '))
  }
  return { passed: checks.length - failed.length, failed }
}
