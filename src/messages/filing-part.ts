import { loadFiling } from './later.ts'
import { unfiled } from './received-items.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { ThreadPart } from './thread-part.ts'

/** What came in is filed. How is loaded when there is something. */
export class FilingPart implements ThreadPart {
  readonly #handle: ThreadHandle

  constructor(handle: ThreadHandle) {
    this.#handle = handle
  }

  dueAtMs(): number | null {
    if (this.#handle.pinsOrNull === null) return null
    const [first] = unfiled(this.#handle, 1)
    return first === undefined ? null : first.fileAtMs
  }

  async work(nowMs: number): Promise<void> {
    const { fileReceived } = await loadFiling()
    await fileReceived(this.#handle, nowMs)
  }
}
