import { inArray, sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { maskPhone } from '../kernel/phone.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'
import { expiryOf } from '../records/retention/keep.ts'
import type { PersonKey } from '../vault/person-keys.ts'
import { seal } from '../vault/seal.ts'
import { formerNames } from './former-names.ts'
import { knownAs, type Identities, type KnownAs } from './known-as.ts'
import { profilePlace, type Profile } from './profile.ts'

/** Somebody who wrote, as their platform names them. */
export interface Met extends Identities {
  readonly personId: string
  readonly key: PersonKey
  /** What they call themselves there. Nobody told the business so: it is shown, and nobody is addressed by it. */
  readonly displayName: string | null
  readonly keepDays: number
}

/** The rows of a person who wrote, new or known, as statements for the batch of what they wrote. Safe to repeat. */
export async function personRows(ctx: Ctx, met: Met): Promise<readonly BatchItem<'sqlite'>[]> {
  const { personId, phone, displayName } = met
  const { tenantId, livemode, nowMs } = ctx
  const names = await knownAs(ctx, met)
  const phoneToken = names.find(({ type }) => type === 'phone')?.token ?? null
  const profile: Profile = { ...(phone !== null && { phone }), ...(displayName !== null && { displayName }) }
  const sealedProfile = await seal(met.key, profilePlace(ctx, personId), JSON.stringify(profile))
  const seen = { lastSeenAtMs: nowMs, expiresAtMs: expiryOf(nowMs, met.keepDays) }
  const fresh = { id: personId, tenantId, livemode, phoneToken, maskedPhone: phone === null ? null : maskPhone(phone) }
  const person = ctx.db
    .insert(people)
    .values({ ...fresh, sealedProfile, createdAtMs: nowMs, ...seen })
    .onConflictDoUpdate({
      target: people.id,
      set: {
        ...seen,
        phoneToken: newestToken(names),
        maskedPhone: sql`coalesce(${people.maskedPhone}, excluded.masked_phone)`,
        sealedProfile: sql`coalesce(${people.sealedProfile}, excluded.sealed_profile)`,
      },
    })
  const identities = names.map(({ type, token }) =>
    ctx.db
      .insert(personIdentities)
      .values({ token, tenantId, personId, type, createdAtMs: nowMs })
      .onConflictDoUpdate({ target: personIdentities.token, set: { personId } }),
  )
  return [...formerNames(ctx, personId, names), person, ...identities]
}

/** The token that a row has: the one it had, but none of a former pepper. */
export function newestToken(names: readonly KnownAs[]): SQL {
  const former = names.flatMap((name) => (name.type === 'phone' ? (name.former ?? []) : []))
  const known = sql`coalesce(${people.phoneToken}, excluded.phone_token)`
  if (former.length === 0) return known
  return sql`CASE WHEN ${inArray(people.phoneToken, former)} THEN excluded.phone_token ELSE ${known} END`
}
