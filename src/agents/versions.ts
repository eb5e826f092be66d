import { and, desc, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { agentVersions } from '../records/agents/table.ts'
import type { Agent } from './agent.ts'
import type { AgentDocument } from './agent-document.ts'
import { publishedAgent } from './published.ts'
import { updateDraft } from './update-draft.ts'

/** A page of versions holds at most this many. */
export const VERSIONS_MAX = 100

export interface Version {
  readonly version: number
  readonly publishedAtMs: number
}

/** The newest versions of an agent that is known to be the tenant's own, newest first. */
export const listVersions = (ctx: Ctx, agentId: string): Promise<Version[]> =>
  ctx.db
    .select({ version: agentVersions.version, publishedAtMs: agentVersions.publishedAtMs })
    .from(agentVersions)
    .where(and(eq(agentVersions.tenantId, ctx.tenantId), eq(agentVersions.agentId, agentId)))
    .orderBy(desc(agentVersions.version))
    .limit(VERSIONS_MAX)

/** One published version with its document, or undefined. */
export async function findVersion(
  ctx: Ctx,
  agentId: string,
  version: number,
): Promise<(Version & { readonly document: AgentDocument }) | undefined> {
  const row = await ctx.db
    .select({ publishedAtMs: agentVersions.publishedAtMs })
    .from(agentVersions)
    .where(
      and(
        eq(agentVersions.tenantId, ctx.tenantId),
        eq(agentVersions.agentId, agentId),
        eq(agentVersions.version, version),
      ),
    )
    .get()
  const document = await publishedAgent(ctx.db, ctx.tenantId, agentId, version)
  return row && document ? { version, publishedAtMs: row.publishedAtMs, document } : undefined
}

/** Makes an old version the draft again. It answers calls once it is published, under a new number. */
export async function restoreVersion(ctx: Ctx, agentId: string, version: number): Promise<Agent | undefined> {
  const document = await publishedAgent(ctx.db, ctx.tenantId, agentId, version)
  return document === null ? undefined : updateDraft(ctx, agentId, document)
}
