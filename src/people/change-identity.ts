import { eq } from 'drizzle-orm'
import { suppressUnder, tokensOfPeople } from '../consent/suppress-under.ts'
import type { Ctx } from '../context.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { knownAs, olderFirst, type Identities } from './known-as.ts'
import { mergePeople } from './merge.ts'
import { renumber } from './renumber.ts'

/** What somebody was called until now, and what they are called from now on. */
export interface IdentityMove {
  readonly was: Identities
  readonly is: Identities
}

/**
 * Has what somebody is called now lead to them, and what they gave up lead to nobody: it will be somebody else's.
 *
 * Nothing more goes to the old name, and what they asked to be left alone from holds for the new one. Where the new name led to a person already, the two are one. Safe to repeat.
 */
export async function changeIdentity(ctx: Ctx, { was, is }: IdentityMove): Promise<void> {
  const [before, now] = await Promise.all([knownAs(ctx, was), knownAs(ctx, is)])
  let personId: string | null = null
  for (const { token } of before) personId ??= await ctx.objects.identity(token).person()
  if (personId === null) return
  for (const { token } of now) {
    const other = await ctx.objects.identity(token).personOr(personId)
    if (other === personId) continue
    const { personId: stays, alsoId } = olderFirst(personId, other)
    await mergePeople(ctx, { personId: stays, alsoId, tokens: [...before, ...now].map((one) => one.token) })
    personId = stays
  }
  // What they are left alone from goes with them, and whatever waits for them: before the old name is somebody else's.
  const theirs = [...before.map(({ token }) => token), ...(await tokensOfPeople(ctx, [personId]))]
  await suppressUnder(
    ctx,
    theirs,
    now.map(({ token }) => token),
  )
  await ctx.objects.thread(personId).moved({ was, is, atMs: ctx.nowMs })
  await renumber(ctx, personId, { was, is })
  for (const { type, token } of now) {
    const row = { token, tenantId: ctx.tenantId, personId, type, createdAtMs: ctx.nowMs }
    await ctx.db
      .insert(personIdentities)
      .values(row)
      .onConflictDoUpdate({ target: personIdentities.token, set: { personId } })
  }
  const kept = new Set(now.map(({ token }) => token))
  for (const { token } of before) {
    if (kept.has(token)) continue
    await ctx.objects.identity(token).point(null)
    await ctx.db.delete(personIdentities).where(eq(personIdentities.token, token))
  }
}
