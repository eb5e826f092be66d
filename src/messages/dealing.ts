import type { Ctx } from '../context.ts'
import type { Messaging, MessagingEvent } from '../providers/messaging/contract.ts'
import type { MessageLine } from './message-line.ts'
import type { IntakePins } from './intake.ts'

/** A part that was kept, as it is dealt out. */
export interface PartToDeal {
  readonly seq: number
  readonly pins: IntakePins
  readonly receivedAtMs: number
  /** What the provider made of it, or null when it does not open. */
  open(): Promise<string | null>
}

/** What dealing out needs of its door. */
export interface Dealing {
  readonly parts: readonly PartToDeal[]
  /** So many events are dealt out at most; the part that goes beyond it is the last. */
  readonly eventsMax: number
  /** So many threads are spoken to at a time. */
  readonly handsMax: number
  readonly providerOf: (name: string) => Messaging | undefined
  readonly ctxOf: (pins: Pick<IntakePins, 'tenantId' | 'region' | 'livemode'>) => Ctx
  /** The line of a message, as it is now. */
  readonly lineOf: (name: Pick<IntakePins, 'provider' | 'channel' | 'line'>) => Promise<MessageLine | null>
}

type EventOf<Type extends MessagingEvent['type']> = Extract<MessagingEvent, { readonly type: Type }>

/** One event of a part. */
export interface DealtEvent<Event> {
  readonly part: PartToDeal
  readonly event: Event
}
export type Dealt<Type extends MessagingEvent['type'] = MessagingEvent['type']> = DealtEvent<EventOf<Type>>

export const isOf =
  <Type extends MessagingEvent['type']>(type: Type) =>
  (dealt: Dealt): dealt is Dealt<Type> =>
    dealt.event.type === type

/** Does `work` with every one of `items`, so many at a time. What `work` throws is left to it. */
export async function inHands<T>(
  items: readonly T[],
  handsMax: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const hand = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(handsMax, items.length) }, hand))
}
