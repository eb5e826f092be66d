import { and, eq, inArray, sql } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
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
  const none = { vendor: sql`NULL`, channel: sql`NULL`, line: sql`NULL` }
  const call = { kind: sql`'call'`, callId: sql`id`, accountSid: sql`account_sid` }
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
    owed(
      ctx,
      erasureId,
      {
        ...none,
        id: sql`carrier_recording_id`,
        kind: sql`'recording'`,
        callId: sql`call_id`,
        accountSid: ACCOUNT_OF_CALL,
        vendor: CARRIER_OF_CALL,
      },
      sql`FROM ${recordings} WHERE ${theirs}`,
    ),
    // A call that was never made has no name at its carrier but ours; one that goes on is of whoever is on the line.
    owed(
      ctx,
      erasureId,
      { ...none, ...call, id: sql`carrier_call_id`, vendor: sql`carrier` },
      sql`FROM ${calls} WHERE ${theirs} AND carrier_call_id <> id AND ended_at_ms IS NOT NULL`,
    ),
    owed(
      ctx,
      erasureId,
      {
        id: sql`provider_message_id`,
        kind: sql`'message'`,
        callId: sql`''`,
        accountSid: sql`''`,
        vendor: sql`provider`,
        channel: sql`channel`,
        line: sql`line`,
      },
      sql`FROM ${messages} WHERE ${theirs} AND provider_message_id IS NOT NULL
        AND provider NOT IN (SELECT value FROM json_each(${JSON.stringify(Object.keys(NOT_DELETABLE))}))`,
    ),
  ])
}

const ACCOUNT_OF_CALL = sql`coalesce((SELECT c.account_sid FROM calls AS c WHERE c.id = call_id), '')`
const CARRIER_OF_CALL = sql`(SELECT c.carrier FROM calls AS c WHERE c.id = call_id)`

type Copied = 'id' | 'kind' | 'callId' | 'accountSid' | 'vendor' | 'channel' | 'line'

/** The columns are in the order of the table. */
function owed(
  { db, tenantId, livemode, nowMs }: Ctx,
  erasureId: string,
  { id, kind, callId, accountSid, vendor, channel, line }: Readonly<Record<Copied, ReturnType<typeof sql>>>,
  from: ReturnType<typeof sql>,
): BatchItem<'sqlite'> {
  return db
    .insert(carrierDeletions)
    .select(
      sql`SELECT ${id}, ${tenantId}, ${Number(livemode)}, ${kind}, ${callId}, ${accountSid}, ${vendor}, ${channel}, ${line},
        ${erasureId}, 'pending', 0, ${nowMs}, NULL, ${nowMs}, NULL ${from}`,
    )
    .onConflictDoUpdate({ target: carrierDeletions.id, set: { erasureId } })
}
