import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { Refusal, type FieldError } from '../kernel/refusal.ts'
import { oneOf } from '../records/expired.ts'
import { numbers } from '../records/numbers/table.ts'
import { retentionSettings } from '../records/retention/table.ts'
import { findTenant } from './change-tenant.ts'

/** What was said on a call: health care has to have said how long that is kept, be it as by default. */
const CHOSEN_IN_HEALTH_CARE = ['recordings', 'transcripts'] as const

/**
 * Refuses to let people reach a business that has not said who answers for their data, and in health care how long what they say
 * is kept. A test key reaches nobody.
 *
 * @throws Refusal invalid, with all that is missing.
 */
export async function refuseUnready(ctx: Ctx): Promise<void> {
  if (!ctx.livemode) return
  const tenant = await findTenant(ctx.directory, ctx.tenantId)
  const errors: FieldError[] = []
  if ((tenant?.privacyContact ?? null) === null) {
    errors.push({
      pointer: '/privacy_contact',
      code: 'missing',
      detail: 'Say first who answers for the data of people who call or write: PATCH /v1/account.',
    })
  }
  for (const category of tenant?.vertical === 'healthcare' ? await unchosen(ctx) : []) {
    errors.push({
      pointer: `/retention/${category}`,
      code: 'not_chosen',
      detail: `Choose first how long this is kept: PATCH /v1/retention/${category}.`,
    })
  }
  if (errors.length > 0) throw new Refusal('invalid', 'This business is not ready to go live.', { errors })
}

async function unchosen({ db, tenantId }: Ctx): Promise<readonly string[]> {
  const chosen = await db
    .select({ category: retentionSettings.category })
    .from(retentionSettings)
    .where(and(eq(retentionSettings.tenantId, tenantId), oneOf(retentionSettings.category, CHOSEN_IN_HEALTH_CARE)))
  return CHOSEN_IN_HEALTH_CARE.filter((name) => !chosen.some(({ category }) => category === name))
}

/**
 * Refuses to take the privacy contact off a business that people reach.
 *
 * @throws Refusal invalid.
 */
export async function refuseNoContact(ctx: Ctx, privacyContact: string | null | undefined): Promise<void> {
  if (privacyContact !== null) return
  const live = and(eq(numbers.tenantId, ctx.tenantId), eq(numbers.livemode, true))
  const [line] = await ctx.directory.select({ id: numbers.id }).from(numbers).where(live).limit(1)
  if (line === undefined) return
  const detail = 'People reach this business: somebody has to answer for their data.'
  const errors = [{ pointer: '/privacy_contact', code: 'needed', detail }]
  throw new Refusal('invalid', 'One field is wrong.', { errors })
}
