import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A business's agent: the draft being edited and the number of the newest published version. */
export const agents = sqliteTable(
  'agents',
  {
    id: text().primaryKey(),
    tenantId: text().notNull(),
    livemode: integer({ mode: 'boolean' }).notNull(),
    name: text().notNull(),
    /** The agent document as JSON text, validated by agents/agent-document.ts before it is stored. */
    draft: text().notNull(),
    /** 0 until something is published. */
    publishedVersion: integer().notNull(),
    createdAtMs: integer().notNull(),
    updatedAtMs: integer().notNull(),
  },
  (t) => [index('agents_by_tenant').on(t.tenantId, t.livemode, t.id)],
)

/** A published version. Never changed: calls remember its number. */
export const agentVersions = sqliteTable(
  'agent_versions',
  {
    agentId: text().notNull(),
    version: integer().notNull(),
    tenantId: text().notNull(),
    document: text().notNull(),
    publishedAtMs: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.agentId, t.version] })],
)
