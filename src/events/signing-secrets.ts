import type { Ctx } from '../context.ts'

/** What of an endpoint's row is about its secrets. */
export interface SealedSecrets {
  readonly id: string
  readonly sealedSecret: string
  readonly sealedPreviousSecret: string | null
  readonly previousSecretUntilMs: number | null
}

type Seals = Pick<Ctx, 'vault' | 'tenantId' | 'nowMs'>

const place = (endpointId: string): string => `webhook_endpoints|${endpointId}|secret`

export const sealSecret = (ctx: Seals, endpointId: string, secret: string): Promise<string> =>
  ctx.vault.sealForTenant(ctx.tenantId, place(endpointId), secret)

/** The secrets that sign now, newest first: two while one is being replaced. */
export async function openSecrets(ctx: Seals, row: SealedSecrets): Promise<readonly string[]> {
  const sealed = [row.sealedSecret]
  if (isRotating(row, ctx.nowMs)) sealed.push(row.sealedPreviousSecret)
  return Promise.all(
    sealed.map(async (text) => {
      const secret = await ctx.vault.openForTenant(ctx.tenantId, place(row.id), text)
      if (secret === null) throw new Error('A webhook secret does not open with the root key')
      return secret
    }),
  )
}

/** Whether the secret before this one still signs as well. */
export const isRotating = <Row extends SealedSecrets>(
  row: Row,
  nowMs: number,
): row is Row & { sealedPreviousSecret: string } =>
  row.sealedPreviousSecret !== null && nowMs < (row.previousSecretUntilMs ?? 0)
