import { dropLines } from '../calls/line.ts'
import type { Ctx } from '../context.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { dropMessageLines } from '../messages/message-line.ts'
import { dropPlatforms } from '../messages/platform-of.ts'
import { dropSigners } from '../messages/who-signed.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import type { ChannelRow } from './channel.ts'
import { channelRowOf, rivalsOfChannel, type WantedChannel } from './claim-channel.ts'
import { numberRowOf, type WantedNumber } from './claim-number.ts'
import { claimAndBack, dropFailed, haveFailed, rivalsOfNumber, type Claiming, type LostClaim } from './failed-claims.ts'
import type { NumberRow } from './number.ts'

/**
 * Why a claim is not taken away: it stands, or is being set up; whoever wants it brought no credentials of their own; or the
 * platform does not show it to those.
 */
export type NotTaken = 'stands' | 'nothing_own' | 'not_shown'

export interface Taken<Row> {
  readonly row: Row
  /** Those that had claimed it, to be told. */
  readonly lost: readonly LostClaim[]
}

/**
 * Claims a number that others hold by claims which failed, and which nobody ever saw to be theirs: it takes that the carrier shows the
 * number to the claimant's own credentials. What was shown goes into the claim, so that it is not taken away in turn.
 *
 * Of several at once one gets it: the others' claims meet one that stands.
 */
export function takeNumber(
  ctx: Ctx,
  wanted: WantedNumber,
  own: MessagingApi | null,
): Promise<Result<Taken<NumberRow>, NotTaken>> {
  const { directory, nowMs } = ctx
  const { phoneNumber: line, accountSid: accountId } = wanted
  const row = { ...numberRowOf(ctx, wanted), provenAtMs: nowMs }
  const rivals = rivalsOfNumber(ctx.tenantId, line)
  const claiming = { table: numbers, id: row.id, insert: directory.insert(numbers).values(row), rivals }
  return take(ctx, row, { line, accountId, own, claiming })
}

/** The same of a line for WhatsApp, which has to be shown in the account that is claimed with it. */
export async function takeChannel(
  ctx: Ctx,
  wanted: WantedChannel,
  own: MessagingApi | null,
): Promise<Result<Taken<ChannelRow>, NotTaken>> {
  const { directory, nowMs } = ctx
  const row = { ...(await channelRowOf(ctx, wanted)), provenAtMs: nowMs }
  const rivals = rivalsOfChannel(row)
  const claiming = { table: channels, id: row.id, insert: directory.insert(channels).values(row), rivals }
  return take(ctx, row, { ...wanted, own, claiming })
}

interface Taking {
  readonly line: string
  readonly accountId: string
  readonly own: MessagingApi | null
  readonly claiming: Claiming
}

async function take<Row>(ctx: Ctx, row: Row, taking: Taking): Promise<Result<Taken<Row>, NotTaken>> {
  const { line, accountId, own, claiming } = taking
  const { directory } = ctx
  const { rivals } = claiming
  // Nobody is asked about what stands anyway.
  if (!(await haveFailed(directory, rivals))) return err('stands')
  if (own === null) return err('nothing_own')
  if (!(await own.lookUp(line, accountId)).ok) return err('not_shown')
  try {
    const statements = [...dropFailed(directory, rivals), ...claimAndBack(directory, claiming)] as const
    const [first, second, , held] = await directory.batch(statements)
    if (held.length > 0) return err('stands')
    dropLines()
    dropMessageLines()
    dropPlatforms()
    dropSigners()
    return ok({ row, lost: [...first, ...second] })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return err('stands')
  }
}
