import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { errorName, log } from '../kernel/log.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import { channels } from '../records/channels/table.ts'
import type { ChannelRow } from '../tenants/channel.ts'
import { subscribeChannel } from '../tenants/subscribe-channel.ts'

const CHANNELS_PER_RUN_MAX = 50

/** What the sweep asks for: sweeps know no platforms themselves. */
interface SubscribingDeps {
  readonly directory: Db
  readonly nowMs: number
  readonly platformFor: (channel: ChannelRow) => Promise<MessagingApi | null>
}

/**
 * Subscribes the accounts of lines whose platform could not be reached, or refused. Returns how many are delivered now.
 *
 * Those that are only waiting come first, and of the rest another page each time: lines a platform will never know must
 * not stand in the way of the others.
 */
export async function subscribeChannels({ directory, nowMs, platformFor }: SubscribingDeps): Promise<number> {
  const waiting = await directory
    .select()
    .from(channels)
    .where(and(eq(channels.livemode, true), inArray(channels.status, ['pending', 'failed'])))
    .orderBy(sql`${channels.status} = 'pending' DESC, random()`)
    .limit(CHANNELS_PER_RUN_MAX)

  let subscribed = 0
  for (const channel of waiting) {
    try {
      const now = await subscribeChannel({ directory, nowMs }, channel, await platformFor(channel))
      if (now?.status === 'subscribed') subscribed += 1
    } catch (error) {
      log.warn('channel.subscribing_failed', { channelId: channel.id, error: errorName(error) })
    }
  }
  return subscribed
}
