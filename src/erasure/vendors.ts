import { and, asc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { oneOf } from '../records/expired.ts'
import { messages } from '../records/messages/table.ts'
import { carrierDeletions } from '../records/carrier-deletions/table.ts'
import { NOT_DELETABLE } from './owe-vendors.ts'
import type { VendorCounts } from './steps.ts'

/** A vendor is asked again for so long: it may refuse for fourteen days (Twilio's 20009). */
const RETRY_MS_MAX = 15 * 24 * 60 * 60 * 1000
/** Ids that a receipt names; the rest is counted. */
const IDS_MAX = 500

/** What came of a vendor's copies, as the receipt tells it. */
export interface VendorReceipt {
  readonly name: string
  readonly kind: string
  readonly status: 'deleted' | 'pending' | 'not_deleted' | 'not_deletable'
  readonly count: number
  /** The vendor's own ids, the first five hundred. */
  readonly ids: readonly string[]
  /** Of what is pending: until when the vendor is asked again. */
  readonly retry_until?: string
  /** Of what cannot be deleted: after how many days the vendor says it goes. */
  readonly expires_after_days?: number
}

type Asking = Pick<Ctx, 'db'>

/** How many copies are owed still, and how many the vendor did not delete in its time. */
export async function countVendors({ db }: Asking, erasureId: string): Promise<VendorCounts> {
  const rows = await db
    .select({ status: carrierDeletions.status, many: sql<number>`count(*)` })
    .from(carrierDeletions)
    .where(eq(carrierDeletions.erasureId, erasureId))
    .groupBy(carrierDeletions.status)
  const countOf = (status: string): number => rows.find((row) => row.status === status)?.many ?? 0
  return { pending: countOf('pending'), gaveUp: countOf('gave_up') }
}

/** Messages at platforms that delete none: of these people, or of everybody. */
export async function countUndeletable(
  { db, tenantId }: Pick<Ctx, 'db' | 'tenantId'>,
  people?: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const theirs = people === undefined ? eq(messages.livemode, true) : oneOf(messages.personId, people)
  const rows = await db
    .select({ provider: messages.provider, many: sql<number>`count(*)` })
    .from(messages)
    .where(and(eq(messages.tenantId, tenantId), theirs))
    .groupBy(messages.provider)
  return Object.fromEntries(rows.flatMap(({ provider, many }) => (provider in NOT_DELETABLE ? [[provider, many]] : [])))
}

const STATUS = { pending: 'pending', deleted: 'deleted', gave_up: 'not_deleted' } as const

/** What became of what vendors had, by vendor, kind and status. */
export async function vendorReceipts({ db }: Asking, erasureId: string): Promise<readonly VendorReceipt[]> {
  const groups = await db
    .select({
      vendor: carrierDeletions.vendor,
      kind: carrierDeletions.kind,
      status: carrierDeletions.status,
      many: sql<number>`count(*)`,
      sinceMs: sql<number>`max(${carrierDeletions.createdAtMs})`,
    })
    .from(carrierDeletions)
    .where(eq(carrierDeletions.erasureId, erasureId))
    .groupBy(carrierDeletions.vendor, carrierDeletions.kind, carrierDeletions.status)
  return Promise.all(
    groups.map(async ({ vendor, kind, status, many, sinceMs }) => {
      const isOfGroup = and(
        eq(carrierDeletions.erasureId, erasureId),
        eq(carrierDeletions.kind, kind),
        eq(carrierDeletions.status, status),
        sql`${carrierDeletions.vendor} IS ${vendor}`,
      )
      const ids = await db
        .select({ id: carrierDeletions.id })
        .from(carrierDeletions)
        .where(isOfGroup)
        .orderBy(asc(carrierDeletions.id))
        .limit(IDS_MAX)
      return {
        // What was owed before anybody noted at whom was a phone carrier's.
        name: vendor ?? 'carrier',
        kind,
        status: STATUS[status],
        count: many,
        ids: ids.map(({ id }) => id),
        ...(status === 'pending' && { retry_until: new Date(sinceMs + RETRY_MS_MAX).toISOString() }),
      }
    }),
  )
}
