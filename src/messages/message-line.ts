import { and, desc, eq, or } from 'drizzle-orm'
import { publishedAgent } from '../agents/published.ts'
import type { AgentDocument } from '../agents/agent-document.ts'
import type { Db } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { agents } from '../records/agents/table.ts'
import { channels } from '../records/channels/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { sharedReads } from '../kernel/shared-reads.ts'
import type { Region } from '../records/region.ts'
import type { Channel } from './message.ts'

/** A number or an account that people write to: whose it is, and the agent that answers it now. */
export interface MessageLine {
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly provider: string
  readonly channel: Channel
  readonly line: string
  /** The platform's account that speaks for the line. Another account's word about it counts for nothing. */
  readonly accountId: string
  readonly agent: { readonly id: string; readonly version: number; readonly document: AgentDocument } | null
}

interface Asked {
  readonly directory: Db
  readonly dbOf: (region: Region) => Db
  readonly nowMs: number
}

/** Which line: as its platform names it, and on which channel where that is known. */
export interface LineName {
  readonly provider: string
  readonly channel: Channel | null
  readonly line: string
}

/** How long an isolate may answer from memory. Only configuration is kept so, never a decision. */
const FRESH_MS = 5_000
const LINES_MAX = 2_000

/** A line is read once, however many deliveries for it come while that lasts. */
const share = sharedReads<MessageLine | null>()
const lines = new Map<string, { readonly line: MessageLine | null; readonly readAtMs: number }>()

/** Forgets what this isolate remembers, so that its own writes are seen at once. */
export const dropMessageLines = (): void => lines.clear()

/**
 * The line of this name, or null when nobody holds it. No statement on the warm path.
 *
 * A name without a channel is looked for on WhatsApp first. What Meta says of a whole account is said to whoever holds a
 * number of it.
 */
export async function findMessageLine(asked: Asked, name: LineName): Promise<MessageLine | null> {
  const key = `${name.provider}|${name.channel ?? ''}|${name.line}`
  const known = lines.get(key)
  if (known && asked.nowMs - known.readAtMs < FRESH_MS) return known.line
  const line = await share(key, asked.nowMs, () => readLine(asked, name))
  if (lines.size >= LINES_MAX) lines.clear()
  lines.set(key, { line, readAtMs: asked.nowMs })
  return line
}

async function readLine(asked: Asked, name: LineName): Promise<MessageLine | null> {
  const onWhatsApp = name.channel === 'sms' ? undefined : await channelRow(asked.directory, name)
  const row = onWhatsApp ?? (name.channel === 'whatsapp' ? undefined : await numberRow(asked.directory, name))
  if (row === undefined) return null
  const { agentId, ...line } = row
  return {
    ...line,
    provider: name.provider,
    line: name.line,
    agent: await agentOf(asked.dbOf(line.region), line.tenantId, agentId),
  }
}

const ROW = { tenantId: tenants.id, region: tenants.region }

/**
 * By its claim; where nobody claims that, by its account, for what is said of a whole account. Test lines claim nothing, and
 * are never found.
 */
async function channelRow(directory: Db, { provider, line }: LineName) {
  const claim = `${provider}:${line}`
  const isClaimed = eq(channels.claim, claim)
  const isIts = or(isClaimed, and(eq(channels.accountId, line), eq(channels.livemode, true)))
  const [row] = await directory
    .select({ ...ROW, livemode: channels.livemode, accountId: channels.accountId, agentId: channels.agentId })
    .from(channels)
    .innerJoin(tenants, eq(tenants.id, channels.tenantId))
    .where(
      and(isIts, eq(channels.provider, provider === 'twilio' ? 'twilio' : 'whatsapp'), eq(tenants.status, 'active')),
    )
    .orderBy(desc(isClaimed), channels.createdAtMs)
    .limit(1)
  return row === undefined ? undefined : { ...row, channel: 'whatsapp' as const }
}

async function numberRow(directory: Db, { provider, line }: LineName) {
  const [row] = await directory
    .select({ ...ROW, livemode: numbers.livemode, accountId: numbers.accountSid, agentId: numbers.agentId })
    .from(numbers)
    .innerJoin(tenants, eq(tenants.id, numbers.tenantId))
    .where(and(eq(numbers.claim, line), eq(numbers.carrier, provider), eq(tenants.status, 'active')))
    .limit(1)
  return row === undefined ? undefined : { ...row, channel: 'sms' as const }
}

async function agentOf(db: Db, tenantId: string, agentId: string | null): Promise<MessageLine['agent']> {
  if (agentId === null) return null
  const [agent] = await db
    .select({ id: agents.id, version: agents.publishedVersion })
    .from(agents)
    .where(and(eq(agents.id, agentId), eq(agents.tenantId, tenantId)))
    .limit(1)
  const document = agent && agent.version > 0 ? await publishedAgent(db, tenantId, agent.id, agent.version) : null
  return agent && document ? { ...agent, document } : null
}
