import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { people } from '../../records/people/table.ts'
import { found } from './shape.ts'

/** Refuses an id that is no person's of this business. */
export async function refuseUnknownPerson(ctx: Ctx, personId: string): Promise<void> {
  const mine = and(ownedBy(ctx, people), eq(people.id, personId))
  found(await ctx.db.select({ id: people.id }).from(people).where(mine).get(), 'person')
}
