import { and, asc, eq, gt } from 'drizzle-orm'
import { openDetails, sealDetails } from '../bookings/details.ts'
import type { Ctx } from '../context.ts'
import { bookings } from '../records/bookings/table.ts'
import { tasks } from '../records/tasks/table.ts'
import { detailsPlace } from '../tasks/task.ts'
import { findPersonKey, type PersonKey } from '../vault/person-keys.ts'
import { open, seal } from '../vault/seal.ts'

/** Rows of one step. */
const PAGE = 100

type Values = Readonly<Record<string, string | undefined>>

interface Whose {
  readonly personId: string
  readonly key: PersonKey
}

/** Has what copied a value that was wrong have the right one: their bookings, and what is to be done for them. Safe to repeat. */
export async function propagateCorrection(ctx: Ctx, whose: Whose, former: Values, now: Values): Promise<void> {
  const rights = new Map<string, string>()
  for (const [field, was] of Object.entries(former)) {
    const is = now[field]
    if (was !== undefined && is !== undefined) rights.set(was, is)
  }
  if (rights.size === 0) return
  await correctBookings(ctx, whose, rights)
  await correctTasks(ctx, whose, rights)
}

type Rights = ReadonlyMap<string, string>

/** The fields with every value that was copied put right; null where none was. */
function corrected<Fields extends Readonly<Record<string, unknown>>>(fields: Fields, rights: Rights): Fields | null {
  const entries = Object.entries(fields)
  const right = (value: unknown): unknown => (typeof value === 'string' ? (rights.get(value) ?? value) : value)
  if (entries.every(([, value]) => right(value) === value)) return null
  return Object.fromEntries(entries.map(([name, value]) => [name, right(value)])) as Fields
}

async function correctBookings(ctx: Ctx, { personId }: Whose, rights: Rights): Promise<void> {
  for (let after = ''; ;) {
    const mine = and(eq(bookings.tenantId, ctx.tenantId), eq(bookings.personId, personId), gt(bookings.id, after))
    const rows = await ctx.db.select().from(bookings).where(mine).orderBy(asc(bookings.id)).limit(PAGE)
    for (const row of rows) {
      const details = await openDetails(ctx, row)
      const right = details === null ? null : corrected({ ...details }, rights)
      if (right === null) continue
      const sealedDetails = await sealDetails(ctx, row.id, personId, right)
      // What was changed meanwhile was written with the new value, or is taken up by whoever corrects again.
      const same = and(eq(bookings.id, row.id), eq(bookings.revision, row.revision))
      await ctx.db.update(bookings).set({ sealedDetails }).where(same)
    }
    const last = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return
    after = last.id
  }
}

async function correctTasks(ctx: Ctx, { personId, key }: Whose, rights: Rights): Promise<void> {
  for (let after = ''; ;) {
    const mine = and(eq(tasks.tenantId, ctx.tenantId), eq(tasks.personId, personId), gt(tasks.id, after))
    const rows = await ctx.db.select().from(tasks).where(mine).orderBy(asc(tasks.id)).limit(PAGE)
    for (const { id, keySubject, sealedDetails } of rows) {
      const opener = keySubject === personId ? key : await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, keySubject)
      const text =
        opener === null || sealedDetails === null ? null : await open(opener, detailsPlace(ctx, id), sealedDetails)
      const right = text === null ? null : corrected(JSON.parse(text) as Record<string, string>, rights)
      if (opener === null || right === null) continue
      const anew = await seal(opener, detailsPlace(ctx, id), JSON.stringify(right))
      await ctx.db.update(tasks).set({ sealedDetails: anew }).where(eq(tasks.id, id))
    }
    const last = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return
    after = last.id
  }
}
