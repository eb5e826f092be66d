import type { erasures } from '../records/erasures/table.ts'

export type ErasureRow = typeof erasures.$inferSelect
export type ErasureStatus = ErasureRow['status']

/**
 * What an erasure does, in this order. Each step is safe to repeat, and marked only when it is done.
 *
 * - `survive`: what they put an end to stands under every name they are known by.
 * - `survey`: what there is, before anything goes.
 * - `unpoint`: their names lead to nobody, so whoever calls or writes next is a new person.
 * - `owe`: what vendors have of them is owed to be deleted there.
 * - `still`: what goes on in objects goes on without them. In lists for campaigns whoever else was sealed with them has another key.
 * - `entomb`: no key is ever made for them again.
 * - `shred`: their keys are gone. What was sealed with them stays closed, wherever a copy of it is.
 * - `quiet`: calls that are over forget what was said, in memory too.
 * - `clear`: objects, then rows, of every category.
 * - `answers`: answers of the API that are kept for a day say nothing of them.
 * - `close`: the event, the entry in the audit chain, and the receipt's part that does not change.
 */
export const STEPS = [
  'survive',
  'survey',
  'unpoint',
  'owe',
  'still',
  'entomb',
  'shred',
  'quiet',
  'clear',
  'answers',
  'close',
] as const
export type Step = (typeof STEPS)[number]

/** A key as it was before it was destroyed. */
export interface KeyBefore {
  readonly keyObject: string
  /** Of the object's bytes: the wrapped key, hexadecimal. */
  readonly sha256: string
}

/** What there was of one category. */
export interface CategoryBefore {
  readonly category: string
  readonly rows: number
  /** Of these, so many that a law has kept, though the rest goes. */
  readonly keptRows?: number
  readonly objects: number
}

/** How far an erasure has come. Ids that lead nowhere afterwards, keyed hashes while it is under way, and counts. */
export interface ErasureProgress {
  readonly done?: readonly Step[]
  /** Who they were: the person, and everybody who had turned out to be them. */
  readonly people?: readonly string[]
  /** Whose keys sealed something of theirs: the above, and calls whose caller was not known at first. */
  readonly subjects?: readonly string[]
  /** Requests of theirs: by these their mails are found, also when nothing says any more whose they are. */
  readonly requests?: readonly string[]
  /** The keyed hashes they are known by: until the end, where it must not be found out any more whose they were. */
  readonly tokens?: readonly string[]
  /** The parts of lists for campaigns that they were sealed with: their keys go as well. */
  readonly groups?: readonly string[]
  /**
   * Others of the same parts, that had a key and nobody in them when they had left: of a database that was since restored, or of somebody
   * who was just about to seal others anew. Which of them nobody is in after the end go too.
   */
  readonly emptyGroups?: readonly string[]
  readonly keys?: readonly KeyBefore[]
  readonly before?: readonly CategoryBefore[]
  /** Messages at platforms that delete none, by platform. */
  readonly undeletable?: Readonly<Record<string, number>>
  readonly auditSeq?: number
  readonly auditHash?: string
  /** Categories that a hold had kept back when all others went. */
  readonly heldBack?: readonly string[]
}

export const progressOf = (row: Pick<ErasureRow, 'progress'>): ErasureProgress => row.progress as ErasureProgress
