import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { people } from '../records/people/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { writeProfile, type Profile } from './profile.ts'
import { resolvePerson } from './resolve.ts'

/**
 * The person a business tells us of. One with a number is whoever that number leads to, known or new, and what is told
 * is added to what is known; one without is always new.
 */
export async function createPerson(
  ctx: Ctx,
  told: Profile,
): Promise<{ readonly personId: string; readonly created: boolean }> {
  if (told.phone !== undefined) {
    const { personId, returning } = await resolvePerson(ctx, { phone: told.phone })
    await writeProfile(ctx, personId, told)
    return { personId, created: !returning }
  }
  const { tenantId, livemode, nowMs } = ctx
  const personId = newId('per', nowMs)
  const expiresAtMs = expiryOf(nowMs, await keepDaysOf(ctx, 'people'))
  await ctx.db
    .insert(people)
    .values({ id: personId, tenantId, livemode, createdAtMs: nowMs, lastSeenAtMs: nowMs, expiresAtMs })
  await writeProfile(ctx, personId, told)
  return { personId, created: true }
}
