import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { AgentDocument } from '../src/agents/agent-document.ts'
import { createFromTemplate } from '../src/agents/create-agent.ts'
import { publishAgent } from '../src/agents/publish.ts'
import { templates } from '../src/agents/templates/index.ts'
import { dropLines } from '../src/calls/line.ts'
import { contextOf, openDirectory, type Ctx } from '../src/context.ts'
import { newId } from '../src/kernel/ids.ts'
import { tenants } from '../src/records/accounts/table.ts'
import { agents } from '../src/records/agents/table.ts'
import { numbers } from '../src/records/numbers/table.ts'
import type { Region } from '../src/records/region.ts'

export const ACCOUNT_SID = 'AC00000000000000000000000000000001'

/** A number that is answered by a published agent, in a business of its own. */
export interface AnsweredLine {
  readonly ctx: Ctx
  readonly phoneNumber: string
  readonly agentId: string
}

interface LineOptions {
  readonly template?: string
  readonly region?: Region
  readonly phoneNumber?: string
  readonly change?: (document: AgentDocument) => AgentDocument
}

/** From 140 on are those who call: what is looked for of them is nowhere else. */
const LINES = { first: 100, last: 139 }
let lastNumber = LINES.first

/** A clinic with a number, unless told otherwise. Numbers are of the block kept for fiction. */
export async function aLine({
  template = 'dental-clinic',
  region = 'global',
  phoneNumber,
  change = (same) => same,
}: LineOptions = {}): Promise<AnsweredLine> {
  dropLines()
  const nowMs = Date.now()
  const tenantId = newId('ten', nowMs)
  lastNumber = lastNumber >= LINES.last ? LINES.first : lastNumber + 1
  const number = phoneNumber ?? `+12125550${lastNumber}`
  const directory = openDirectory(env)
  const tenant = {
    id: tenantId,
    name: 'Bright Smile Dental',
    slug: tenantId,
    region,
    vertical: 'general' as const,
    status: 'active' as const,
    // One played caller may ring as often, and as many at once, as a test has need of.
    ceilings: { callsPerCallerPerHour: 1_000, concurrentCalls: 1_000 },
    createdAtMs: nowMs,
  }
  await directory.insert(tenants).values(tenant)
  const ctx = contextOf(env, { tenantId, region, livemode: true, actor: { type: 'system', name: 'test' } }, nowMs)
  const chosen = templates.find(({ slug }) => slug === template)
  if (!chosen) throw new Error(`no template ${template}`)
  const agent = await createFromTemplate(ctx, chosen, change(AgentDocument.parse(chosen.document)))
  const published = await publishAgent(ctx, agent)
  if (!published.ok) throw new Error(JSON.stringify(published.error))
  await directory.insert(numbers).values({
    id: newId('num', nowMs),
    claim: number,
    phoneNumber: number,
    tenantId,
    agentId: agent.id,
    livemode: true,
    carrier: 'twilio',
    accountSid: ACCOUNT_SID,
    carrierStatus: 'pointed',
    createdAtMs: nowMs,
  })
  return { ctx, phoneNumber: number, agentId: agent.id }
}

/** The published version of an agent. */
export async function versionOf(ctx: Ctx, agentId: string): Promise<number> {
  const [row] = await ctx.db.select({ version: agents.publishedVersion }).from(agents).where(eq(agents.id, agentId))
  return row?.version ?? 0
}
