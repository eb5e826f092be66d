import { and, asc, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { NOT_DELETABLE } from '../../erasure/owe-vendors.ts'
import { carrierDeletions } from '../../records/carrier-deletions/table.ts'

/** Ids that a receipt names; the rest is counted. */
const IDS_MAX = 100

/** What became of the copies that a vendor had of one kind. */
export interface VendorCopies {
  readonly name: string
  readonly kind: string
  /** So many were asked for, by the closing or as long before it as that is remembered. */
  readonly asked: number
  readonly done: number
  /** Not deleted until the vendor was asked for the last time. */
  readonly outstanding: number
  /** The vendor's own ids of what is outstanding, the first hundred. */
  readonly outstanding_ids: readonly string[]
  /** Of what cannot be asked for: after how many days the vendor says it goes. */
  readonly expires_after_days?: number
}

type Asking = Pick<Ctx, 'db' | 'tenantId'>

const ofBusiness = (tenantId: string) =>
  and(eq(carrierDeletions.tenantId, tenantId), eq(carrierDeletions.livemode, true))

/** How many copies vendors still have to delete: for any erasure of the business, not only this one. */
export async function countOwed({ db, tenantId }: Asking): Promise<number> {
  const isOwed = and(ofBusiness(tenantId), eq(carrierDeletions.status, 'pending'))
  const [counted] = await db
    .select({ many: sql<number>`count(*)` })
    .from(carrierDeletions)
    .where(isOwed)
  return counted?.many ?? 0
}

/** What came of it at every vendor, and what none of them was asked for. */
export async function copiesOf(
  { db, tenantId }: Asking,
  undeletable: Readonly<Record<string, number>>,
): Promise<readonly VendorCopies[]> {
  // What was owed before anybody noted at whom was a phone carrier's.
  const name = sql<string>`coalesce(${carrierDeletions.vendor}, 'carrier')`
  const { kind, status } = carrierDeletions
  const groups = await db
    .select({
      name,
      kind,
      asked: sql<number>`count(*)`,
      done: sql<number>`count(*) FILTER (WHERE ${status} = 'deleted')`,
    })
    .from(carrierDeletions)
    .where(ofBusiness(tenantId))
    .groupBy(name, kind)
  const asked = await Promise.all(
    groups.map(async (group) => {
      const isLeft = and(
        ofBusiness(tenantId),
        eq(kind, group.kind),
        sql`${name} = ${group.name}`,
        sql`${status} <> 'deleted'`,
      )
      const left = await db
        .select({ id: carrierDeletions.id })
        .from(carrierDeletions)
        .where(isLeft)
        .orderBy(asc(carrierDeletions.id))
        .limit(IDS_MAX)
      return { ...group, outstanding: group.asked - group.done, outstanding_ids: left.map(({ id }) => id) }
    }),
  )
  const silent = Object.entries(undeletable).map(([provider, count]) => ({
    name: NOT_DELETABLE[provider]?.vendor ?? provider,
    kind: 'message',
    asked: 0,
    done: 0,
    outstanding: count,
    outstanding_ids: [],
    expires_after_days: NOT_DELETABLE[provider]?.expiryDays ?? 0,
  }))
  return [...asked, ...silent]
}
