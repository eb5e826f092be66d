import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { emit } from '../events/emit.ts'
import { wakeQuietly } from '../events/wake.ts'
import { newId } from '../kernel/ids.ts'
import { forGood, type Stop } from '../messages/stops.ts'
import { personIdentities } from '../records/people/identities-table.ts'
import { people } from '../records/people/table.ts'
import { suppressions } from '../records/suppressions/table.ts'
import { isUniqueViolation } from '../records/unique-violation.ts'
import { identityTokenOf, type IdentityGiven } from './identity-of.ts'

export interface Suppression {
  /** E.164, or another identity of theirs. Not needed for a person who is known. */
  readonly phone?: string | Exclude<IdentityGiven, { readonly phone: string }>
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

/** A person is known by a handful of identities. */
const IDENTITIES_MAX = 50

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
  const token = phone === undefined ? null : await identityTokenOf(ctx, typeof phone === 'string' ? { phone } : phone)
  const atMs = Math.min(given.atMs ?? ctx.nowMs, ctx.nowMs)
  const stop = given.stop === undefined ? forGood(atMs) : { ...given.stop, atMs }
  const personId = given.personId ?? (await personOf(ctx, token))
  if (personId !== null) await ctx.objects.thread(personId).optOut(ctx.nowMs, stop)
  const written = await write(ctx, given, { tokens: await tokensOf(ctx, personId, token), personId, stop })
  // Whoever became known meanwhile had no row to be held back by, or is found now: one of the two always sees the other.
  const after = personId ?? (await personOf(ctx, token))
  if (personId === null && after !== null) {
    await ctx.objects.thread(after).optOut(ctx.nowMs, stop)
    await write(ctx, given, { tokens: await tokensOf(ctx, after, token), personId: after, stop })
  }
  if (written.created) await wakeQuietly(ctx)
  return written
}

const personOf = async (ctx: Ctx, token: string | null): Promise<string | null> =>
  token === null ? null : ctx.objects.identity(token).person()

interface Written {
  readonly tokens: readonly string[]
  readonly personId: string | null
  readonly stop: Stop
}

/** A row for each token. The first decides whether it is new: it is written with the event, or stands already. */
async function write(
  ctx: Ctx,
  given: Suppression,
  { tokens, personId, stop }: Written,
): Promise<{ readonly created: boolean; readonly id: string | null }> {
  const [first, ...others] = tokens.map((identityToken) => ({
    id: newId('sup', ctx.nowMs),
    identityToken,
    ...rowOf(ctx, given, stop),
  }))
  if (first === undefined) return { created: false, id: null }
  const rest = others.map((row) => ctx.db.insert(suppressions).values(row).onConflictDoNothing())
  const told = {
    suppression_id: first.id,
    person_id: personId,
    call_id: given.callId ?? null,
    reason: given.reason,
    source: given.source,
    ...(stop.scope !== 'all' && { scope: stop.scope }),
  }
  try {
    await ctx.db.batch([ctx.db.insert(suppressions).values(first), ...rest, emit(ctx, 'person.opted_out', told)])
    return { created: true, id: first.id }
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await Promise.all(rest)
    return { created: false, id: null }
  }
}

const rowOf = (ctx: Ctx, { reason, source, callId }: Suppression, { scope, endsBy, atMs }: Stop) => ({
  tenantId: ctx.tenantId,
  livemode: ctx.livemode,
  pepperVersion: ctx.vault.pepperVersion,
  reason,
  source,
  scope,
  endsBy,
  callId: callId ?? null,
  createdAtMs: atMs,
})

/** Every identity the person is known by, the given one first. */
async function tokensOf(ctx: Ctx, personId: string | null, token: string | null): Promise<readonly string[]> {
  const given = token === null ? [] : [token]
  if (personId === null) return given
  const [known, numbered] = await ctx.db.batch([
    ctx.db
      .select({ token: personIdentities.token })
      .from(personIdentities)
      .where(and(eq(personIdentities.tenantId, ctx.tenantId), eq(personIdentities.personId, personId)))
      .limit(IDENTITIES_MAX),
    ctx.db
      .select({ token: people.phoneToken })
      .from(people)
      .where(and(eq(people.tenantId, ctx.tenantId), eq(people.id, personId))),
  ])
  return [...new Set([...given, ...[...known, ...numbered].flatMap((each) => each.token ?? [])])]
}
