import { and, eq, ne } from 'drizzle-orm'
import type { Ctx, Db } from '../context.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dropMessageLines } from '../messages/message-line.ts'
import { dropPlatforms } from '../messages/platform-of.ts'
import { dropSigners } from '../messages/who-signed.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import { channels } from '../records/channels/table.ts'
import { isPassing, type ChannelRow } from './channel.ts'

/**
 * Gives a line back: first at the platform, where it is the last of its account, then the claim.
 *
 * While the platform is in trouble that may pass, the claim is kept and the code given, so that asking again finishes it.
 */
export async function releaseChannel(
  ctx: Ctx,
  row: ChannelRow,
  api: MessagingApi | null,
): Promise<Result<void, string>> {
  const left = row.livemode ? await leaveAccount(ctx.directory, row, api) : ok(undefined)
  // What was never known to be delivered here is no reason to keep the claim.
  if (!left.ok && row.status === 'subscribed') return left
  await ctx.directory.delete(channels).where(and(eq(channels.id, row.id), eq(channels.tenantId, ctx.tenantId)))
  dropMessageLines()
  dropPlatforms()
  dropSigners()
  // Somebody may have claimed another line of the account in between: theirs is delivered again.
  if (row.livemode && (await hasOthers(ctx.directory, row))) await api?.subscribe(row.accountId)
  return ok(undefined)
}

/** Ends the delivery of the line's account, where no other line is in it. What the platform will not end holds up nothing. */
export async function leaveAccount(
  directory: Db,
  row: ChannelRow,
  api: MessagingApi | null,
): Promise<Result<void, string>> {
  if (api === null || (await hasOthers(directory, row))) return ok(undefined)
  const left = await api.unsubscribe(row.accountId)
  return !left.ok && isPassing(left.error) ? err(left.error) : ok(undefined)
}

async function hasOthers(directory: Db, { id, accountId, provider }: ChannelRow): Promise<boolean> {
  const others = and(
    eq(channels.accountId, accountId),
    eq(channels.provider, provider),
    eq(channels.livemode, true),
    ne(channels.id, id),
  )
  const [other] = await directory.select({ id: channels.id }).from(channels).where(others).limit(1)
  return other !== undefined
}
