import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { agents } from '../records/agents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { AgentDocument } from './agent-document.ts'

/** An agent as its row says. `draft` is a document as validated, in JSON. */
export type Agent = typeof agents.$inferSelect

/** The tenant's agent of this id, or undefined: for another tenant's as for an unknown one. */
export const findAgent = (ctx: Ctx, agentId: string): Promise<Agent | undefined> =>
  ctx.db
    .select()
    .from(agents)
    .where(and(ownedBy(ctx, agents), eq(agents.id, agentId)))
    .get()

/** The draft, read back. It was validated when it was stored. */
export const draftOf = (agent: Agent): AgentDocument => JSON.parse(agent.draft) as AgentDocument
