import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { personKey } from '../vault/person-keys.ts'
import { formerNames } from './former-names.ts'
import { knownAs, nameOf, personBehind, personNamed } from './known-as.ts'
import { personRows } from './note-person.ts'
import { writeProfile } from './profile.ts'
import { resolvePerson } from './resolve.ts'

/** What a business knows somebody by: one of these. */
export type NamedBy = { readonly phone: string } | { readonly userId: string } | { readonly email: string }

/** The person behind what a business knows them by, made known when they are not. */
export async function knownPerson(ctx: Ctx, named: NamedBy): Promise<string> {
  if ('phone' in named) return (await resolvePerson(ctx, named)).personId
  return 'userId' in named ? byUserId(ctx, named.userId) : byEmail(ctx, named.email)
}

async function byUserId(ctx: Ctx, userId: string): Promise<string> {
  const named = { phone: null, userId }
  const behind = await personBehind(ctx, await knownAs(ctx, named))
  if (behind === null) throw new Error('an id that names nobody')
  const { personId } = behind
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const keepDays = await keepDaysOf(ctx, 'people')
  const [first, ...others] = await personRows(ctx, { personId, key, ...named, displayName: null, keepDays })
  if (first !== undefined) await ctx.db.batch([first, ...others])
  return personId
}

async function byEmail(ctx: Ctx, email: string): Promise<string> {
  const { tenantId, livemode, nowMs } = ctx
  const name = await nameOf(ctx, 'email', email)
  const { token } = name
  const personId = await personNamed(ctx, name, newId('per', nowMs))
  const expiresAtMs = expiryOf(nowMs, await keepDaysOf(ctx, 'people'))
  await ctx.db.batch([
    ctx.db
      .insert(people)
      .values({ id: personId, tenantId, livemode, createdAtMs: nowMs, lastSeenAtMs: nowMs, expiresAtMs })
      .onConflictDoUpdate({ target: people.id, set: { lastSeenAtMs: nowMs, expiresAtMs } }),
    ctx.db
      .insert(personIdentities)
      .values({ token, tenantId, personId, type: 'email', createdAtMs: nowMs })
      .onConflictDoUpdate({ target: personIdentities.token, set: { personId } }),
    ...formerNames(ctx, personId, [name]),
  ])
  await writeProfile(ctx, personId, { email })
  return personId
}
