import * as z from 'zod'
import { REGIONS } from '../../records/region.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import { LimitsObject, limitsShown } from './limits-field.ts'
import { time, Time } from './shape.ts'

export const TenantObject = z
  .object({
    object: z.literal('tenant'),
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    region: z.enum(REGIONS).describe('Where its data lives. Chosen at creation, never changed.'),
    vertical: z.enum(['general', 'healthcare']),
    status: z.enum(['active', 'closed']),
    privacy_contact: z.string().nullable(),
    limits: LimitsObject.describe('Callers beyond these are turned away politely.'),
    ceilings: LimitsObject.describe('How high the limits may be set.'),
    livemode: z.boolean(),
    created_at: Time,
  })
  .meta({ id: 'Tenant' })

/** A business as the API shows it. It is the same one in both modes; `livemode` is that of the key that asks. */
export const tenantObject = (tenant: Tenant, livemode: boolean) => ({
  object: 'tenant' as const,
  id: tenant.id,
  name: tenant.name,
  slug: tenant.slug,
  region: tenant.region,
  vertical: tenant.vertical,
  status: tenant.status,
  privacy_contact: tenant.privacyContact,
  ...limitsShown(tenant),
  livemode,
  created_at: time(tenant.createdAtMs),
})
