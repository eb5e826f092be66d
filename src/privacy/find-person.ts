import { and, inArray } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { nameOf, personUnder, type KnownAs } from '../people/known-as.ts'
import { plainEmail } from '../people/profile.ts'
import { personNow } from '../people/person-now.ts'
import { ownedBy } from '../records/owned-by.ts'
import { people } from '../records/people/table.ts'

/** What somebody may be known by. */
export interface Identities {
  /** E.164. */
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly whatsappIds: readonly string[]
}

/** More than these are no description of one person. */
const IDENTITIES_MAX = 20
const FOUND_MAX = 20

/** Everybody whom any of these leads to, at most 20. Nobody is made known by it. */
export async function findPeople(ctx: Ctx, { phones, emails, whatsappIds }: Identities): Promise<readonly string[]> {
  const named = await Promise.all(
    [
      ...phones.map((phone) => nameOf(ctx, 'phone', phone)),
      ...emails.map((email) => nameOf(ctx, 'email', plainEmail(email))),
      ...whatsappIds.map((userId) => nameOf(ctx, 'bsuid', userId)),
    ].slice(0, IDENTITIES_MAX),
  )
  const pointed = await Promise.all(named.map((name) => personUnder(ctx, tokensOf(name))))
  const addressed = await withAddress(ctx, named.filter(({ type }) => type === 'email').flatMap(tokensOf))
  const found = [...new Set([...pointed.filter((id) => id !== null), ...addressed])].slice(0, FOUND_MAX)
  const now = new Set(await Promise.all(found.map((id) => personNow(ctx, id))))
  return stillThere(ctx, [...now])
}

/** The one person all of these lead to; null where that is nobody, or more than one. */
export async function findPerson(ctx: Ctx, identities: Identities): Promise<string | null> {
  const [first, ...others] = await findPeople(ctx, identities)
  return first === undefined || others.length > 0 ? null : first
}

const tokensOf = ({ token, former = [] }: KnownAs): readonly string[] => [token, ...former]

/** An address in a profile points to nobody: a family may share one. */
async function withAddress(ctx: Ctx, tokens: readonly string[]): Promise<readonly string[]> {
  if (tokens.length === 0) return []
  const rows = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(ownedBy(ctx, people), inArray(people.emailToken, [...tokens])))
    .limit(FOUND_MAX)
  return rows.map(({ id }) => id)
}

/** A name may lead to somebody who was erased since. */
async function stillThere(ctx: Ctx, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(ownedBy(ctx, people), inArray(people.id, [...ids])))
  return rows.map(({ id }) => id)
}
