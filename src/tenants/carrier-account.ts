import { and, eq } from 'drizzle-orm'
import { dropAccounts } from '../calls/carrier-account.ts'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { carrierAccounts } from '../records/carrier-accounts/table.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'

export type CarrierAccountRow = typeof carrierAccounts.$inferSelect

/** Secrets of an account, as the business gives them. */
export interface CarrierTokens {
  readonly token: string
  readonly tokenSecondary: string | null
}

/** What an account is known by. A test account claims nothing outside its business, and no webhook speaks for it. */
const claimedSid = (ctx: Ctx, accountSid: string): string =>
  ctx.livemode ? accountSid : `test:${ctx.tenantId}:${accountSid}`

/** The carrier's own id of an account. */
export const plainSid = ({ accountSid }: CarrierAccountRow): string => accountSid.slice(accountSid.lastIndexOf(':') + 1)

async function sealedTokens(ctx: Ctx, id: string, { token, tokenSecondary }: CarrierTokens) {
  const place = (column: string): string => `carrier_accounts|${id}|${column}`
  const sealedToken = await ctx.vault.sealForTenant(ctx.tenantId, place('token'), token)
  const sealedTokenSecondary =
    tokenSecondary === null
      ? null
      : await ctx.vault.sealForTenant(ctx.tenantId, place('token_secondary'), tokenSecondary)
  return { sealedToken, sealedTokenSecondary }
}

/** Adds an account of the business's own. An account belongs to one business: the unique row decides. */
export async function addCarrierAccount(
  ctx: Ctx,
  carrier: string,
  accountSid: string,
  tokens: CarrierTokens,
): Promise<Result<CarrierAccountRow, 'taken'>> {
  const id = newId('car', ctx.nowMs)
  const { tenantId, livemode, nowMs: createdAtMs } = ctx
  const sealed = await sealedTokens(ctx, id, tokens)
  const row = { id, tenantId, carrier, accountSid: claimedSid(ctx, accountSid), ...sealed, livemode, createdAtMs }
  try {
    await ctx.directory.insert(carrierAccounts).values(row)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return err('taken')
  }
  dropAccounts()
  return ok(row)
}

/** Replaces the tokens of an account, as when they were rotated at the carrier. */
export async function changeTokens(
  ctx: Ctx,
  id: string,
  tokens: CarrierTokens,
): Promise<CarrierAccountRow | undefined> {
  const mine = and(ownedBy(ctx, carrierAccounts), eq(carrierAccounts.id, id))
  const [changed] = await ctx.directory
    .update(carrierAccounts)
    .set(await sealedTokens(ctx, id, tokens))
    .where(mine)
    .returning()
  dropAccounts()
  return changed
}

/** Forgets an account and its tokens. Refused while a number is in it: its webhooks could no longer be checked. */
export async function removeCarrierAccount(ctx: Ctx, id: string): Promise<Result<void, 'not_found' | 'in_use'>> {
  const mine = and(ownedBy(ctx, carrierAccounts), eq(carrierAccounts.id, id))
  const row = await ctx.directory.select().from(carrierAccounts).where(mine).get()
  if (row === undefined) return err('not_found')
  const itsNumbers = and(eq(numbers.tenantId, ctx.tenantId), eq(numbers.accountSid, row.accountSid))
  const inUse = await ctx.directory.select({ id: numbers.id }).from(numbers).where(itsNumbers).limit(1).get()
  const itsChannels = and(eq(channels.tenantId, ctx.tenantId), eq(channels.accountId, row.accountSid))
  const written = await ctx.directory.select({ id: channels.id }).from(channels).where(itsChannels).limit(1).get()
  if (inUse !== undefined || written !== undefined) return err('in_use')
  await ctx.directory.delete(carrierAccounts).where(mine)
  dropAccounts()
  return ok(undefined)
}
