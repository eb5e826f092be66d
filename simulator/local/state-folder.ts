import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Who uses a state folder. */
interface Holder {
  readonly pid: number
  readonly port: number
}

const holderFile = (stateDir: string): string => join(stateDir, 'gateway.json')

/** Deletes the state. A folder that no gateway has made is left alone, and the answer says so; otherwise null. */
export function forgetState(stateDir: string): string | null {
  if (!existsSync(stateDir)) return null
  const isOurs = existsSync(join(stateDir, 'secrets.json')) || existsSync(holderFile(stateDir))
  if (!isOurs && readdirSync(stateDir).length > 0)
    return `${stateDir} is not the state of a gateway, so --fresh does not delete it.`
  rmSync(stateDir, { recursive: true })
  return null
}

/**
 * The port of the gateway that uses the folder, or null.
 *
 * Two gateways on one state would write to the same databases. A number in the file is not enough: after a crash its
 * process may be gone, or another one's by now, so whoever is said to hold the folder must also hold the port.
 */
export async function portOfHolder(
  stateDir: string,
  isFree: (port: number) => Promise<boolean>,
): Promise<number | null> {
  if (!existsSync(holderFile(stateDir))) return null
  const { pid, port } = JSON.parse(readFileSync(holderFile(stateDir), 'utf8')) as Holder
  return isRunning(pid) && !(await isFree(port)) ? port : null
}

export function holdState(stateDir: string, port: number): void {
  mkdirSync(stateDir, { recursive: true })
  const holder: Holder = { pid: process.pid, port }
  writeFileSync(holderFile(stateDir), JSON.stringify(holder))
}

export const releaseState = (stateDir: string): void => rmSync(holderFile(stateDir), { force: true })

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
