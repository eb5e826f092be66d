import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second, whatever the machine. */
const MS_PER_TICK = 10

/** The fields of /proc/PID/stat after the name, which may hold spaces and brackets. */
const statOf = (pid: number): readonly string[] => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

const named = new Set<number>()

/** The workerd that this process started last; each is named once. @throws Error when there is not exactly one new. */
export function workerdPid(): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => !named.has(pid))
    .filter((pid) => {
      try {
        return statOf(pid)[1] === String(process.pid) && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'workerd'
      } catch {
        // Gone since the folder was read.
        return false
      }
    })
  const [pid] = found
  if (pid === undefined || found.length > 1) throw new Error(`expected one workerd of ours, found ${found.length}`)
  named.add(pid)
  return pid
}

/** Processor time a process has used so far, in user and kernel mode, milliseconds. */
export function cpuMs(pid: number): number {
  const stat = statOf(pid)
  return (Number(stat[11]) + Number(stat[12])) * MS_PER_TICK
}

/** Memory a process holds that it shares with nobody, KiB. Pages of mapped program files, which are shared, do not count. */
export function privateKib(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const figure = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? Number.NaN)
  return figure('Private_Clean') + figure('Private_Dirty')
}
