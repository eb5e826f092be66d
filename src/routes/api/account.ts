import { auditAct } from '../../audit/audit-act.ts'
import { changeTenant, findTenant } from '../../tenants/change-tenant.ts'
import { refuseNoContact } from '../../tenants/go-live.ts'
import { LimitsChange, limitsAfter } from './limits-field.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { found } from './shape.ts'
import { tenantObject, TenantObject } from './tenant-object.ts'
import { refuseRegionChange, TenantChange } from './tenants.ts'

const AccountChange = TenantChange.extend({ limits: LimitsChange.optional() })

export const account = resource('account')
  .get('/', { summary: 'Get your business', scope: 'read', response: TenantObject }, async ({ ctx }) =>
    tenantObject(found(await findTenant(ctx.directory, ctx.tenantId), 'business'), ctx.livemode),
  )
  .patch(
    '/',
    {
      summary: 'Change your business',
      description: 'With a live key. The region cannot be changed, and limits not above their ceilings.',
      scope: 'write',
      body: AccountChange,
      response: TenantObject,
      example: { privacy_contact: 'privacy@example.com' },
    },
    async ({ ctx, body }) => {
      refuseTestKey(ctx)
      refuseRegionChange(ctx.region, body.region)
      const { name, privacy_contact: privacyContact } = body
      await refuseNoContact(ctx, privacyContact)
      const known = found(await findTenant(ctx.directory, ctx.tenantId), 'business')
      const limits = limitsAfter(known, body.limits)
      const changed = await changeTenant(ctx.directory, ctx.tenantId, { name, privacyContact, limits })
      const shown = tenantObject(found(changed, 'business'), ctx.livemode)
      await auditAct(ctx, 'account.changed', ctx.tenantId, shown)
      return shown
    },
  )
