import * as z from 'zod'
import { isGraphCode, type GraphCode } from './graph-refusal.ts'

const Code = z.custom<GraphCode>((code) => typeof code === 'number' && isGraphCode(code), 'is no code of Meta’s')

/** Something that is to go wrong at the Graph API: the next `times` times, or for so long. */
export const GraphFault = z.strictObject({
  /** A method, if it matters, and a part of the path: `POST /messages`. */
  match: z.string().min(1),
  times: z.int().min(1).max(1_000_000).default(1),
  /** It is over after this, however seldom it has happened. */
  for_ms: z.number().min(1).max(3_600_000).optional(),
  /** Refused with Meta's code and its document. */
  code: Code.optional(),
  /** Answered with this status and no document, as something in between answers. */
  status: z.int().min(400).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  delay_ms: z.number().min(0).max(60_000).optional(),
  /** The connection is cut: `before` anything is done, or `after` it was done and is not answered. */
  cut: z.enum(['before', 'after']).optional(),
  /** The message is taken, and fails later: told by its status, with this code. */
  fails: Code.optional(),
})
export type GraphFault = z.infer<typeof GraphFault>

interface Standing extends GraphFault {
  readonly untilMs: number
}

const FAULTS_MAX = 100

/** The faults asked for and not yet over. */
export class GraphFaults {
  #faults: Standing[] = []

  add(fault: GraphFault, nowMs: number): void {
    const untilMs = fault.for_ms === undefined ? Number.POSITIVE_INFINITY : nowMs + fault.for_ms
    this.#faults = [...this.#faults, { ...fault, untilMs }].slice(-FAULTS_MAX)
  }

  clear(): void {
    this.#faults = []
  }

  get all(): readonly GraphFault[] {
    return this.#faults
  }

  /** The first fault that matches `METHOD /path`, used up by one. */
  take(method: string, path: string, nowMs: number): GraphFault | null {
    const found = this.#faults.find(({ match, untilMs }) => untilMs > nowMs && matches(match, method, path))
    if (found === undefined) return null
    const rest: Standing = { ...found, times: found.times - 1 }
    this.#faults = this.#faults
      .map((fault) => (fault === found ? rest : fault))
      .filter(({ times, untilMs }) => times > 0 && untilMs > nowMs)
    return found
  }
}

function matches(match: string, method: string, path: string): boolean {
  const [, wantedMethod, wantedPath = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(match) ?? []
  return (wantedMethod === undefined || wantedMethod === method) && path.includes(wantedPath)
}
