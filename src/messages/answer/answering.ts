import { loadAnswering } from '../later.ts'
import { mergedInto } from '../merged-threads.ts'
import type { ThreadPart } from '../thread-part.ts'
import { toAnswerTimes } from '../to-answer.ts'
import type { AnswerDeps } from './answer-deps.ts'
import { agentReturnsAtMs, owesAnswerer, setAnsweredBy, staffWrote, type Answerer } from './answered-by.ts'
import { burstDueAtMs } from './burst-due.ts'
import { memoryEndsAtMs } from './written-memory.ts'

/**
 * The part of a thread that answers: the agent, until people of the business take over, and after them again.
 *
 * What it works with is loaded when there is something to answer: most threads that are opened have nothing.
 */
export class Answering implements ThreadPart {
  readonly #deps: AnswerDeps

  constructor(deps: AnswerDeps) {
    this.#deps = deps
  }

  dueAtMs(): number | null {
    const { handle } = this.#deps
    // What waited in a thread that became part of another is answered there.
    if (handle.pinsOrNull === null || mergedInto(handle.storage) !== null) return null
    if (owesAnswerer(handle)) return 0
    const dues = [burstDueAtMs(toAnswerTimes(handle)), memoryEndsAtMs(handle), agentReturnsAtMs(handle)]
    const known = dues.filter((atMs) => atMs !== null)
    return known.length === 0 ? null : Math.min(...known)
  }

  async work(nowMs: number): Promise<void> {
    const { workAnswer } = await loadAnswering()
    await workAnswer(this.#deps, nowMs)
  }

  /** Notes that a person of the business has written by themselves, at `atMs`. Synchronous. */
  staffWrote(atMs: number): void {
    staffWrote(this.#deps.handle, atMs)
  }

  /** People of the business answer from now on, or the agent does again. */
  async handOver(to: Answerer, nowMs: number): Promise<void> {
    const { handle } = this.#deps
    setAnsweredBy(handle, to, nowMs)
    await handle.arm()
  }
}
