import { errorName, log } from '../kernel/log.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import { loadMedia } from './later.ts'
import { nextOwed, oweLater, owedDueAtMs, type OwedMedia } from './media-owed.ts'
import type { LineAt } from './outbox-sending.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { ThreadPart } from './thread-part.ts'

/** Files of one person that are fetched at a time. Each has a part of an upload in memory. */
const AT_ONCE_MAX = 2
/** A try that is not heard of again, because its object went away in the middle, is begun anew after this. */
const WORK_MS_MAX = 5 * 60_000

/** Reaches the platform of a line; null where nobody has told us how. */
export type PlatformOf = (line: LineAt) => Promise<MessagingApi | null>

/**
 * Files that came with messages are taken into our own keeping, beside everything else: nobody waits for a film to be
 * answered, and what is owed stays owed until it is done.
 */
export class MediaPart implements ThreadPart {
  readonly #handle: ThreadHandle
  readonly #platformOf: PlatformOf
  readonly #taking = new Set<string>()

  constructor(handle: ThreadHandle, platformOf: PlatformOf) {
    this.#handle = handle
    this.#platformOf = platformOf
  }

  dueAtMs(): number | null {
    if (this.#handle.pinsOrNull === null || this.#taking.size >= AT_ONCE_MAX) return null
    return owedDueAtMs(this.#handle)
  }

  async work(nowMs: number): Promise<void> {
    const { takeOwed } = await loadMedia()
    for (let owed = this.#next(nowMs); owed !== null; owed = this.#next(nowMs)) {
      const one = owed
      oweLater(this.#handle, one, nowMs + WORK_MS_MAX)
      this.#taking.add(one.id)
      // Not waited for: the alarm is there for all that the thread has to do.
      takeOwed(this.#handle, one, this.#platformOf)
        .catch((error: unknown) => log.warn('media.failed', { error: errorName(error), tries: one.tries }))
        .finally(() => this.#taken(one.id))
        .catch((error: unknown) => log.error('media.not_armed', { error: errorName(error) }))
    }
  }

  #next(nowMs: number): OwedMedia | null {
    return this.#taking.size < AT_ONCE_MAX ? nextOwed(this.#handle, nowMs) : null
  }

  async #taken(id: string): Promise<void> {
    this.#taking.delete(id)
    await this.#handle.arm()
  }
}
