import { Refusal } from '../kernel/refusal.ts'

/** What content of people may be read for. */
export const VIEW_PURPOSES = ['service', 'deliver', 'account', 'support', 'security', 'privacy', 'legal'] as const
export type ViewPurpose = (typeof VIEW_PURPOSES)[number]

/**
 * The purpose that whoever reads content names; the business's own service where they name none.
 *
 * @throws Refusal purpose_refused for any other.
 */
export function viewPurpose(named: string | undefined): ViewPurpose {
  if (named === undefined || named === '') return 'service'
  const known = VIEW_PURPOSES.find((purpose) => purpose === named)
  if (known !== undefined) return known
  throw new Refusal('purpose_refused', `Content is read for ${VIEW_PURPOSES.join(', ')}, and for nothing else.`)
}
