import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import type { FieldError } from '../kernel/refusal.ts'
import { agents } from '../records/agents/table.ts'
import { numbers } from '../records/numbers/table.ts'
import { ownedBy } from '../records/owned-by.ts'
import { countryCodeOf } from './costly-numbers.ts'
import { costlyTargets } from './costly-targets.ts'
import { publishedAgent } from './published.ts'

const NUMBERS_MAX = 200

/** Country codes of the business's own numbers. */
export async function homeCodes({ directory, tenantId }: Ctx): Promise<ReadonlySet<string>> {
  const rows = await directory
    .select({ phoneNumber: numbers.phoneNumber })
    .from(numbers)
    .where(eq(numbers.tenantId, tenantId))
    .limit(NUMBERS_MAX)
  return new Set(rows.map(({ phoneNumber }) => countryCodeOf(phoneNumber)))
}

/**
 * What the published version of an agent would cost where it answers `phoneNumber`: it may have been published before
 * the business had a number, when nothing was abroad.
 */
export async function costlyAt(ctx: Ctx, agentId: string, phoneNumber: string): Promise<readonly FieldError[]> {
  const mine = and(ownedBy(ctx, agents), eq(agents.id, agentId))
  const agent = await ctx.db.select({ version: agents.publishedVersion }).from(agents).where(mine).get()
  const document = agent ? await publishedAgent(ctx.db, ctx.tenantId, agentId, agent.version) : null
  if (document === null) return []
  return costlyTargets(document, new Set([countryCodeOf(phoneNumber), ...(await homeCodes(ctx))]))
}
