import * as z from 'zod'
import { contextOf, type Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { findTenant } from '../../tenants/change-tenant.ts'
import { verifyClosure } from '../../tenants/closing/closure-receipt.ts'
import { newestClosure } from '../../tenants/closing/find-closure.ts'
import { completeSuccession } from '../../tenants/closing/succession.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import type { ApiContext } from './api-env.ts'
import { ClosureObject, closureObject } from './closure-object.ts'
import { keyObject, NewKeyObject } from './keys.ts'
import { operatorResource, type Platform } from './operation.ts'
import { found } from './shape.ts'
import { tenantObject, TenantObject } from './tenant-object.ts'

const VerifiedClosure = z
  .object({
    ...ClosureObject.shape,
    receipt: z.record(z.string(), z.unknown()).nullable().describe('What went, and what stays and why.'),
    signature: z
      .string()
      .nullable()
      .describe('Ed25519 over the receipt’s `version`, `|`, and the receipt as canonical JSON.'),
    verified: z.enum(['ok', 'failed', 'pending']).describe('As looked at just now.'),
    checks: z.array(z.object({ name: z.string(), status: z.enum(['ok', 'failed']) })),
  })
  .meta({ id: 'VerifiedClosure' })

const HandedOver = z
  .object({
    ...TenantObject.shape,
    keys: z.array(NewKeyObject).describe('For the successor. Shown here and never again.'),
  })
  .meta({ id: 'HandedOverTenant' })

const ctxOf = (c: ApiContext, { actor, nowMs }: Platform, { id: tenantId, region }: Tenant): Ctx =>
  contextOf(c.env, { tenantId, region, livemode: true, actor }, nowMs)

/** What the operator sees of the end of an account, and does when it is handed over. */
export const tenantClosure = operatorResource('tenants')
  .get(
    '/:id/closure',
    {
      summary: 'How far the closing of a business is, with its receipt checked now',
      scope: 'read',
      response: VerifiedClosure,
    },
    async ({ ctx, params, c }) => {
      const tenant = found(await findTenant(ctx.directory, params.id), 'business')
      const row = found(await newestClosure(ctx.directory, tenant.id, 'closure'), 'closing of this business')
      const checks = await verifyClosure(ctxOf(c, ctx, tenant), row, tenant.status === 'active')
      const isFailed = checks.some(({ status }) => status === 'failed')
      return {
        ...closureObject(row),
        receipt: row.receipt === null ? null : (JSON.parse(row.receipt) as Record<string, unknown>),
        signature: row.signature,
        verified: checks.length === 0 ? ('pending' as const) : isFailed ? ('failed' as const) : ('ok' as const),
        checks,
      }
    },
  )
  .post(
    '/:id/succession/complete',
    {
      summary: 'Hand a business over to its successor',
      description:
        'From the day that was announced on. Its name and privacy contact become the successor’s, all its keys are revoked, and two new ones are made.',
      scope: 'write',
      response: HandedOver,
    },
    async ({ ctx, params, c }) => {
      const tenant = found(await findTenant(ctx.directory, params.id), 'business')
      const done = await completeSuccession(ctxOf(c, ctx, tenant))
      if (!done.ok && done.error === 'none') found(undefined, 'successor')
      if (!done.ok) throw new Refusal('conflict', 'The notice is not over yet.')
      const after = found(await findTenant(ctx.directory, params.id), 'business')
      return { ...tenantObject(after, true), keys: done.value.keys.map(({ row, key }) => ({ ...keyObject(row), key })) }
    },
  )
