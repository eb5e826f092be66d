import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { Refusal } from '../kernel/refusal.ts'
import { agents } from '../records/agents/table.ts'
import { channels } from '../records/channels/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { AgentDocument } from './agent-document.ts'
import { publishedAgent } from './published.ts'

/** Nobody there promises what health information needs: no such agent talks on WhatsApp. */
const refusal = (): Refusal =>
  new Refusal('channel_not_allowed', 'An agent for health care cannot answer on WhatsApp.', { ruleIds: ['R-46'] })

/** @throws Refusal channel_not_allowed when `document` must not be published while its agent answers on WhatsApp. */
export async function refuseHealthOnWhatsapp(ctx: Ctx, agentId: string, document: AgentDocument): Promise<void> {
  if (document.vertical !== 'healthcare') return
  const its = and(ownedBy(ctx, channels), eq(channels.agentId, agentId))
  const [channel] = await ctx.directory.select({ id: channels.id }).from(channels).where(its).limit(1)
  if (channel !== undefined) throw refusal()
}

/** @throws Refusal channel_not_allowed when the agent's published version must not answer on WhatsApp. */
export async function refuseOnWhatsapp(ctx: Ctx, agentId: string): Promise<void> {
  const mine = and(ownedBy(ctx, agents), eq(agents.id, agentId))
  const agent = await ctx.db.select({ version: agents.publishedVersion }).from(agents).where(mine).get()
  const document = agent ? await publishedAgent(ctx.db, ctx.tenantId, agentId, agent.version) : null
  if (document?.vertical === 'healthcare') throw refusal()
}
