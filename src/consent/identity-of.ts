import type { Ctx } from '../context.ts'

/** Something a person is known by. */
export type IdentityGiven =
  | { readonly phone: string }
  | { readonly userId: string }
  | { readonly email: string }
  /** Of a number that is not known in clear. */
  | { readonly token: string }

/** The name of an identity's pointer, and what a suppression of it is under. Test persons of a number are others. */
export async function identityTokenOf(ctx: Ctx, given: IdentityGiven): Promise<string> {
  if ('token' in given) return given.token
  const [type, canonical] =
    'phone' in given
      ? (['phone', given.phone] as const)
      : 'userId' in given
        ? (['bsuid', given.userId] as const)
        : (['email', given.email] as const)
  return ctx.vault.identityToken(ctx.tenantId, type, ctx.livemode ? canonical : `test:${canonical}`)
}
