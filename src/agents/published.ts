import { and, eq } from 'drizzle-orm'
import type { Ctx, Db } from '../context.ts'
import { agents, agentVersions } from '../records/agents/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import type { AgentDocument } from './agent-document.ts'

/** Parsed documents this isolate remembers, the least recently used going first. */
const REMEMBERED_MAX = 200

/** A pure cache: a published version never changes, so what was read once is true for ever. */
const remembered = new Map<string, AgentDocument>()

/**
 * The document of a published version, or null when this tenant's agent has no such version.
 *
 * The row holds the document as validated, defaults and all, so it is read back without asking the schema again.
 */
export async function publishedAgent(
  db: Db,
  tenantId: string,
  agentId: string,
  version: number,
): Promise<AgentDocument | null> {
  const name = `${tenantId}/${agentId}@${version}`
  const known = remembered.get(name)
  if (known) {
    remembered.delete(name)
    remembered.set(name, known)
    return known
  }
  const row = await readVersion(db, tenantId, agentId, version)
  return row === undefined ? null : remember(name, JSON.parse(row.document) as AgentDocument)
}

function remember(name: string, document: AgentDocument): AgentDocument {
  remembered.set(name, document)
  for (const oldest of remembered.keys()) {
    if (remembered.size <= REMEMBERED_MAX) break
    remembered.delete(oldest)
  }
  return document
}

const readVersion = (db: Db, tenantId: string, agentId: string, version: number) =>
  db
    .select({ document: agentVersions.document })
    .from(agentVersions)
    .where(
      and(eq(agentVersions.agentId, agentId), eq(agentVersions.version, version), eq(agentVersions.tenantId, tenantId)),
    )
    .get()

/** The document with which an agent talks now; null before it is published, and where there is no such agent. */
export async function talkingAgent(ctx: Ctx, agentId: string): Promise<AgentDocument | null> {
  const mine = and(ownedBy(ctx, agents), eq(agents.id, agentId))
  const row = await ctx.db.select({ version: agents.publishedVersion }).from(agents).where(mine).get()
  return row === undefined || row.version === 0 ? null : publishedAgent(ctx.db, ctx.tenantId, agentId, row.version)
}
