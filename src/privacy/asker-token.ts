import type { Ctx } from '../context.ts'
import { plainEmail } from '../people/profile.ts'

/** What the requests of an address are found by. It tells nobody the address, and differs between businesses. */
export const askerTokenOf = (
  { vault, tenantId, livemode }: Pick<Ctx, 'vault' | 'tenantId' | 'livemode'>,
  address: string,
) => vault.mac('privacy-asker', JSON.stringify([tenantId, livemode, plainEmail(address)]))
