import { Refusal } from '../kernel/refusal.ts'

/**
 * Numbers and consents are given out for the business's own service to these people, and for nothing else: never for anyone's
 * marketing (C-57).
 *
 * @throws Refusal purpose_refused for any other purpose.
 */
export function refuseSharing(purpose: string): void {
  if (purpose === 'service') return
  throw new Refusal(
    'purpose_refused',
    'Numbers and consents are given out for your own service only, never for the marketing of others.',
    { ruleIds: ['C-57'] },
  )
}
