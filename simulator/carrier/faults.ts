import * as z from 'zod'

/** Something that is to go wrong, the next `times` times. */
export const Fault = z
  .strictObject({
    /**
     * A method, if it matters, and a part of the path: `DELETE /Recordings`, `POST /receiver/bright-smile`. `QUEUE /Calls` is a
     * call of the account's that waits to be dialled for `delay_ms`; the path ends with the number called.
     */
    match: z.string().min(1),
    times: z.number().int().min(1).default(1),
    /** What was asked is done all the same: only its answer goes wrong. */
    after: z.boolean().optional(),
    /** Answered instead of doing what was asked. */
    status: z.number().int().min(200).max(599).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    /** It takes this long, really. */
    delay_ms: z.number().min(0).max(60_000).optional(),
    /** A webhook is never delivered; a request is cut off. */
    drop: z.boolean().optional(),
    /** A webhook is delivered twice. */
    duplicate: z.boolean().optional(),
  })
  .refine(({ after, status, drop }) => after !== true || status !== undefined || drop === true, {
    message: 'after needs a status or drop: what the answer is instead',
  })
export type Fault = z.infer<typeof Fault>

const FAULTS_MAX = 100

/** The faults asked for and not yet used up. */
export class Faults {
  #faults: Fault[] = []

  add(fault: Fault): void {
    this.#faults = [...this.#faults, fault].slice(-FAULTS_MAX)
  }

  clear(): void {
    this.#faults = []
  }

  get all(): readonly Fault[] {
    return this.#faults
  }

  /** The first fault that matches `METHOD /path`, used up by one. */
  take(method: string, path: string): Fault | null {
    const found = this.#faults.find(({ match }) => matches(match, method, path))
    if (found === undefined) return null
    const rest = { ...found, times: found.times - 1 }
    this.#faults = this.#faults.flatMap((fault) => (fault === found ? (rest.times > 0 ? [rest] : []) : [fault]))
    return found
  }
}

function matches(match: string, method: string, path: string): boolean {
  const [, wantedMethod, wantedPath = ''] = /^(?:([A-Z]+) )?(.*)$/.exec(match) ?? []
  return (wantedMethod === undefined || wantedMethod === method) && path.includes(wantedPath)
}
