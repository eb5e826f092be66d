import type { Ctx } from '../context.ts'
import { findRequest, hasEnded, typesOf } from './change-request.ts'
import { completeRequest } from './complete-request.ts'
import { findPerson } from './find-person.ts'
import { openRequest } from './open-request.ts'
import { hasEndedAlready } from './refuse-request.ts'
import { openDetails } from './request-details.ts'
import { isAtLeast } from './request.ts'
import { FORWARDED } from './words.ts'

/**
 * Passes a request that came to the platform on to the business it is about. It is as old there as it was here, and the same
 * however often it is passed on. What was known of who asks counts there as far as the mail itself says it. Whoever asked is told by
 * who passes it on.
 *
 * @returns its id there; null where there is no such request.
 * @throws Refusal `conflict` for one that has ended otherwise.
 */
export async function forwardRequest(platform: Ctx, requestId: string, business: Ctx): Promise<string | null> {
  const row = await findRequest(platform, requestId)
  if (row === undefined) return null
  if (hasEnded(row) && row.outcome !== FORWARDED) throw hasEndedAlready()
  const details = await openDetails(platform, row)
  const { phones = [], emails = [] } = details
  const opened = await openRequest(business, {
    types: typesOf(row),
    source: row.source,
    identityLevel: isAtLeast(row.identityLevel, 'L1') ? 'L1' : 'L0',
    personId: await findPerson(business, { phones, emails, whatsappIds: [] }),
    // Whoever asked named it, or whoever read what they wrote knows that they meant it.
    named: true,
    place: PLACES[row.regime] ?? null,
    details,
    dedupe: `forwarded:${row.id}`,
    receivedAtMs: row.receivedAtMs,
  })
  await completeRequest(platform, row.id, FORWARDED)
  return opened.requestId
}

/** What they named as their place is not kept; what followed from it is. */
const PLACES: Readonly<Record<string, string>> = { ccpa: 'US-CA', gdpr: 'DE' }
