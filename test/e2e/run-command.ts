import { spawn } from 'node:child_process'

/** What a command of the simulator came to. */
export interface Ran<Told> {
  readonly code: number | null
  /** The one document it printed. */
  readonly told: Told
  /** What it wrote to standard error. */
  readonly complaint: string
}

/** Runs a command as a person would, for its document: `call` places one, `chat` writes, `mail` sends one. Rejects where it prints anything else. */
export function runCommand<Told>(
  command: 'call' | 'chat' | 'mail',
  scenario: string,
  { stateDir, flags = [] }: { readonly stateDir: string; readonly flags?: readonly string[] },
): Promise<Ran<Told>> {
  const script = ['--disable-warning=ExperimentalWarning', `simulator/${command}.ts`, scenario, '--json', ...flags]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...script, '--state', stateDir], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, complaint] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.on('close', (code) => {
      try {
        resolve({ code, told: JSON.parse(out) as Told, complaint })
      } catch {
        reject(new Error(`not one JSON document: ${out.slice(0, 500)} ${complaint}`))
      }
    })
  })
}

/** Why a command did not end as it says: what differs comes first, and all that it told after it. */
export function whyNot({ told, complaint }: Pick<Ran<object>, 'told' | 'complaint'>): string {
  const differences = 'differences' in told ? JSON.stringify(told.differences) : ''
  return `${complaint}${differences}\n${JSON.stringify(told, null, 1)}`
}
