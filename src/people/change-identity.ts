import { eq } from 'drizzle-orm'
import { suppressUnder, tokensOfPeople } from '../consent/suppress-under.ts'
import type { Ctx } from '../context.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { knownAs, olderFirst, personNamed, personUnder, type Identities, type KnownAs } from './known-as.ts'
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
  let personId = await personUnder(ctx, namesIn(before))
  if (personId === null) return
  for (const named of now) {
    const other = await personNamed(ctx, named, personId)
    if (other === personId) continue
    const { personId: stays, alsoId } = olderFirst(personId, other)
    await mergePeople(ctx, { personId: stays, alsoId, tokens: namesIn([...before, ...now]) })
    personId = stays
  }
  // What they are left alone from goes with them, and whatever waits for them: before the old name is somebody else's.
  const theirs = [...namesIn(before), ...(await tokensOfPeople(ctx, [personId]))]
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
  const kept = new Set(namesIn(now))
  for (const token of namesIn(before)) {
    if (kept.has(token)) continue
    await ctx.objects.identity(token).point(null)
    await ctx.db.delete(personIdentities).where(eq(personIdentities.token, token))
  }
}

/** Each name of each, and those that it had under former peppers: all of them lead to somebody. */
const namesIn = (named: readonly KnownAs[]): readonly string[] =>
  named.flatMap(({ token, former = [] }) => [token, ...former])
