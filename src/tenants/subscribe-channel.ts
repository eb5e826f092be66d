import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { log } from '../kernel/log.ts'
import { err } from '../kernel/result.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import { channels } from '../records/channels/table.ts'
import { isPassing, type ChannelRow } from './channel.ts'
import { leaveAccount } from './release-channel.ts'

/**
 * Has the platform deliver the account of a claimed line to us, and notes what came of it. Safe to repeat.
 *
 * The claim stands whatever the platform says. A line given back while the platform was being asked is let go there again.
 *
 * @param api  null when the account is unknown.
 * @returns the row as it is now, or undefined when the claim is gone.
 */
export async function subscribeChannel(
  { directory, nowMs }: Pick<Ctx, 'directory' | 'nowMs'>,
  row: ChannelRow,
  api: MessagingApi | null,
): Promise<ChannelRow | undefined> {
  // Test lines never get to a platform, however they come here.
  if (!row.livemode) return row
  const subscribed = (await api?.subscribe(row.accountId)) ?? err('unknown_account')
  const state = subscribed.ok ? await seenAs(row, api) : stateAfter(subscribed.error)
  const [noted] = await directory
    .update(channels)
    .set(provenBy(state, row.provenAtMs ?? nowMs))
    .where(eq(channels.id, row.id))
    .returning()
  if (subscribed.ok && noted === undefined) await leaveAccount(directory, row, api)
  if (!subscribed.ok) log.warn('channel.not_subscribed', { channelId: row.id, reason: subscribed.error })
  return noted
}

/** That it was taken once is not forgotten when it is turned down later. */
const provenBy = <One extends State>(state: One, provenAtMs: number) =>
  state.status === 'subscribed' ? { ...state, provenAtMs } : state

type State = Pick<ChannelRow, 'status' | 'detail'>

const stateAfter = (code: string): State => ({ status: isPassing(code) ? 'pending' : 'failed', detail: code })

/**
 * How the platform shows the number: good to know, and no reason to wait. But an application of the business's own has to be able
 * to read the number: that its account could be subscribed to says nothing of a number that may be in another.
 */
async function seenAs(
  { line, displayNumber, sealedAccessToken }: ChannelRow,
  api: MessagingApi | null,
): Promise<State & Partial<Pick<ChannelRow, 'displayNumber'>>> {
  const seen = await api?.lookUp(line)
  if (sealedAccessToken !== null && seen?.ok === false) return stateAfter(seen.error)
  const shown = seen?.ok ? seen.value.displayNumber : null
  return { status: 'subscribed', detail: null, displayNumber: shown ?? displayNumber }
}
