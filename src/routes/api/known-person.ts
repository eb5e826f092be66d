import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { personNow } from '../../people/person-now.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { people } from '../../records/people/table.ts'
import { found } from './shape.ts'

/** What is told of where one person's record is asked for. */
export const MERGED =
  'The id of somebody who turned out to be another person, as `person.merged` told, leads to that person: `id` says who it is.'

/** Whose id it is: somebody of this business, or whom they turned out to be one with. 404 for anybody else's. */
export async function personIdNow(ctx: Ctx, personId: string): Promise<string> {
  if (await isThere(ctx, personId)) return personId
  const nowId = personId.startsWith('per_') ? await personNow(ctx, personId) : personId
  return found(nowId !== personId && (await isThere(ctx, nowId)) ? nowId : undefined, 'person')
}

async function isThere(ctx: Ctx, personId: string): Promise<boolean> {
  const mine = and(ownedBy(ctx, people), eq(people.id, personId))
  return (await ctx.db.select({ id: people.id }).from(people).where(mine).get()) !== undefined
}
