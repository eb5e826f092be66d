import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { agents } from '../records/agents/table.ts'
import type { Agent } from './agent.ts'
import type { AgentDocument } from './agent-document.ts'
import { missingResources } from './make-resources.ts'
import type { Template } from './templates/template.ts'

/** Makes an agent with a document of the business's own as its draft. Nothing is published. */
export async function createAgent(ctx: Ctx, document: AgentDocument): Promise<Agent> {
  const agent = newAgent(ctx, document)
  await ctx.db.insert(agents).values(agent)
  return agent
}

/** Makes an agent from a template, and those of its resources the business has none of by that name, in one batch. */
export async function createFromTemplate(ctx: Ctx, template: Template, document: AgentDocument): Promise<Agent> {
  const agent = newAgent(ctx, document)
  await ctx.db.batch([ctx.db.insert(agents).values(agent), ...(await missingResources(ctx, template.resources))])
  return agent
}

function newAgent(ctx: Ctx, document: AgentDocument): Agent {
  return {
    id: newId('agt', ctx.nowMs),
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    name: document.name,
    draft: JSON.stringify(document),
    publishedVersion: 0,
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
  }
}
