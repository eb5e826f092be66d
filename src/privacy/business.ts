import { eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { PLATFORM } from './request.ts'

/** What of a business decides how a request is dealt with, and whom it is told to. */
export interface Business {
  readonly name: string
  readonly vertical: 'general' | 'healthcare'
  /** E-mail address, or null. */
  readonly privacyContact: string | null
}

/** What is asked of the platform itself is its own: it is nobody's customer. */
const ITSELF: Business = { name: 'Careline', vertical: 'general', privacyContact: null }

/** The business of `ctx`. */
export async function businessOf({ directory, tenantId }: Pick<Ctx, 'directory' | 'tenantId'>): Promise<Business> {
  if (tenantId === PLATFORM) return ITSELF
  const business = await directory
    .select({ name: tenants.name, vertical: tenants.vertical, privacyContact: tenants.privacyContact })
    .from(tenants)
    .where(eq(tenants.id, tenantId))
    .get()
  if (business === undefined) throw new Error('a business that is not there')
  return business
}
