import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../context.ts'
import { tenants } from '../records/accounts/table.ts'
import { RESERVED_SLUGS } from '../tenants/tenant.ts'
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
 * Whose mail an address gets: on our own domain `slug@` and `privacy@slug.` are a business's own, and the names that are the
 * platform's are nobody else's. Elsewhere it is the address that a business gives as its privacy contact, to the letter, where
 * that is routed to us. Everything else is the platform's, and what nobody has is read as `general`.
 */
export async function destinationOf(directory: Db, to: string, domain: string): Promise<Destination> {
  const [local, host] = splitAddress(to)
  const [name = ''] = local.split('+', 1)
  const inbox = INBOXES.find((each) => each === name)
  const whose = whoseAt({ name, host, domain, local })
  const owner = whose === null ? null : await businessWith(directory, whose)
  if (owner !== null) return { inbox: 'business', owner }
  return { inbox: inbox ?? 'general', owner: PLATFORM_OWNER }
}

interface Addressed {
  /** What stands before the at sign, without and with what is behind a plus. */
  readonly name: string
  readonly local: string
  readonly host: string
  readonly domain: string
}

/** How the business is found that an address may be of; null where it can be none's. */
function whoseAt({ name, local, host, domain }: Addressed): SQL | null {
  if (host === domain) return RESERVED_SLUGS.includes(name) ? null : eq(tenants.slug, name)
  if (!host.endsWith(`.${domain}`)) return eq(sql`lower(${tenants.privacyContact})`, `${local}@${host}`)
  return name === 'privacy' ? eq(tenants.slug, host.slice(0, -domain.length - 1)) : null
}

function splitAddress(address: string): readonly [string, string] {
  const plain = plainAddress(address).replace(/^<|>$/g, '')
  const at = plain.lastIndexOf('@')
  return at < 0 ? [plain, ''] : [plain.slice(0, at), plain.slice(at + 1)]
}

async function businessWith(directory: Db, its: SQL): Promise<MailOwner | null> {
  const rows = await directory
    .select({ tenantId: tenants.id, region: tenants.region })
    .from(tenants)
    .where(and(its, eq(tenants.status, 'active')))
    .limit(2)
  // An address that two businesses give belongs to neither.
  const [found, other] = rows
  return found === undefined || other !== undefined ? null : found
}
