import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { people } from '../records/people/table.ts'
import { findPersonKey, personKey, type PersonKey } from '../vault/person-keys.ts'
import { open, seal, type Place } from '../vault/seal.ts'
import { tokenOf } from './known-as.ts'

/** What a person told the business, as far as they did. Nothing is looked up or guessed. */
export interface Profile {
  readonly name?: string
  readonly phone?: string
  readonly email?: string
  /** What they call themselves where they write from. Nobody is addressed by it. */
  readonly displayName?: string
}

export const profilePlace = (ctx: Pick<Ctx, 'tenantId'>, personId: string): Place => ({
  tenantId: ctx.tenantId,
  table: 'people',
  recordId: personId,
  field: 'profile',
})

/** An address as it is compared: exactly, but for case. */
export const plainEmail = (email: string): string => email.trim().toLowerCase()

const parse = (text: string | null): Profile => (text === null ? {} : (JSON.parse(text) as Profile))

/** By what a person is found whose profile has this address; null without one. */
export const emailTokenOf = async (ctx: Ctx, { email }: Profile): Promise<string | null> =>
  email === undefined ? null : tokenOf(ctx, 'email', plainEmail(email))

/** What is known of a person; empty when nothing is, or the key is gone. */
export async function readProfile(ctx: Ctx, personId: string, key?: PersonKey): Promise<Profile> {
  const [row] = await ctx.db
    .select({ sealed: people.sealedProfile })
    .from(people)
    .where(and(eq(people.id, personId), eq(people.tenantId, ctx.tenantId)))
    .limit(1)
  if (!row?.sealed) return {}
  const opener = key ?? (await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId))
  return opener === null ? {} : parse(await open(opener, profilePlace(ctx, personId), row.sealed))
}

/** Adds to what is known of a person. Members that are undefined stay as they are. */
export async function writeProfile(ctx: Ctx, personId: string, patch: Profile): Promise<void> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  const profile = { ...(await readProfile(ctx, personId, key)), ...patch }
  const sealedProfile = await seal(key, profilePlace(ctx, personId), JSON.stringify(profile))
  await ctx.db
    .update(people)
    .set({ sealedProfile, emailToken: await emailTokenOf(ctx, profile), lastSeenAtMs: ctx.nowMs })
    .where(and(eq(people.id, personId), eq(people.tenantId, ctx.tenantId)))
}
