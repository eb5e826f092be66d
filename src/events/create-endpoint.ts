import { count, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { Refusal } from '../kernel/refusal.ts'
import { webhookEndpoints } from '../records/webhook-endpoints/table.ts'
import { ENDPOINTS_MAX } from './dispatch.ts'
import type { EndpointRow } from './load-job.ts'
import { newSecret } from './sign.ts'
import { sealSecret } from './signing-secrets.ts'

export interface NewEndpoint {
  /** Checked already by `savableUrl`. */
  readonly url: string
  readonly eventTypes: readonly string[]
  readonly description: string | null
}

/** Makes an endpoint. The secret is in this answer only; what is kept is sealed. It gets events from now on. */
export async function createEndpoint(ctx: Ctx, wanted: NewEndpoint): Promise<{ row: EndpointRow; secret: string }> {
  const [existing] = await ctx.db
    .select({ n: count() })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.tenantId, ctx.tenantId))
  if ((existing?.n ?? 0) >= ENDPOINTS_MAX)
    throw new Refusal('conflict', `There can be at most ${ENDPOINTS_MAX} endpoints.`)

  const [id, secret] = [newId('we', ctx.nowMs), newSecret()]
  const row: EndpointRow = {
    ...wanted,
    id,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    status: 'enabled',
    disabledReason: null,
    sealedSecret: await sealSecret(ctx, id, secret),
    sealedPreviousSecret: null,
    previousSecretUntilMs: null,
    createdAtMs: ctx.nowMs,
    updatedAtMs: ctx.nowMs,
  }
  await ctx.db.insert(webhookEndpoints).values(row)
  return { row, secret }
}
