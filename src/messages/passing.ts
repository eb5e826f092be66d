import { seal } from '../vault/seal.ts'
import { crowdWaitMs } from './crowd.ts'
import type { InboundMessage } from './message.ts'
import { cameInCrowd, markPassed, unpassed, type ReceivedRow } from './received-items.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { ThreadPart } from './thread-part.ts'
import { addToAnswer, toAnswerPlace, type MessageToAnswer, type ToAnswer } from './to-answer.ts'

/** So many are passed on at a time. */
const PASSED_MAX = 50

/** Kinds that tell of somebody, and say nothing that could be answered. */
const UNANSWERED: ReadonlySet<ReceivedRow['type']> = new Set(['identity_changed'])

/**
 * Passes on what came in to whoever answers, sealed with the person's key, by the platform's time and then as it arrived.
 *
 * Needs no database: a person is answered although nothing can be filed. A voice note waits for its words, and what came
 * after it waits with it.
 */
export class Passing implements ThreadPart {
  readonly #handle: ThreadHandle
  /** Of a crowd: left until then. */
  #notBeforeMs = 0

  constructor(handle: ThreadHandle) {
    this.#handle = handle
  }

  dueAtMs(): number | null {
    if (this.#handle.pinsOrNull === null) return null
    const [first] = unpassed(this.#handle, 1)
    return first === undefined ? null : Math.max(first.waitsUntilMs ?? first.passAtMs, this.#notBeforeMs)
  }

  async work(nowMs: number): Promise<void> {
    const handle = this.#handle
    const rows = untilOneWaits(unpassed(handle, PASSED_MAX), nowMs)
    const dueAtMs = Math.min(...rows.map(({ passAtMs }) => passAtMs))
    const waitMs = rows.some(cameInCrowd) ? crowdWaitMs(nowMs, dueAtMs) : 0
    this.#notBeforeMs = nowMs + waitMs
    if (waitMs > 0) return
    const items = await Promise.all(rows.map((row) => itemOf(handle, row)))
    handle.storage.transactionSync(() => {
      for (const item of items) if (item !== null) addToAnswer(handle, item)
      markPassed(
        handle,
        rows.map(({ seq }) => seq),
        nowMs,
      )
    })
  }
}

function untilOneWaits(rows: readonly ReceivedRow[], nowMs: number): readonly ReceivedRow[] {
  const waiting = rows.findIndex(({ waitsUntilMs }) => waitsUntilMs !== null && waitsUntilMs > nowMs)
  return waiting < 0 ? rows : rows.slice(0, waiting)
}

/** Null for what nobody is to answer, and for what does not open any more. */
async function itemOf(handle: ThreadHandle, row: ReceivedRow): Promise<Omit<ToAnswer, 'seq'> | null> {
  const { providerMessageId, messageId, provider, type, sentAtMs, receivedAtMs } = row
  if (row.kind === 'echo' || UNANSWERED.has(type) || row.sealed === null) return null
  // The key is fetched first: what is opened with it is sealed with it again, for whoever reads it there.
  const key = await handle.key()
  const json = await handle.open(providerMessageId, 'received', row.sealed)
  if (json === null) return null
  const words = row.sealedWords === null ? null : await handle.open(messageId, 'words', row.sealedWords)
  const told: MessageToAnswer = {
    message: JSON.parse(json) as InboundMessage,
    ...(words !== null && { words: (JSON.parse(words) as { readonly text: string }).text }),
  }
  const sealed = await seal(key, toAnswerPlace(handle.pins.tenantId, providerMessageId), JSON.stringify(told))
  return { providerMessageId, messageId, provider, type, sealed, sentAtMs, receivedAtMs }
}
