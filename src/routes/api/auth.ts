import { actorName } from '../../audit/append.ts'
import { contextOf, openDirectory, type Ctx, type Db } from '../../context.ts'
import { errorName, log } from '../../kernel/log.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { acceptPolicy } from '../../policies/accept-policy.ts'
import { lineOf, type PolicyLine } from '../../policies/policy-line.ts'
import { acceptanceState, standingVersion } from '../../policies/standing.ts'
import { isApiKey } from '../../tenants/api-key.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import { findApiKey, lastUsedIsStale, noteKeyUsed, type ApiKeyIdentity } from '../../tenants/find-api-key.ts'
import { vaultOf } from '../../vault/vault.ts'
import { useGrant } from '../../tenants/support-grants.ts'
import type { ApiContext } from './api-env.ts'
import type { Operation, Platform } from './operation.ts'
import { operatorOf, type Operator } from './operators.ts'
import { grants, scopeOf } from './scopes.ts'
import { supportGrant } from './support-access.ts'

/** Who makes a request, and where the answers to their idempotency keys are kept. */
export interface Caller {
  /** A business's context, or the platform's for the operator. */
  readonly ctx: Ctx | Platform
  /** Whom requests are counted for. */
  readonly limitKey: string
  /** Owner of the kept answers: a tenant, or `operator`. */
  readonly ownerId: string
  readonly db: Db
  /** Keeps the answers of live and test mode apart. */
  readonly mode: 'live' | 'test' | 'operator'
}

const bearerOf = (c: ApiContext): string | null =>
  c.req.header('authorization')?.match(/^Bearer +([\x21-\x7e]{1,512})$/i)?.[1] ?? null

/**
 * The business whose key this is, if the key may do `operation`.
 *
 * A key with a wrong checksum is refused before anything is read.
 *
 * @throws Refusal unauthenticated, or forbidden for a missing scope and for a closed business.
 */
export async function authenticate(c: ApiContext, operation: Operation): Promise<Caller> {
  const token = bearerOf(c)
  if (token === null) throw new Refusal('unauthenticated', 'Send an API key: Authorization: Bearer ck_live_…')
  if (!isApiKey(token)) {
    const operator = await operatorOf(c.env, token)
    if (operator !== null) return authenticateSupport(c, operation, operator)
    throw new Refusal('unauthenticated', 'This is not an API key. Was it copied whole?')
  }

  const nowMs = c.get('nowMs')
  const key = await findApiKey(openDirectory(c.env), token)
  if (key === undefined) throw new Refusal('unauthenticated', 'There is no such key.')
  refuseDeadKey(key, nowMs)
  const needed = scopeOf(operation.tag, operation.scope)
  if (!grants(key.scopes, needed)) throw new Refusal('forbidden', `This key lacks the scope ${needed}.`)

  const { tenantId, region, livemode, keyId } = key
  const ctx = contextOf(c.env, { tenantId, region, livemode, actor: { type: 'api_key', keyId } }, nowMs)
  if (lastUsedIsStale(key.lastUsedAtMs, nowMs)) c.executionCtx.waitUntil(noteUse(ctx.directory, keyId, nowMs))
  const acceptance = acceptanceState(key.policyVersion, lineOf(key.vertical), nowMs)
  if (acceptance === 'needed' && operation.tag !== 'policies') throw policyNotAccepted()
  if (acceptance === 'by_use') c.executionCtx.waitUntil(noteAcceptance(ctx, lineOf(key.vertical)))
  c.set('ctx', ctx)
  c.set('key', key)
  return { ctx, limitKey: keyId, ownerId: tenantId, db: ctx.db, mode: livemode ? 'live' : 'test' }
}

function refuseDeadKey(key: ApiKeyIdentity, nowMs: number): void {
  if (key.tenantStatus === 'closed') throw new Refusal('forbidden', 'This business is closed.')
  if (key.revokedAtMs !== null) throw new Refusal('unauthenticated', 'This key was revoked.')
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs)
    throw new Refusal('unauthenticated', 'This key has expired.')
}

const policyNotAccepted = (): Refusal =>
  new Refusal(
    'policy_not_accepted',
    'Accept the policy first: read it with GET /v1/policies, and send its version to POST /v1/policies/acceptances.',
  )

/** The first use after a version took effect accepts it. Later ones find that done, in the row their key is read with. */
async function noteAcceptance(ctx: Ctx, line: PolicyLine): Promise<void> {
  try {
    await acceptPolicy(ctx, standingVersion(line, ctx.nowMs), 'use')
  } catch (error) {
    log.warn('policy.acceptance_not_noted', { tenantId: ctx.tenantId, error: errorName(error) })
  }
}

async function noteUse(directory: Db, keyId: string, nowMs: number): Promise<void> {
  try {
    await noteKeyUsed(directory, keyId, nowMs)
  } catch (error) {
    log.warn('api_key.use_not_noted', { keyId, error: errorName(error) })
  }
}

/**
 * The platform's support, let in by the business: what its approval is for, and that it is used is noted before anything is read.
 *
 * @throws Refusal forbidden without an approval that stands.
 */
async function authenticateSupport(c: ApiContext, operation: Operation, actor: Operator): Promise<Caller> {
  const nowMs = c.get('nowMs')
  const { grant, region } = await supportGrant(c.env, operation, c.req.header('support-grant'), nowMs)
  const { tenantId, livemode, scopes } = grant
  const ctx = contextOf(c.env, { tenantId, region, livemode, actor }, nowMs)
  const tenant = await findTenant(ctx.directory, tenantId)
  if (tenant?.status !== 'active') throw new Refusal('forbidden', 'This business is closed.')
  await useGrant(ctx, grant, scopeOf(operation.tag, operation.scope))
  const never = { lastUsedAtMs: null, expiresAtMs: grant.endsAtMs, revokedAtMs: null, policyVersion: null }
  c.set('ctx', ctx)
  c.set('key', {
    keyId: grant.id,
    tenantId,
    region,
    livemode,
    scopes,
    tenantStatus: tenant.status,
    vertical: tenant.vertical,
    ...never,
  })
  c.set('isSupport', true)
  return { ctx, limitKey: grant.id, ownerId: tenantId, db: ctx.db, mode: livemode ? 'live' : 'test' }
}

/** Whoever runs the gateway. Each operator is counted, and remembered, apart. */
export async function authenticateOperator(c: ApiContext): Promise<Caller> {
  const token = bearerOf(c)
  const actor = token === null ? null : await operatorOf(c.env, token)
  if (actor === null) throw new Refusal('unauthenticated', 'Send an operator key: Authorization: Bearer …')

  const directory = openDirectory(c.env)
  const vault = vaultOf(c.env)
  const ctx: Platform = { directory, vault, actor, nowMs: c.get('nowMs') }
  return { ctx, limitKey: actorName(actor), ownerId: 'operator', db: directory, mode: 'operator' }
}
