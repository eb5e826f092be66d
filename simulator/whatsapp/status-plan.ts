/** What Meta tells of a message that arrived. */
export type StatusWord = 'sent' | 'delivered' | 'read'

/** One report, this long after the message was taken. Reports of one moment go out in one delivery. */
export interface PlannedStatus {
  readonly word: StatusWord
  readonly afterMs: number
}

const at = (word: StatusWord, afterMs: number): PlannedStatus => ({ word, afterMs })

/** In the order they are told, which is none: late, doubled, left out, together, and at once before the answer is read. */
const ORDERS: readonly (readonly PlannedStatus[])[] = [
  [at('sent', 60), at('delivered', 180), at('read', 420)],
  [at('read', 90), at('delivered', 240), at('sent', 400)],
  [at('sent', 0), at('read', 150)],
  [at('delivered', 40), at('sent', 40), at('delivered', 220), at('read', 260)],
  [at('sent', 30), at('sent', 90), at('read', 300), at('delivered', 800)],
]

const PLAIN = ORDERS.slice(0, 1)

/** When which status of the `nth` message is told. The same message has the same plan. */
export function statusPlan(nth: number, orderly: boolean): readonly PlannedStatus[] {
  const orders = orderly ? PLAIN : ORDERS
  return orders[nth % orders.length] ?? []
}
