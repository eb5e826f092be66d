import type { Ctx } from '../context.ts'
import { newId } from '../kernel/ids.ts'

/** What a platform says of somebody. Either may be missing, and no shape of an id is assumed. */
export interface Identities {
  /** E.164. */
  readonly phone: string | null
  /** A business-scoped user id, as it came. */
  readonly userId: string | null
}

/** One thing a person is known by: the name of its pointer. */
export interface KnownAs {
  readonly type: 'phone' | 'bsuid'
  readonly token: string
}

type Naming = Pick<Ctx, 'vault' | 'tenantId' | 'livemode'>

/** The token of one identity. Test and live persons of one number are two. */
export const tokenOf = (ctx: Naming, type: KnownAs['type'], value: string): Promise<string> =>
  ctx.vault.identityToken(ctx.tenantId, type, ctx.livemode ? value : `test:${value}`)

/** All that somebody is known by, the number first. Empty for somebody who is not named at all. */
export async function knownAs(ctx: Naming, { phone, userId }: Identities): Promise<readonly KnownAs[]> {
  const named: KnownAs[] = []
  if (phone !== null) named.push({ type: 'phone', token: await tokenOf(ctx, 'phone', phone) })
  if (userId !== null) named.push({ type: 'bsuid', token: await tokenOf(ctx, 'bsuid', userId) })
  return named
}

/** Whom identities lead to: one person, or two who turn out to be one. */
export interface Behind {
  readonly personId: string
  /** Another person that an identity led to until now. */
  readonly alsoId: string | null
}

/**
 * The person behind somebody's identities, new on first sight; null where they are not named at all.
 *
 * The identities' own objects decide, in one order, so two who ask in the same moment meet one person: an identity that
 * led to nobody leads to whom the other one leads to. No statement: the rows are the business of whoever keeps them.
 */
export async function personBehind(
  ctx: Pick<Ctx, 'objects' | 'nowMs'>,
  identities: readonly KnownAs[],
): Promise<Behind | null> {
  const [first, second] = identities
  if (first === undefined) return null
  const personId = await ctx.objects.identity(first.token).personOr(newId('per', ctx.nowMs))
  const other = second === undefined ? personId : await ctx.objects.identity(second.token).personOr(personId)
  if (other === personId) return { personId, alsoId: null }
  return olderFirst(personId, other)
}

/** Of two persons the one that has been known longer stays: ids sort by the moment they were made. */
export const olderFirst = (one: string, other: string): Behind & { readonly alsoId: string } =>
  one < other ? { personId: one, alsoId: other } : { personId: other, alsoId: one }
