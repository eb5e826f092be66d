import { Refusal } from '../kernel/refusal.ts'
import type { ContactRefusalCode } from './contact.ts'
import { OWED_WAIT_MS } from './owed-decisions.ts'

/** Why somebody was not contacted, as it leaves the gate. */
export interface RefusedContact {
  readonly code: ContactRefusalCode
  /** The rules behind that code. */
  readonly ruleIds: readonly string[]
  /** When the clock and the caps would allow it; null where waiting does not help. */
  readonly nextAllowedAtMs?: number | null
}

const WHY: Readonly<Record<ContactRefusalCode, string>> = {
  suppressed: 'They asked not to be contacted.',
  objected: 'They object to being contacted, or that is restricted.',
  account_closed: 'The account is closed.',
  policy_not_accepted: 'The policies that stand now have not been accepted.',
  baa_missing: 'Contacts of health care need a business associate agreement, and none is on record.',
  phi_channel: 'Nothing of health care may go by this channel.',
  line_denied: 'This is a line that is never contacted so.',
  number_invalid: 'There is no number that they can be reached by on this channel.',
  no_consent: 'This needs consent on record, and there is none that covers the purpose and the channel.',
  channel_not_preferred: 'They do not want to be contacted on this channel.',
  dnc_stale: 'The do-not-call registry or the list of reassigned numbers was not looked at lately.',
  quiet_hours: 'It is no lawful or wished-for hour where they are, or may be.',
  frequency_cap: 'They were contacted as often as is allowed.',
  window_closed: 'They have not written in the last 24 hours: WhatsApp takes a template only.',
  zone_unknown: 'Nobody knows what time it is where they are.',
}

/** In a sentence, why somebody may not be contacted. */
export const whyNot = (code: ContactRefusalCode): string => WHY[code]

/** Why somebody is not contacted whom the gate was not even asked about: what it decides cannot be put on record just now. */
const NOT_KEPT = 'not_kept'

/** The refusal that a caller of the API is given. */
export function contactRefusal({
  code,
  ruleIds,
  nextAllowedAtMs = null,
}: Omit<RefusedContact, 'code'> & { readonly code: ContactRefusalCode | typeof NOT_KEPT }): Refusal {
  if (code === NOT_KEPT) {
    const why =
      'Nothing was sent, and nobody was called: too much that was decided about contacting them waits to be put on record. Try again in a minute.'
    return new Refusal('unavailable', why, { retryAfterSeconds: OWED_WAIT_MS / 1_000 })
  }
  const extra = nextAllowedAtMs === null ? {} : { extra: { next_allowed_at: new Date(nextAllowedAtMs).toISOString() } }
  return new Refusal(code, WHY[code], { ruleIds, ...extra })
}
