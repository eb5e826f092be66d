import { eq, sql } from 'drizzle-orm'
import { tenants } from '../records/accounts/table.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import type { RegionStores } from '../context.ts'
import type { MailOwner, MailWorld } from './mail-world.ts'
import { storesIn } from './mail-world.ts'
import type { MailReading } from './reading/mail-reading.ts'

/** Businesses among which somebody is looked for. With more, they have to say which one they mean. */
const BUSINESSES_MAX = 2_000
const IDENTITIES_MAX = 6

/** A business that a mail may be about. */
export interface Candidate extends MailOwner {
  readonly name: string
}

/** Whose matter a mail is. */
export interface Route {
  /** The business that the mail itself names, by its address or in its words. It may be named in an answer. */
  readonly named: Candidate | null
  /** Who knows a number or an address in it. Never told to anybody. */
  readonly knowing: readonly Candidate[]
}

/**
 * Whom a mail concerns: the business it was sent to, else the one it names, else who knows the number or address in it.
 *
 * @param addressed  the business whose own address it came to, or null.
 */
export async function routeMail(world: MailWorld, reading: MailReading, addressed: MailOwner | null): Promise<Route> {
  const all = await businesses(world)
  const named = namedAmong(all, reading, addressed)
  if (named !== null) return { named, knowing: [] }
  return { named: null, knowing: all.length < BUSINESSES_MAX ? await whoKnows(world, all, reading) : [] }
}

/** The business that an answer may name. */
export const namedBusiness = async (
  world: MailWorld,
  reading: MailReading,
  addressed: MailOwner | null,
): Promise<Candidate | null> => namedAmong(await businesses(world), reading, addressed)

const namedAmong = (all: readonly Candidate[], reading: MailReading, addressed: MailOwner | null): Candidate | null =>
  all.find(({ tenantId }) => tenantId === addressed?.tenantId) ?? namedIn(all, reading)

async function businesses({ directory }: MailWorld): Promise<readonly Candidate[]> {
  return directory
    .select({ tenantId: tenants.id, region: tenants.region, name: tenants.name })
    .from(tenants)
    .where(eq(tenants.status, 'active'))
    .limit(BUSINESSES_MAX)
}

/** Letters and digits only, in one case: "Dr. Lee's Clinic" is "dr lees clinic". */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The one business whose whole name stands in what may be a name, or in the new text. Two are none. */
function namedIn(all: readonly Candidate[], { facts, text }: MailReading): Candidate | null {
  const said = [...facts.businesses, text.fresh].map((words) => ` ${plain(words)} `)
  const found = all.filter(({ name }) => said.some((words) => words.includes(` ${plain(name)} `)))
  // "Bright Smile" inside "Bright Smile Dental": the longer name is the one that was meant.
  const longest = found.toSorted((a, b) => plain(b.name).length - plain(a.name).length)
  const [first, ...others] = longest
  if (first === undefined) return null
  return others.every(({ name }) => plain(first.name).includes(plain(name)) && plain(first.name) !== plain(name))
    ? first
    : null
}

/** The businesses that know a number or an address of the mail. */
async function whoKnows(
  world: MailWorld,
  all: readonly Candidate[],
  { facts, from }: MailReading,
): Promise<readonly Candidate[]> {
  const emails = [...new Set([...(from === null ? [] : [from.address]), ...facts.emails])]
  const identities = [
    ...facts.phones.map((phone) => ['phone', phone] as const),
    ...emails.map((email) => ['email', email] as const),
  ].slice(0, IDENTITIES_MAX)
  const knowing: Candidate[] = []
  for (const [region, those] of Map.groupBy(all, (candidate) => candidate.region)) {
    const names = await Promise.all(those.map((candidate) => namesFor(world, candidate, identities)))
    const known = await tenantsKnowing(storesIn(world, region), names.flat())
    knowing.push(...those.filter(({ tenantId }) => known.has(tenantId)))
  }
  return knowing
}

type Identity = readonly ['phone' | 'email', string]

/** What these identities are called in a business's records, each with whose records they are. */
async function namesFor(
  { vault }: MailWorld,
  { tenantId }: Candidate,
  identities: readonly Identity[],
): Promise<readonly (readonly [string, string])[]> {
  const tokens = identities.map(async ([type, value]) => [
    await vault.identityToken(tenantId, type, value),
    ...(await vault.formerTokens(tenantId, type, value)),
  ])
  return (await Promise.all(tokens)).flat().map((token) => [tenantId, token])
}

async function tenantsKnowing(
  { db }: RegionStores,
  names: readonly (readonly [string, string])[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set()
  const given = JSON.stringify(names)
  const rows = await db.all<{ tenantId: string }>(
    sql`SELECT tenant_id AS tenantId FROM ${personIdentities}
          WHERE token IN (SELECT value ->> '$[1]' FROM json_each(${given}))
        UNION SELECT people.tenant_id AS tenantId FROM json_each(${given}) AS names
          JOIN people ON people.tenant_id = names.value ->> '$[0]' AND people.phone_token = names.value ->> '$[1]'`,
  )
  return new Set(rows.map(({ tenantId }) => tenantId))
}
