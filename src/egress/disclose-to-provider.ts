import type { BatchItem } from 'drizzle-orm/batch'
import type { Ctx } from '../context.ts'
import { disclose, type Disclosed } from './disclose.ts'
import type { EgressField, EgressPurpose } from './purpose.ts'
import { vendorOfProvider } from './register.ts'

interface ToProvider extends Pick<Disclosed, 'occasion'> {
  /** Null for whoever is nobody we know: there is nothing to tell them of later. */
  readonly personId: string | null
  /** A carrier, platform, model or voice, as it is configured: what runs in the gateway itself is nobody else. */
  readonly provider: string
  readonly purpose: EgressPurpose
  readonly fields: readonly EgressField[]
}

/** That something of a person went to the vendor behind a provider; nothing where there is none. */
export function discloseToProvider(
  ctx: Pick<Ctx, 'db' | 'tenantId' | 'livemode' | 'nowMs'>,
  { personId, provider, ...told }: ToProvider,
): readonly BatchItem<'sqlite'>[] {
  const recipient = vendorOfProvider(provider)
  return personId === null || recipient === null ? [] : [disclose(ctx, { ...told, personId, recipient })]
}
