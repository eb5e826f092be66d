import type { SQL } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Outline } from './deidentified/outline.ts'
import type { Lapse } from './lapse.ts'

/** Everything that is kept belongs to one of these. The names are the API's (`/v1/retention`) and the manifests'. */
export const CATEGORY_NAMES = [
  'accounts',
  'api_keys',
  'numbers',
  'channels',
  'line_troubles',
  'carrier_accounts',
  'agents',
  'catalog',
  'bookings',
  'people',
  'person_keys',
  'calls',
  'transcripts',
  'recordings',
  'threads',
  'messages',
  'message_bodies',
  'message_media',
  'carrier_deletions',
  'tasks',
  'suppressions',
  'consents',
  'attestations',
  'contact_preferences',
  'contact_decisions',
  'campaigns',
  'campaign_members',
  'outreach_settings',
  'audit',
  'caller_blocks',
  'events',
  'webhook_endpoints',
  'idempotency',
  'counters',
  'retention_settings',
  'manifests',
  'deidentified',
  'privacy_requests',
  'mails',
  'outgoing_mails',
  'erasures',
  'holds',
  'disclosures',
  'exports',
  'corrections',
  'tickets',
  'mail_stops',
  'incidents',
  'legal_processes',
  'support_grants',
  'minor_flags',
  'policy_acceptances',
  'audit_checkpoints',
  'vendor_contracts',
  'closures',
] as const
export type CategoryName = (typeof CATEGORY_NAMES)[number]

/** The columns that say when a row of a tenant ends. */
export interface Clock {
  readonly table: SQLiteTable
  readonly tenantId: SQLiteColumn
  /** When the keep time began to run, epoch milliseconds. */
  readonly fromAtMs: SQLiteColumn
  readonly expiresAtMs: SQLiteColumn
  /** Flags of rows that stand until they are all taken off them, however short the keep time is. */
  readonly standsWhile?: readonly SQLiteColumn[]
}

/** The rows of a table that are about one person. */
export interface RowsOf {
  readonly table: SQLiteTable
  readonly tenantId: SQLiteColumn
  /** Columns that name the person, their key, what they are known by, or a request of theirs: one of these is enough. */
  readonly names: readonly SQLiteColumn[]
  /** No index begins with one of these: they are looked for among the rows of the business, which are not many. */
  readonly amongFew?: true
  /** The same in a JSON list. */
  readonly lists?: SQLiteColumn
  /** Which of them only. */
  readonly only?: SQL
  /** Names the object that goes before its row. */
  readonly blobKey?: SQLiteColumn
  /** Names the key that seals this row and no other: it goes before the row does. */
  readonly ownKey?: SQLiteColumn
  /** What is left of a row: all but these, which become what is said here. Absent: nothing is. */
  readonly leaves?: Readonly<Record<string, unknown>>
  /** The law that has these rows of a category kept which goes otherwise: without whom they are about, and set apart at a closing. */
  readonly keptBy?: { readonly why: string; readonly keepDays: number }
}

/** What becomes of a kind of data when the person it is about is erased. What stays says why, for the receipt. */
type OnErasure =
  | { readonly does: 'delete'; readonly rows: readonly RowsOf[] }
  | { readonly does: 'unlink'; readonly rows: readonly RowsOf[]; readonly why: string }
  | { readonly does: 'keep'; readonly rows: readonly RowsOf[]; readonly why: string }

/** A kind of data with the reason it may be kept and the time after which it goes. */
export interface Category {
  readonly name: CategoryName
  /** One sentence: what a row is. */
  readonly what: string
  readonly basis: 'contract' | 'consent' | 'legitimate_interest' | 'legal_obligation'
  /** Days until it goes, or null: as long as the business is a customer, or for ever where `what` says so. */
  readonly keepDays: number | null
  /** What a tenant may choose instead. 0 means never stored. */
  readonly bounds: { readonly minDays: number; readonly maxDays: number } | 'fixed'
  /** What its end is unless a business chooses otherwise: see `outline`. */
  readonly endAction: 'delete'
  readonly subject: 'person' | 'business' | 'nobody'
  readonly where: 'directory' | 'region'
  readonly tables: readonly SQLiteTable[]
  readonly blobPrefixes: readonly string[]
  /** Of everything that is about a person: what erasing them does to it. */
  readonly erase?: OnErasure
  /** Where the rows carry their own end, so that a shortened keep time reaches those already there. */
  readonly clock?: Clock
  /** What may be left of a row at its end, where a business chooses that it is de-identified. */
  readonly outline?: Outline
  /** How what has come to its end goes. */
  readonly due?: Lapse
  /** A second table of it that goes by itself: by the same setting, under the same holds, in the same manifests. */
  readonly beside?: { readonly clock: Clock; readonly due: Lapse }
}
