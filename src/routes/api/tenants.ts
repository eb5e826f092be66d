import * as z from 'zod'
import { actorName } from '../../audit/append.ts'
import { auditAct } from '../../audit/audit-act.ts'
import { platformChain } from '../../incidents/incident.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { tenants as tenantTable } from '../../records/accounts/table.ts'
import { REGIONS } from '../../records/region.ts'
import { changeTenant, findTenant } from '../../tenants/change-tenant.ts'
import { windDown } from '../../tenants/closing/wind-down.ts'
import { createTenant } from '../../tenants/create-tenant.ts'
import { reopenTenant } from '../../tenants/reopen-tenant.ts'
import { keyObject, NewKeyObject } from './keys.ts'
import { ceilingsAfter, LimitsChange } from './limits-field.ts'
import { operatorResource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { found, Name } from './shape.ts'
import { tenantContext } from './tenant-context.ts'
import { tenantObject, TenantObject } from './tenant-object.ts'

const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens')
  .max(60)
const PrivacyContact = z.email('must be an e-mail address').max(254).nullable()

const NewTenant = z.strictObject({
  name: Name,
  slug: Slug.optional().describe('By default made of the name.'),
  region: z.enum(REGIONS).default('global').describe('Where its data will live. It can never be changed.'),
  vertical: z.enum(['general', 'healthcare']).default('general'),
  privacy_contact: PrivacyContact.default(null),
})

/** `region` is taken so that a change of it can be refused for what it is. */
export const TenantChange = z.strictObject({
  name: Name.optional(),
  privacy_contact: PrivacyContact.optional(),
  region: z.enum(REGIONS).optional().describe('Only as it is: a region cannot be changed.'),
})

const OperatorChange = TenantChange.extend({ ceilings: LimitsChange.optional() })

const CreatedTenant = z
  .object({
    ...TenantObject.shape,
    keys: z.array(NewKeyObject).describe('A live and a test key, shown here and never again.'),
  })
  .meta({ id: 'NewTenant' })

/** @throws Refusal immutable for another region than the business has. */
export function refuseRegionChange(region: string, wanted: string | undefined): void {
  if (wanted === undefined || wanted === region) return
  const errors = [
    { pointer: '/region', code: 'immutable', detail: 'A business stays in the region it was created in.' },
  ]
  throw new Refusal('immutable', 'The region of a business cannot be changed.', { errors })
}

export const tenants = operatorResource('tenants')
  .post(
    '/',
    {
      summary: 'Take on a business',
      scope: 'write',
      body: NewTenant,
      response: CreatedTenant,
      status: 201,
      example: { name: 'Bright Smile Dental', region: 'us', privacy_contact: 'privacy@example.com' },
    },
    async ({ ctx, body }) => {
      const { name, slug = null, region, vertical, privacy_contact: privacyContact } = body
      const created = await createTenant(ctx, { name, slug, region, vertical, privacyContact })
      if (!created.ok) throw new Refusal('conflict', 'Another business has this slug.')
      const { tenant, keys } = created.value
      return { ...tenantObject(tenant, true), keys: keys.map(({ row, key }) => ({ ...keyObject(row), key })) }
    },
  )
  .post(
    '/:id/reopen',
    {
      summary: 'Open a closed business again',
      description:
        'With new keys. Its numbers have to be claimed anew; whoever asked to be left alone still is, and what was kept is as it was.',
      scope: 'write',
      response: CreatedTenant,
    },
    async ({ ctx, params }) => {
      found(await findTenant(ctx.directory, params.id), 'business')
      const reopened = await reopenTenant(ctx, params.id)
      if (reopened === undefined) throw new Refusal('conflict', 'This business is not closed, or is being erased.')
      const { tenant, keys } = reopened
      return { ...tenantObject(tenant, true), keys: keys.map(({ row, key }) => ({ ...keyObject(row), key })) }
    },
  )
  .get(
    '/',
    { summary: 'List businesses', scope: 'read', query: ListQuery, response: listOf(TenantObject) },
    ({ ctx, query }) =>
      listPage({ db: ctx.directory, table: tenantTable, where: undefined, query }, (row) => tenantObject(row, true)),
  )
  .get('/:id', { summary: 'Get a business', scope: 'read', response: TenantObject }, async ({ ctx, params }) =>
    tenantObject(found(await findTenant(ctx.directory, params.id), 'business'), true),
  )
  .patch(
    '/:id',
    {
      summary: 'Change a business',
      scope: 'write',
      body: OperatorChange,
      response: TenantObject,
      example: { name: 'Bright Smile' },
    },
    async ({ ctx, params, body, c }) => {
      const known = found(await findTenant(ctx.directory, params.id), 'business')
      refuseRegionChange(known.region, body.region)
      if (known.status === 'closed') throw new Refusal('conflict', 'This business is closed.')
      const { name, privacy_contact: privacyContact } = body
      const ceilings = ceilingsAfter(known, body.ceilings)
      const changed = await changeTenant(ctx.directory, params.id, { name, privacyContact, ceilings })
      const shown = tenantObject(found(changed, 'business'), true)
      await auditAct(await tenantContext(c, ctx, params.id), 'account.changed', params.id, shown)
      return shown
    },
  )
  .delete(
    '/:id',
    {
      summary: 'Close a business',
      description:
        'Its keys stop working and its lines are gone at once. What is kept of it is erased after 90 days, unless it is opened again before.',
      scope: 'write',
      response: TenantObject,
    },
    async ({ ctx, params }) => {
      const by = actorName(ctx.actor)
      const shown = tenantObject(
        found(await windDown(ctx.directory, { tenantId: params.id, by }, ctx.nowMs), 'business'),
        true,
      )
      await auditAct(platformChain(ctx), 'account.closed', params.id, shown)
      return shown
    },
  )
