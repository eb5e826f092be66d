import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { agents } from '../../records/agents/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { oneWrong } from './shape.ts'

/** @throws Refusal invalid when a body names an agent that the business does not have. */
export async function refuseUnknownAgent(ctx: Ctx, agentId: string | null): Promise<void> {
  if (agentId === null) return
  const mine = and(ownedBy(ctx, agents), eq(agents.id, agentId))
  const agent = await ctx.db.select({ id: agents.id }).from(agents).where(mine).get()
  if (agent === undefined) throw oneWrong('/agent_id', 'unknown', 'There is no such agent.')
}
