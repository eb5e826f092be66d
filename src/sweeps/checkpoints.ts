import { signCheckpoints } from '../audit/checkpoint.ts'
import type { RegionStores } from '../context.ts'
import type { SweepDeps } from './sweep-context.ts'

/** Signs how far the chains of a region have come. */
export const sweepCheckpoints = (
  { vault, nowMs }: Pick<SweepDeps, 'vault' | 'nowMs'>,
  { db, blobs }: RegionStores,
): Promise<number> => signCheckpoints({ db, blobs, vault, nowMs })
