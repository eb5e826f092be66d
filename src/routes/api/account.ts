import { changeTenant, findTenant } from '../../tenants/change-tenant.ts'
import { refuseTestKey } from './live-only.ts'
import { resource } from './operation.ts'
import { found } from './shape.ts'
import { tenantObject, TenantObject } from './tenant-object.ts'
import { refuseRegionChange, TenantChange } from './tenants.ts'

export const account = resource('account')
  .get('/', { summary: 'Get your business', scope: 'read', response: TenantObject }, async ({ ctx }) =>
    tenantObject(found(await findTenant(ctx.directory, ctx.tenantId), 'business'), ctx.livemode),
  )
  .patch(
    '/',
    {
      summary: 'Change your business',
      description: 'With a live key. The region cannot be changed.',
      scope: 'write',
      body: TenantChange,
      response: TenantObject,
      example: { privacy_contact: 'privacy@example.com' },
    },
    async ({ ctx, body }) => {
      refuseTestKey(ctx)
      refuseRegionChange(ctx.region, body.region)
      const { name, privacy_contact: privacyContact } = body
      const changed = await changeTenant(ctx.directory, ctx.tenantId, { name, privacyContact })
      return tenantObject(found(changed, 'business'), ctx.livemode)
    },
  )
