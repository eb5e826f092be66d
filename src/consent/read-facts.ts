import type { Ctx } from '../context.ts'
import type { FactsChange } from './facts-change.ts'
import { readLedger } from './standing-agreements.ts'
import { readWishes } from './wishes.ts'

/** All that the records say of a person that their thread is to know. */
export async function readFacts(
  ctx: Pick<Ctx, 'db' | 'vault' | 'blobs' | 'tenantId' | 'livemode'>,
  personId: string,
): Promise<Required<FactsChange>> {
  const [ledger, wishes] = await Promise.all([readLedger(ctx, personId), readWishes(ctx, personId)])
  const { preferences, whereabouts, lineTags, lineType, isObjecting, isRestricted } = wishes
  return { ...ledger, preferences, whereabouts, lineTags, lineType, isObjecting: isObjecting || isRestricted }
}
