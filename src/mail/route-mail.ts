import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { tenants } from '../records/accounts/table.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import type { RegionStores } from '../context.ts'
import { isDistinctive, ownWordsIn, plainName as plain } from './distinctive-name.ts'
import type { MailOwner, MailWorld } from './mail-world.ts'
import { storesIn } from './mail-world.ts'
import type { MailReading } from './reading/mail-reading.ts'

/** Businesses that are read, and asked whom they know, in one step. */
const BUSINESSES_PER_STEP = 200
/** Numbers and addresses of one mail that count: as many as one request heeds. */
export const IDENTITIES_MAX = 20

/** A business that a mail may be about. */
export interface Candidate extends MailOwner {
  readonly name: string
}

/** Whose matter a mail is. */
export interface Route {
  /** The business that the mail itself names, by its address or in its words. It may be named in an answer. */
  readonly named: Candidate | null
  /** Whether the mail came to that business's own address: then it is about nobody else. */
  readonly isAddressed: boolean
  /** Who knows a number or an address in it, in the order of their ids. Never told to anybody. */
  readonly knowing: readonly Candidate[]
}

/**
 * Whom a mail concerns: the business it was sent to, else the one it names, and who knows the number or address in it.
 *
 * @param addressed  the business whose own address it came to, or null.
 */
export async function routeMail(world: MailWorld, reading: MailReading, addressed: MailOwner | null): Promise<Route> {
  const all = await businesses(world)
  const named = namedAmong(all, reading, addressed)
  const isAddressed = named !== null && named.tenantId === addressed?.tenantId
  return { named, isAddressed, knowing: isAddressed ? [] : await whoKnows(world, all, reading) }
}

/** The business that an answer may name. */
export const namedBusiness = async (
  world: MailWorld,
  reading: MailReading,
  addressed: MailOwner | null,
): Promise<Candidate | null> => namedAmong(await businesses(world), reading, addressed)

const namedAmong = (all: readonly Candidate[], reading: MailReading, addressed: MailOwner | null): Candidate | null =>
  all.find(({ tenantId }) => tenantId === addressed?.tenantId) ?? namedIn(all, reading)

/** All there are: whoever is left out would go on contacting somebody who wants no more of it. */
async function businesses({ directory }: MailWorld): Promise<readonly Candidate[]> {
  const all: Candidate[] = []
  for (let size = BUSINESSES_PER_STEP; size === BUSINESSES_PER_STEP;) {
    const page = await directory
      .select({ tenantId: tenants.id, region: tenants.region, name: tenants.name })
      .from(tenants)
      .where(and(eq(tenants.status, 'active'), gt(tenants.id, all.at(-1)?.tenantId ?? '')))
      .orderBy(asc(tenants.id))
      .limit(BUSINESSES_PER_STEP)
    all.push(...page)
    size = page.length
  }
  return all
}

/** The one business whose whole name is what may be a name, or stands in one or in the new text. Two are none. */
function namedIn(all: readonly Candidate[], { facts, text }: MailReading): Candidate | null {
  const names = new Set(facts.businesses.map(plain))
  const said = [...names, plain(text.fresh)].map((words) => ` ${words} `)
  const found = all.filter(({ name }) =>
    isDistinctive(name)
      ? said.some((words) => words.includes(` ${plain(name)} `))
      : names.has(plain(name)) && ownWordsIn(name).length > 0,
  )
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
  reading: MailReading,
): Promise<readonly Candidate[]> {
  const identities = identitiesIn(reading).slice(0, IDENTITIES_MAX)
  const known = new Set<string>()
  for (const [region, those] of Map.groupBy(all, (candidate) => candidate.region))
    for (let at = 0; at < those.length; at += BUSINESSES_PER_STEP) {
      const some = those.slice(at, at + BUSINESSES_PER_STEP)
      const names = await Promise.all(some.map((candidate) => namesFor(world, candidate, identities)))
      for (const tenantId of await tenantsKnowing(storesIn(world, region), names.flat())) known.add(tenantId)
    }
  return all.filter(({ tenantId }) => known.has(tenantId))
}

/** What a mail gives that may be on file somewhere, the address it is from among it. */
export function identitiesIn({ facts, from }: MailReading): readonly Identity[] {
  const emails = new Set([...(from === null ? [] : [from.address]), ...facts.emails])
  return [
    ...facts.phones.map((phone) => ['phone', phone] as const),
    ...[...emails].map((email) => ['email', email] as const),
  ]
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
