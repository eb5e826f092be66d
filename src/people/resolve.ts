import { sql } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'
import { maskPhone } from '../kernel/phone.ts'
import { people } from '../records/people/table.ts'
import { expiryOf, keepDaysOf } from '../records/retention/keep.ts'
import { personKey, type PersonKey } from '../vault/person-keys.ts'
import { open, seal } from '../vault/seal.ts'
import { formerNames } from './former-names.ts'
import { nameOf, personNamed } from './known-as.ts'
import { newestToken } from './note-person.ts'
import { profilePlace, type Profile } from './profile.ts'

/** Whoever is behind a number, with the key that their data is sealed with. */
export interface ResolvedPerson {
  readonly personId: string
  readonly key: PersonKey
  readonly profile: Profile
  /** They were known before. */
  readonly returning: boolean
}

/**
 * The person behind an identity, made on first sight.
 *
 * The identity's own object decides who it is, so two calls of a new caller in the same moment meet one person.
 * Test and live persons of one number are two.
 */
export async function resolvePerson(ctx: Ctx, { phone }: { readonly phone: string }): Promise<ResolvedPerson> {
  const name = await nameOf(ctx, 'phone', phone)
  const personId = await personNamed(ctx, name, newId('per', ctx.nowMs))
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const sealedProfile = await seal(key, profilePlace(ctx, personId), JSON.stringify({ phone }))
  const expiresAtMs = expiryOf(ctx.nowMs, await keepDaysOf(ctx, 'people'))
  const seen = { lastSeenAtMs: ctx.nowMs, expiresAtMs }
  const fresh = {
    id: personId,
    tenantId: ctx.tenantId,
    livemode: ctx.livemode,
    phoneToken: name.token,
    maskedPhone: maskPhone(phone),
  }
  // Names of former peppers are read off the row as it was.
  const [firstName, ...otherNames] = formerNames(ctx, personId, [name])
  if (firstName !== undefined) await ctx.db.batch([firstName, ...otherNames])
  const [row] = await ctx.db
    .insert(people)
    .values({ ...fresh, sealedProfile, createdAtMs: ctx.nowMs, ...seen })
    .onConflictDoUpdate({
      target: people.id,
      set: {
        ...seen,
        ...(name.former !== undefined && { phoneToken: newestToken([name]) }),
        sealedProfile: sql`coalesce(${people.sealedProfile}, excluded.sealed_profile)`,
      },
    })
    .returning({ sealedProfile: people.sealedProfile, createdAtMs: people.createdAtMs })
  const known = row?.sealedProfile ? await open(key, profilePlace(ctx, personId), row.sealedProfile) : null
  const profile = known === null ? { phone } : (JSON.parse(known) as Profile)
  return { personId, key, profile, returning: (row?.createdAtMs ?? ctx.nowMs) < ctx.nowMs }
}
