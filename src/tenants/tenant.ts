import type { tenants } from '../records/accounts/table.ts'
import type { Region } from '../records/region.ts'

export type Tenant = typeof tenants.$inferSelect

export interface NewTenant {
  readonly name: string
  readonly slug: string | null
  readonly region: Region
  readonly vertical: 'general' | 'healthcare'
  readonly privacyContact: string | null
}

const SLUG_CHARS_MAX = 48

/** What no business may be called by in our addresses: people write there to the platform, or expect its own people. */
export const RESERVED_SLUGS: readonly string[] = [
  'abuse',
  'admin',
  'general',
  'hello',
  'info',
  'legal',
  'postmaster',
  'privacy',
  'security',
  'support',
]

/** A slug made of a name: lower-case letters, digits and single hyphens. Empty when the name has none of these. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_CHARS_MAX)
    .replace(/^-+|-+$/g, '')
