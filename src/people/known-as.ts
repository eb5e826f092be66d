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
  readonly type: 'phone' | 'bsuid' | 'email'
  readonly token: string
  /** Its names under the peppers that were in use before, where there are any: what was written down then bears these. */
  readonly former?: readonly string[]
}

type Naming = Pick<Ctx, 'vault' | 'tenantId' | 'livemode'>

/** The token of one identity. Test and live persons of one number are two. */
export const tokenOf = (ctx: Naming, type: KnownAs['type'], value: string): Promise<string> =>
  ctx.vault.identityToken(ctx.tenantId, type, ctx.livemode ? value : `test:${value}`)

/** One identity by its name, and by those it had. */
export async function nameOf(ctx: Naming, type: KnownAs['type'], value: string): Promise<KnownAs> {
  const canonical = ctx.livemode ? value : `test:${value}`
  const former = await ctx.vault.formerTokens(ctx.tenantId, type, canonical)
  return { type, token: await tokenOf(ctx, type, value), ...(former.length > 0 && { former }) }
}

/** All that somebody is known by, the number first. Empty for somebody who is not named at all. */
export async function knownAs(ctx: Naming, { phone, userId }: Identities): Promise<readonly KnownAs[]> {
  const named: KnownAs[] = []
  if (phone !== null) named.push(await nameOf(ctx, 'phone', phone))
  if (userId !== null) named.push(await nameOf(ctx, 'bsuid', userId))
  return named
}

/** Whom identities lead to: one person, or two who turn out to be one. */
export interface Behind {
  readonly personId: string
  /** Another person that an identity led to until now. */
  readonly alsoId: string | null
  /** Nobody knew them until now. */
  readonly isStranger: boolean
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
  const candidate = newId('per', ctx.nowMs)
  const personId = await personNamed(ctx, first, candidate)
  const other = second === undefined ? personId : await personNamed(ctx, second, personId)
  if (other === personId) return { personId, alsoId: null, isStranger: personId === candidate }
  return olderFirst(personId, other)
}

/** Whom a name leads to: where it leads to nobody yet, whoever it led to as it was made before, else `candidate`. */
export async function personNamed(
  { objects }: Pick<Ctx, 'objects'>,
  { token, former = [] }: KnownAs,
  candidate: string,
): Promise<string> {
  const pointer = objects.identity(token)
  if (former.length === 0) return pointer.personOr(candidate)
  const known = await personUnder({ objects }, [token, ...former])
  return pointer.personOr(known ?? candidate)
}

/** Whom the first of these names that leads to anybody leads to. */
export async function personUnder(
  { objects }: Pick<Ctx, 'objects'>,
  tokens: readonly string[],
): Promise<string | null> {
  for (const token of tokens) {
    const known = await objects.identity(token).person()
    if (known !== null) return known
  }
  return null
}

/** Of two persons the one that has been known longer stays: ids sort by the moment they were made. */
export const olderFirst = (one: string, other: string): Behind & { readonly alsoId: string } =>
  one < other
    ? { personId: one, alsoId: other, isStranger: false }
    : { personId: other, alsoId: one, isStranger: false }
