import { contextOf, type Ctx } from '../../context.ts'
import { PLATFORM } from '../../privacy/request.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import type { ApiContext } from './api-env.ts'
import type { Platform } from './operation.ts'
import { found } from './shape.ts'

/**
 * The context of a business, for what the operator does there.
 *
 * @throws Refusal not_found
 */
export async function tenantContext(
  c: ApiContext,
  { directory, actor, nowMs }: Platform,
  tenantId: string,
): Promise<Ctx> {
  const { region } = found(await findTenant(directory, tenantId), 'business')
  return contextOf(c.env, { tenantId, region, livemode: true, actor }, nowMs)
}

/** The context of what is the platform's own. */
export const platformContext = (c: ApiContext, { actor, nowMs }: Platform): Ctx =>
  contextOf(c.env, { tenantId: PLATFORM, region: 'global', livemode: true, actor }, nowMs)
