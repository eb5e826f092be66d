import { and, eq, or } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { contactPreferences } from '../records/contact-preferences/table.ts'
import { ownedBy } from '../records/owned-by.ts'

/** They object to being dealt with (GDPR art. 21), or what is kept of them is not to be used (art. 18). */
export const isLeftAlone = or(eq(contactPreferences.isObjecting, true), eq(contactPreferences.isRestricted, true))

/** Whether somebody is one with whom no model may deal, and of whom nothing may be used. */
export async function mustBeLeftAlone(
  ctx: Pick<Ctx, 'db' | 'tenantId' | 'livemode'>,
  personId: string,
): Promise<boolean> {
  const theirs = and(ownedBy(ctx, contactPreferences), eq(contactPreferences.personId, personId), isLeftAlone)
  const row = await ctx.db.select({ id: contactPreferences.personId }).from(contactPreferences).where(theirs).get()
  return row !== undefined
}
