import { callEvents } from './catalogue/call-events.ts'
import type { CatalogueEntry, DataOf } from './catalogue/entry.ts'
import { messageEvents } from './catalogue/message-events.ts'
import { peopleEvents } from './catalogue/people-events.ts'
import { platformEvents } from './catalogue/platform-events.ts'
import { privacyEvents } from './catalogue/privacy-events.ts'
import { workEvents } from './catalogue/work-events.ts'

/**
 * Every event a business can receive.
 *
 * Data is thin: ids, states, counts and times. What a shape does not name never leaves, so a name or a number cannot
 * slip into a body that is signed, sent and kept elsewhere.
 */
export const catalogue = {
  ...callEvents,
  ...messageEvents,
  ...workEvents,
  ...peopleEvents,
  ...platformEvents,
  ...privacyEvents,
} satisfies Readonly<Record<string, CatalogueEntry>>

export type EventType = keyof typeof catalogue

/** What the `data` of an event of this type holds. */
export type EventData<Type extends EventType> = DataOf<(typeof catalogue)[Type]['shape']>

export const EVENT_TYPES = Object.keys(catalogue) as readonly EventType[]

/** The entry of one type, without what only its own shape knows. */
export const entryOf = (type: EventType): CatalogueEntry => catalogue[type]
