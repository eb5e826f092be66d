import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { agents } from '../records/agents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { Agent } from './agent.ts'
import type { AgentDocument } from './agent-document.ts'

/** Makes `document` the agent's draft. Calls go on with what is published. Undefined when there is no such agent. */
export async function updateDraft(ctx: Ctx, agentId: string, document: AgentDocument): Promise<Agent | undefined> {
  const [agent] = await ctx.db
    .update(agents)
    .set({ draft: JSON.stringify(document), name: document.name, updatedAtMs: ctx.nowMs })
    .where(and(ownedBy(ctx, agents), eq(agents.id, agentId)))
    .returning()
  return agent
}
