import type { Ctx } from '../context.ts'
import { findPersonKey, personKey } from '../vault/person-keys.ts'
import { open, seal, type Place } from '../vault/seal.ts'
import type { RequestDetails } from './request.ts'

/** Where what somebody wrote is sealed for. */
const detailsPlace = (tenantId: string, requestId: string): Place => ({
  tenantId,
  table: 'privacy_requests',
  recordId: requestId,
  field: 'details',
})

type Stores = Pick<Ctx, 'vault' | 'blobs' | 'tenantId'>

/** What somebody wrote and gave, sealed with the request's own key: the request may be of nobody we know. */
export async function sealDetails(ctx: Stores, requestId: string, details: RequestDetails): Promise<string> {
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, requestId)
  return seal(key, detailsPlace(ctx.tenantId, requestId), JSON.stringify(details))
}

/** What they wrote and gave; nothing where it does not open any more. */
export async function openDetails(
  ctx: Stores,
  { id, sealedDetails }: { readonly id: string; readonly sealedDetails: string | null },
): Promise<RequestDetails> {
  const key = sealedDetails === null ? null : await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, id)
  const text =
    key === null || sealedDetails === null ? null : await open(key, detailsPlace(ctx.tenantId, id), sealedDetails)
  return text === null ? { replyTo: null } : (JSON.parse(text) as RequestDetails)
}
