import { and, eq } from 'drizzle-orm'
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
import { channelRowOf, rivalsOfChannel, takeBackIfHeld, type WantedChannel } from './claim-channel.ts'
import { numberRowOf, type WantedNumber } from './claim-number.ts'
import { anyInTheWay, areFailed, dropFailed, rivalsOfNumber, type LostClaim, type Rivals } from './failed-claims.ts'
import type { NumberRow } from './number.ts'

/**
 * Why a claim is not taken away: it stands, or is being set up; whoever wants it brought no credentials of their own; or the
 * platform does not show it to those.
 */
export type NotTaken = 'stands' | 'nothing_own' | 'not_shown'

interface Taken<Row> {
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
export async function takeNumber(
  ctx: Ctx,
  wanted: WantedNumber,
  own: MessagingApi | null,
): Promise<Result<Taken<NumberRow>, NotTaken>> {
  const rivals = rivalsOfNumber(ctx.tenantId, wanted.phoneNumber)
  const shown = await isShown(ctx, rivals, { line: wanted.phoneNumber, accountId: wanted.accountSid, own })
  if (!shown.ok) return shown
  const row = { ...numberRowOf(ctx, wanted), provenAtMs: ctx.nowMs }
  return unlessTaken(async () => {
    const insert = ctx.directory.insert(numbers).values(row)
    const isHeld = and(eq(numbers.id, row.id), anyInTheWay(ctx.directory, rivals))
    const back = ctx.directory.delete(numbers).where(isHeld).returning({ id: numbers.id })
    const [first, second, , taken] = await ctx.directory.batch([...dropFailed(ctx.directory, rivals), insert, back])
    if (taken.length > 0) return err('stands')
    dropAllOf()
    return ok({ row, lost: [...first, ...second] })
  })
}

/** The same of a line for WhatsApp, which has to be shown in the account that is claimed with it. */
export async function takeChannel(
  ctx: Ctx,
  wanted: WantedChannel,
  own: MessagingApi | null,
): Promise<Result<Taken<ChannelRow>, NotTaken>> {
  const { tenantId } = ctx
  const rivals = rivalsOfChannel({ ...wanted, tenantId })
  const shown = await isShown(ctx, rivals, { ...wanted, own })
  if (!shown.ok) return shown
  const row = { ...(await channelRowOf(ctx, wanted)), provenAtMs: ctx.nowMs }
  return unlessTaken(async () => {
    const insert = ctx.directory.insert(channels).values(row)
    const back = takeBackIfHeld(ctx.directory, row)
    const [first, second, , taken] = await ctx.directory.batch([...dropFailed(ctx.directory, rivals), insert, back])
    if (taken.length > 0) return err('stands')
    dropAllOf()
    return ok({ row, lost: [...first, ...second] })
  })
}

/** What this isolate remembers of lines: with one claim others go, for calls and for messages. */
function dropAllOf(): void {
  dropLines()
  dropMessageLines()
  dropPlatforms()
  dropSigners()
}

interface ToShow {
  readonly line: string
  readonly accountId: string
  readonly own: MessagingApi | null
}

/** Nobody is asked about what stands anyway. */
async function isShown(ctx: Ctx, rivals: Rivals, { line, accountId, own }: ToShow): Promise<Result<void, NotTaken>> {
  if (!(await areFailed(ctx.directory, rivals))) return err('stands')
  if (own === null) return err('nothing_own')
  return (await own.lookUp(line, accountId)).ok ? ok(undefined) : err('not_shown')
}

async function unlessTaken<Row>(
  take: () => Promise<Result<Taken<Row>, NotTaken>>,
): Promise<Result<Taken<Row>, NotTaken>> {
  try {
    return await take()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return err('stands')
  }
}
