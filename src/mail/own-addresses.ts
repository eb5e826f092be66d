import { and, eq, or } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { plainAddress } from './address-tokens.ts'
import { PLATFORM_OWNER, type MailOwner } from './mail-world.ts'
import type { Inbox } from './outgoing-mail.ts'

const INBOXES: readonly Inbox[] = ['privacy', 'support', 'general']

/** Where a mail was sent to. */
export interface Destination {
  /** `privacy`, `support`, `general`, or `business` for a business's own privacy address. */
  readonly inbox: Inbox | 'business'
  readonly owner: MailOwner
}

/** Id of the request or ticket that an address of ours names after a plus. */
export const threadIn = (to: string): string | null => splitAddress(to)[0].split('+', 2)[1] ?? null

/**
 * Whose mail an address of ours gets: `slug@` and `privacy@slug.` are a business's own, as is the address it gives as its
 * privacy contact where that is routed to us. Everything else is the platform's, and what nobody has is read as `general`.
 */
export async function destinationOf(directory: Db, to: string, domain: string): Promise<Destination> {
  const [local, host] = splitAddress(to)
  const [name = ''] = local.split('+', 1)
  const inbox = INBOXES.find((each) => each === name)
  const under = host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : null
  if (inbox !== undefined && host === domain) return { inbox, owner: PLATFORM_OWNER }
  const slug = under !== null && inbox === 'privacy' ? under : name
  const owner = await businessAt(directory, slug, `${name}@${host}`)
  if (owner !== null) return { inbox: 'business', owner }
  return { inbox: inbox ?? 'general', owner: PLATFORM_OWNER }
}

function splitAddress(address: string): readonly [string, string] {
  const plain = plainAddress(address).replace(/^<|>$/g, '')
  const at = plain.lastIndexOf('@')
  return at < 0 ? [plain, ''] : [plain.slice(0, at), plain.slice(at + 1)]
}

async function businessAt(directory: Db, slug: string, address: string): Promise<MailOwner | null> {
  const its = or(eq(tenants.slug, slug), eq(tenants.privacyContact, address))
  const rows = await directory
    .select({ tenantId: tenants.id, region: tenants.region, slug: tenants.slug })
    .from(tenants)
    .where(and(its, eq(tenants.status, 'active')))
    .limit(2)
  // An address that two businesses give belongs to neither.
  const found = rows.length === 1 ? rows[0] : rows.find((row) => row.slug === slug)
  return found === undefined ? null : { tenantId: found.tenantId, region: found.region }
}
