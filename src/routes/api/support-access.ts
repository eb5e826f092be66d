import { inRegion } from '../../context.ts'
import type { Env } from '../../env.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { REGIONS } from '../../records/region.ts'
import { findGrant, type SupportGrant } from '../../tenants/support-grants.ts'
import type { Operation } from './operation.ts'
import { grants, scopeOf } from './scopes.ts'

/** A grant, and the region of the business that gave it. */
export interface FoundGrant {
  readonly grant: SupportGrant
  readonly region: (typeof REGIONS)[number]
}

/**
 * The approval of a business that lets the platform's support do `operation` now. Reading only: nobody gives leave to change.
 *
 * @throws Refusal forbidden: without a grant, with one that is not approved, over, revoked, or for something else.
 */
export async function supportGrant(
  env: Env,
  operation: Operation,
  grantId: string | undefined,
  nowMs: number,
): Promise<FoundGrant> {
  if (grantId === undefined) throw forbidden('Send the approval of the business: Support-Grant: sgr_…')
  const needed = scopeOf(operation.tag, operation.scope)
  for (const region of REGIONS) {
    const grant = await findGrant(inRegion(env, region).db, grantId)
    if (grant === undefined) continue
    const holds = grant.status === 'approved' && nowMs < grant.endsAtMs
    if (!holds) throw forbidden('This approval does not stand: it was not given, was taken back, or is over.')
    const isRead = operation.method === 'get' && needed.endsWith(':read')
    if (!isRead || !grants(grant.scopes, needed)) throw forbidden(`This approval is not for ${needed}.`)
    return { grant, region }
  }
  throw forbidden('There is no such approval.')
}

const forbidden = (why: string): Refusal =>
  new Refusal('forbidden', `Content of a business is read with its approval only. ${why}`)
