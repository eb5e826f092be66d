import { and, eq, inArray, isNull } from 'drizzle-orm'
import { appendAudit, detailHashOf } from '../audit/append.ts'
import { sealAuditQuietly } from '../audit/seal.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { forGood, type Stop } from '../messages/stops.ts'
import { personUnder } from '../people/known-as.ts'
import { personNow } from '../people/person-now.ts'
import { ownedBy } from '../records/owned-by.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { pepperVersionOf } from '../vault/peppers.ts'
import { identityTokensOf, type IdentityGiven } from './identity-of.ts'
import { tokensOfPeople } from './suppress-under.ts'

export interface Suppression {
  /** E.164, or another identity of theirs. Not needed for a person who is known. */
  readonly phone?: string | IdentityGiven
  readonly personId?: string | null
  /** A word of ours, `asked_on_call`: it goes into an event. */
  readonly reason: string
  readonly source: 'voice' | 'sms' | 'whatsapp' | 'email' | 'api'
  /** From what, and what of the person's own ends it. For good and from everything when it is not said. */
  readonly stop?: Omit<Stop, 'atMs'>
  readonly callId?: string
  /** When it was wished for, where that was before now: what was taken back after that does not stand. */
  readonly atMs?: number
}

/**
 * Ends contact with whoever is behind an identity. When this has returned, nothing that asks afterwards may contact them,
 * and no message to them starts.
 *
 * The rows are keyed by the tokens of every identity they are known by, not by a person: they survive the person's erasure.
 * Doing it twice is one suppression and one event.
 *
 * @returns whether it was new, and the id of the new suppression.
 */
export async function suppress(
  ctx: Ctx,
  given: Suppression,
): Promise<{ readonly created: boolean; readonly id: string | null }> {
  const { phone } = given
  const identity = typeof phone === 'string' ? { phone } : phone
  const names = identity === undefined ? [] : await identityTokensOf(ctx, identity)
  const atMs = Math.min(given.atMs ?? ctx.nowMs, ctx.nowMs)
  const stop = given.stop === undefined ? forGood(atMs) : { ...given.stop, atMs }
  const before = given.personId ?? (await personUnder(ctx, names))
  if (before !== null) await ctx.objects.thread(before).optOut(ctx.nowMs, stop)
  // Who became another meanwhile is known by what that other is known by.
  const personId = before === null ? null : await personNow(ctx, before)
  const theirs = [before, personId].filter((id) => id !== null)
  const written = await write(ctx, given, { tokens: await tokensOf(ctx, theirs, names), names, personId, stop })
  // Whoever became known meanwhile had no row to be held back by, or is found now: one of the two always sees the other.
  const after = personId ?? (await personUnder(ctx, names))
  if (personId === null && after !== null) {
    await ctx.objects.thread(after).optOut(ctx.nowMs, stop)
    await write(ctx, given, { tokens: await tokensOf(ctx, [after], names), names, personId: after, stop })
  }
  if (written.created) await wakeQuietly(ctx)
  return written
}

interface Written {
  /** Under what it is written, the first of which decides whether it is new. */
  readonly tokens: readonly string[]
  /** What the identity that was given is or was known by. */
  readonly names: readonly string[]
  readonly personId: string | null
  readonly stop: Stop
}

/**
 * A row for each token. The first decides whether it is new: it is written with the event and its entry in the audit chain, or
 * stands already, be it under a name of a former pepper.
 */
async function write(
  ctx: Ctx,
  given: Suppression,
  { tokens, names, personId, stop }: Written,
): Promise<{ readonly created: boolean; readonly id: string | null }> {
  const [first, ...others] = tokens.map((identityToken) => ({
    id: newId('sup', ctx.nowMs),
    identityToken,
    ...rowOf(ctx, given, stop),
    pepperVersion: pepperVersionOf(identityToken),
  }))
  if (first === undefined) return { created: false, id: null }
  const rest = others.map((row) => ctx.db.insert(suppressions).values(row).onConflictDoNothing())
  if (await standsUnder(ctx, names.slice(1), stop)) {
    await ctx.db.batch([ctx.db.insert(suppressions).values(first).onConflictDoNothing(), ...rest])
    return { created: false, id: null }
  }
  const told = {
    suppression_id: first.id,
    person_id: personId,
    call_id: given.callId ?? null,
    reason: given.reason,
    source: given.source,
    ...(stop.scope !== 'all' && { scope: stop.scope }),
  }
  const entry = { action: 'suppression.added', subject: first.id, detailHash: await detailHashOf(first) } as const
  try {
    await ctx.db.batch([
      ctx.db.insert(suppressions).values(first),
      ...rest,
      emit(ctx, 'person.opted_out', told),
      appendAudit(ctx, [entry]),
    ])
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await Promise.all(rest)
    return { created: false, id: null }
  }
  await sealAuditQuietly(ctx)
  return { created: true, id: first.id }
}

/** Whether the very same stands under a name that an identity had before. */
async function standsUnder(ctx: Ctx, former: readonly string[], { scope, endsBy }: Stop): Promise<boolean> {
  if (former.length === 0) return false
  const same = and(
    ownedBy(ctx, suppressions),
    inArray(suppressions.identityToken, [...former]),
    eq(suppressions.scope, scope),
    eq(suppressions.endsBy, endsBy),
    isNull(suppressions.endedAtMs),
  )
  return (await ctx.db.select({ id: suppressions.id }).from(suppressions).where(same).limit(1)).length > 0
}

const rowOf = (ctx: Ctx, { reason, source, callId }: Suppression, { scope, endsBy, atMs }: Stop) => ({
  tenantId: ctx.tenantId,
  livemode: ctx.livemode,
  reason,
  source,
  scope,
  endsBy,
  callId: callId ?? null,
  createdAtMs: atMs,
})

/** Every identity these persons are known by, the given one first. */
async function tokensOf(ctx: Ctx, ids: readonly string[], names: readonly string[]): Promise<readonly string[]> {
  const given = names.slice(0, 1)
  return ids.length === 0 ? given : [...new Set([...given, ...(await tokensOfPeople(ctx, ids))])]
}
