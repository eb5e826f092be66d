import { REGIONS, type Region } from './region.ts'

/** What an object's id tells of where it is. Locally a region is the beginning of the name; deployed it is a jurisdiction. */
export interface PlacedId {
  readonly name?: string | undefined
  readonly jurisdiction?: string | undefined
}

/**
 * Refuses an object that lies elsewhere than the business whose data it is to hold: one without a jurisdiction for a business that
 * has a region, too. `inRegion` never hands one out: this is for whatever goes round it.
 *
 * @throws Error: nothing of the business is written there.
 */
export function refuseElsewhere({ name, jurisdiction }: PlacedId, region: Region, platform: string | undefined): void {
  const isHere = platform === 'cloudflare' ? (jurisdiction ?? 'global') === region : isNamedFor(region, name)
  if (!isHere) throw new Error('an object outside of the region of the business it is for')
}

/** An id that was made without a name says nothing. */
function isNamedFor(region: Region, name: string | undefined): boolean {
  if (name === undefined) return true
  const named = REGIONS.find((one) => one !== 'global' && name.startsWith(`${one}/`)) ?? 'global'
  return named === region
}
