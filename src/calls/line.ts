import { and, eq } from 'drizzle-orm'
import { publishedAgent } from '../agents/published.ts'
import type { AgentDocument } from '../agents/agent-document.ts'
import type { Db } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { agents } from '../records/agents/table.ts'
import { numbers } from '../records/numbers/table.ts'
import type { Region } from '../records/region.ts'
import { retentionSettings } from '../records/retention/table.ts'
import { limitsOf, type Limits } from '../tenants/limits.ts'

/** A number that is answered: whose it is, and the agent that answers it now. */
export interface Line {
  readonly phoneNumber: string
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  /** The carrier account that speaks for the number. Another account's word about it counts for nothing. */
  readonly accountSid: string
  /** The business keeps recordings at all: with a keep time of 0 none is made. */
  readonly keepsRecordings: boolean
  /** What the business may use before callers are turned away. */
  readonly limits: Limits
  readonly agent: { readonly id: string; readonly version: number; readonly document: AgentDocument } | null
}

/** How long an isolate may answer from memory. Only configuration is kept so, never a decision. */
const FRESH_MS = 5_000
const LINES_MAX = 2_000

const lines = new Map<string, { readonly line: Line | null; readonly readAtMs: number }>()

/** Forgets what this isolate remembers, so that its own writes are seen at once. */
export const dropLines = (): void => lines.clear()

/** The line of `phoneNumber`, or null when nobody owns it. No statement on the warm path. */
export async function findLine(
  directory: Db,
  dbOf: (region: Region) => Db,
  phoneNumber: string,
  nowMs: number,
): Promise<Line | null> {
  const known = lines.get(phoneNumber)
  if (known && nowMs - known.readAtMs < FRESH_MS) return known.line
  const line = await readLine(directory, dbOf, phoneNumber)
  if (lines.size >= LINES_MAX) lines.clear()
  lines.set(phoneNumber, { line, readAtMs: nowMs })
  return line
}

async function readLine(directory: Db, dbOf: (region: Region) => Db, phoneNumber: string): Promise<Line | null> {
  const [row] = await directory
    .select({
      tenantId: numbers.tenantId,
      region: tenants.region,
      livemode: numbers.livemode,
      accountSid: numbers.accountSid,
      agentId: numbers.agentId,
      ceilings: tenants.ceilings,
      ownLimits: tenants.limits,
    })
    .from(numbers)
    .innerJoin(tenants, eq(tenants.id, numbers.tenantId))
    .where(and(eq(numbers.claim, phoneNumber), eq(tenants.status, 'active')))
    .limit(1)
  if (!row) return null
  const { agentId, ceilings, ownLimits, ...line } = row
  const limits = limitsOf({ ceilings, limits: ownLimits })
  const db = dbOf(row.region)
  const [agent] =
    agentId === null
      ? []
      : await db
          .select({ id: agents.id, version: agents.publishedVersion })
          .from(agents)
          .where(and(eq(agents.id, agentId), eq(agents.tenantId, row.tenantId)))
          .limit(1)
  const document = agent && agent.version > 0 ? await publishedAgent(db, row.tenantId, agent.id, agent.version) : null
  const keepsRecordings = (await ownKeepDays(db, row.tenantId)) !== 0
  return { phoneNumber, ...line, limits, keepsRecordings, agent: agent && document ? { ...agent, document } : null }
}

/** What the business itself set for recordings, or undefined. */
async function ownKeepDays(db: Db, tenantId: string): Promise<number | undefined> {
  const [own] = await db
    .select({ keepDays: retentionSettings.keepDays })
    .from(retentionSettings)
    .where(and(eq(retentionSettings.tenantId, tenantId), eq(retentionSettings.category, 'recordings')))
    .limit(1)
  return own?.keepDays
}
