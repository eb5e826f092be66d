import type { closures } from '../../records/closures/table.ts'
import { closureCategory } from '../../records/closures/category.ts'
import { expiryOf } from '../../records/retention/keep.ts'
import type { VendorCopies } from './vendor-copies.ts'

export type ClosureRow = typeof closures.$inferSelect

/** Days in which a closure can be called off. */
export const COOLING_OFF_DAYS = 14
/** Days between the announcement of a successor and the day they may take over, at least. */
export const NOTICE_DAYS = 30

const DAY_MS = 86_400_000

export const daysAfter = (fromAtMs: number, days: number): number => fromAtMs + days * DAY_MS

/** How long the row itself is kept, from the end of what it tells of. */
export const keptUntil = (endedAtMs: number): number =>
  expiryOf(endedAtMs, closureCategory.keepDays ?? Number.POSITIVE_INFINITY)

/** Statuses in which something is still to come. */
export const OPEN_STATUSES = ['announced', 'winding_down', 'working'] as const

/** Where the erasure of a business stands, and what there was before it began. */
export interface ErasingProgress {
  /** Rows there were of each category, the first time anybody looked. */
  readonly rowsBefore?: Readonly<Record<string, number>>
  /** Objects deleted under each prefix. */
  readonly objects?: Readonly<Record<string, number>>
  /** Messages there were at platforms that delete none, by platform. */
  readonly undeletable?: Readonly<Record<string, number>>
  /** Tickets of its people with the platform. */
  readonly tickets?: number
  /** Holds that the erasure waits for. */
  readonly waitsFor?: readonly string[]
  /** Copies that vendors have to delete still. */
  readonly owed?: number
  /** What came of all of them, once none is owed any more. */
  readonly vendors?: readonly VendorCopies[]
}

export const progressOf = ({ progress }: Pick<ClosureRow, 'progress'>): ErasingProgress => progress

/** Whose rows those of a closed business become that a law has kept: nothing sealed is left in them, and their own end stays. */
export const retainedId = (closureId: string): string => `closed:${closureId}`
