import type { Ctx } from '../context.ts'
import { knownAs, nameOf, tokenOf, type Identities, type KnownAs } from '../people/known-as.ts'

/** Something a person is known by. */
export type IdentityGiven =
  | { readonly phone: string }
  | { readonly userId: string }
  | { readonly email: string }
  /** Of a number that is not known in clear. */
  | { readonly token: string }

/** The name of an identity's pointer, and what a suppression of it is under. Test persons of a number are others. */
export async function identityTokenOf(ctx: Ctx, given: IdentityGiven): Promise<string> {
  return 'token' in given ? given.token : tokenOf(ctx, ...canonicalOf(given))
}

/**
 * All that something may be under that was written down of an identity: the token it has now, and those that it had under
 * former peppers.
 */
export async function identityTokensOf(ctx: Ctx, given: IdentityGiven): Promise<readonly string[]> {
  if ('token' in given) return [given.token]
  const { token, former = [] } = await nameOf(ctx, ...canonicalOf(given))
  return [token, ...former]
}

/** The same of all that somebody is reached by. */
export const namesOf = async (ctx: Parameters<typeof knownAs>[0], identities: Identities): Promise<readonly string[]> =>
  (await knownAs(ctx, identities)).flatMap(({ token, former = [] }) => [token, ...former])

function canonicalOf(given: Exclude<IdentityGiven, { readonly token: string }>): [KnownAs['type'], string] {
  if ('phone' in given) return ['phone', given.phone]
  return 'userId' in given ? ['bsuid', given.userId] : ['email', given.email]
}
