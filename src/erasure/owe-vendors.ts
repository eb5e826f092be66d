import { and, eq, inArray, sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Ctx } from '../context.ts'
import type { PlatformCopy } from '../messages/erase-thread.ts'
import { calls } from '../records/calls/table.ts'
import { carrierDeletions } from '../records/carrier-deletions/table.ts'
import { oneOf } from '../records/expired.ts'
import { messages } from '../records/messages/table.ts'
import { recordings } from '../records/recordings/table.ts'

/** Platforms that give messages out and take none back: what they say of how long they keep them. */
export const NOT_DELETABLE: Readonly<Record<string, { readonly vendor: string; readonly expiryDays: number }>> = {
  whatsapp: { vendor: 'meta', expiryDays: 30 },
}

/** One statement for so many. */
const PAGE = 500

/** Owes what a thread knows of: it may not be in the records yet. */
export async function owePlatformCopies(ctx: Ctx, erasureId: string, copies: readonly PlatformCopy[]): Promise<void> {
  if (!ctx.livemode) return
  const deletable = copies.filter(({ provider }) => NOT_DELETABLE[provider] === undefined)
  for (let at = 0; at < deletable.length; at += PAGE) {
    const given = JSON.stringify(deletable.slice(at, at + PAGE))
    const told = (name: string) => sql.raw(`given.value ->> '$.${name}'`)
    const copy = {
      id: told('providerMessageId'),
      kind: sql`'message'`,
      callId: sql`''`,
      accountSid: sql`''`,
      vendor: told('provider'),
      channel: told('channel'),
      line: told('line'),
    }
    await ctx.db.batch([owed(ctx, erasureId, copy, sql`FROM json_each(${given}) AS given WHERE true`)])
  }
}

/**
 * Owes everything of these persons that vendors have and can delete: recordings, calls and messages. One batch, safe to repeat. What is
 * owed already becomes part of this erasure's receipt. What a test key made never reached any vendor.
 */
export async function oweVendorCopies(ctx: Ctx, erasureId: string, people: readonly string[]): Promise<void> {
  if (!ctx.livemode) return
  const { db, tenantId } = ctx
  const theirCalls = and(eq(calls.tenantId, tenantId), oneOf(calls.personId, people))
  const theirs = sql`tenant_id = ${tenantId} AND person_id IN (SELECT value FROM json_each(${JSON.stringify(people)}))`
  await db.batch([
    db
      .update(carrierDeletions)
      .set({ erasureId })
      .where(
        and(
          eq(carrierDeletions.tenantId, tenantId),
          inArray(carrierDeletions.callId, db.select({ id: calls.id }).from(calls).where(theirCalls)),
        ),
      ),
    ...COPIED.map(({ table, copy, only }) =>
      // A call that goes on is of whoever is on the line.
      owed(
        ctx,
        erasureId,
        copy,
        sql`FROM ${table} WHERE ${theirs} AND ${only}${table === calls ? sql` AND ended_at_ms IS NOT NULL` : sql``}`,
      ),
    ),
  ])
}

/** Of a closing one copy is asked for every so many milliseconds: half of what a sweep can, so that others get their turn. */
const PACE_MS = 12_000

/** Whether rows of this table name copies that vendors have. */
export const isCopied = (table: SQLiteTable): boolean => COPIED.some((each) => each.table === table)

/**
 * Owes what vendors have of these rows of a business that is erased, for the batch in which they go: of a table that {@link isCopied}.
 * What is owed already stays so. Each is asked for in its turn, and its time runs from then on.
 */
export function oweCopiesOf(
  ctx: Ctx,
  closureId: string,
  { table, which }: { readonly table: SQLiteTable; readonly which: SQL },
): BatchItem<'sqlite'> {
  const copied = COPIED.find((each) => each.table === table)
  if (copied === undefined) throw new Error('no vendor has copies of these rows')
  const turn = sql`${ctx.nowMs} + ${PACE_MS} * (row_number() OVER () + (SELECT count(*) FROM ${carrierDeletions}
    WHERE ${carrierDeletions.erasureId} = ${closureId} AND ${carrierDeletions.status} = 'pending') - 1)`
  // Who had it is only known as long as the row is there.
  const vendor = sql`coalesce(${carrierDeletions.vendor}, excluded.vendor)`
  return ctx.db
    .insert(carrierDeletions)
    .select(
      sql`${valuesOf(ctx, closureId, copied.copy, turn)} FROM ${table} WHERE ${which} AND ${copied.only} AND livemode = 1`,
    )
    .onConflictDoUpdate({ target: carrierDeletions.id, set: { vendor } })
}

const ACCOUNT_OF_CALL = sql`coalesce((SELECT c.account_sid FROM calls AS c WHERE c.id = call_id), '')`
const CARRIER_OF_CALL = sql`(SELECT c.carrier FROM calls AS c WHERE c.id = call_id)`

type Copied = 'id' | 'kind' | 'callId' | 'accountSid' | 'vendor' | 'channel' | 'line'
type Copy = Readonly<Record<Copied, SQL>>

/** Tables whose rows name a copy that a vendor has and can delete, and what is to be known of it there. */
const COPIED: readonly { readonly table: SQLiteTable; readonly copy: Copy; readonly only: SQL }[] = [
  {
    table: recordings,
    copy: {
      id: sql`carrier_recording_id`,
      kind: sql`'recording'`,
      callId: sql`call_id`,
      accountSid: ACCOUNT_OF_CALL,
      vendor: CARRIER_OF_CALL,
      channel: sql`NULL`,
      line: sql`NULL`,
    },
    only: sql`true`,
  },
  {
    table: calls,
    copy: {
      id: sql`carrier_call_id`,
      kind: sql`'call'`,
      callId: sql`id`,
      accountSid: sql`account_sid`,
      vendor: sql`carrier`,
      channel: sql`NULL`,
      line: sql`NULL`,
    },
    // A call that was never made has no name at its carrier but ours.
    only: sql`carrier_call_id <> id`,
  },
  {
    table: messages,
    copy: {
      id: sql`provider_message_id`,
      kind: sql`'message'`,
      callId: sql`''`,
      accountSid: sql`''`,
      vendor: sql`provider`,
      channel: sql`channel`,
      line: sql`line`,
    },
    only: sql`provider_message_id IS NOT NULL
      AND provider NOT IN (SELECT value FROM json_each(${JSON.stringify(Object.keys(NOT_DELETABLE))}))`,
  },
]

function owed(ctx: Ctx, erasureId: string, copy: Copy, from: SQL): BatchItem<'sqlite'> {
  return ctx.db
    .insert(carrierDeletions)
    .select(sql`${valuesOf(ctx, erasureId, copy, sql`${ctx.nowMs}`)} ${from}`)
    .onConflictDoUpdate({ target: carrierDeletions.id, set: { erasureId } })
}

/** The columns are in the order of the table. */
const valuesOf = (
  { tenantId, livemode }: Ctx,
  erasureId: string,
  { id, kind, callId, accountSid, vendor, channel, line }: Copy,
  atMs: SQL,
): SQL =>
  sql`SELECT ${id}, ${tenantId}, ${Number(livemode)}, ${kind}, ${callId}, ${accountSid}, ${vendor}, ${channel}, ${line},
    ${erasureId}, 'pending', 0, ${atMs}, NULL, ${atMs}, NULL`
