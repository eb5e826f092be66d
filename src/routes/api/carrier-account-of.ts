import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { carrierAccounts } from '../../records/carrier-accounts/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { platformAccount } from '../carrier-api.ts'
import type { ApiContext } from './api-env.ts'
import { oneWrong } from './shape.ts'

/** A carrier account as a body names it: which carrier, which account, and the pointer of the field. */
interface AskedAccount {
  readonly carrier: string
  readonly wanted: string | undefined
  readonly pointer: string
}

/** The account a live number is in: the one named, else the business's only own one, else the platform's. */
export async function carrierAccountOf(
  ctx: Ctx,
  c: ApiContext,
  { carrier, wanted, pointer }: AskedAccount,
): Promise<string> {
  const own = await ctx.directory
    .select({ sid: carrierAccounts.accountSid })
    .from(carrierAccounts)
    .where(ownedBy(ctx, carrierAccounts))
    .limit(100)
  const platform = platformAccount(c.env, carrier)?.accountSid
  if (wanted !== undefined) {
    if (wanted === platform || own.some(({ sid }) => sid === wanted)) return wanted
    throw oneWrong(pointer, 'unknown', 'There is no such carrier account here.')
  }
  const [only, ...others] = own
  if (only !== undefined && others.length === 0) return only.sid
  if (only === undefined && platform !== undefined) return platform
  if (only !== undefined) throw oneWrong(pointer, 'missing', 'You have several carrier accounts: say which.')
  throw new Refusal('conflict', `There is no carrier account yet: add one at /v1/carriers/${carrier}.`)
}
