import type { Ctx } from '../context.ts'
import { personUnder } from '../people/known-as.ts'
import { businessFacts } from './business-facts.ts'
import { NO_PREFERENCES, NOWHERE_KNOWN, type ContactAsk } from './contact.ts'
import { keepDecision } from './decide-contact.ts'
import { namesOf } from './identity-of.ts'
import { loadGate, type Judgement } from './known-facts.ts'
import type { RefusedContact } from './refuse-contact.ts'
import { takenBackUnder } from './standing-agreements.ts'
import { stopsUnderNames } from './stops-under.ts'

/**
 * What the gate says of contacting somebody whom the business does not know yet, by what stands under what they would be reached
 * by. Null for whoever is known: their thread is asked.
 */
export async function judgeStranger(ctx: Ctx, ask: ContactAsk): Promise<Judgement | null> {
  const names = await namesOf(ctx, { phone: ask.phone, userId: ask.userId ?? null })
  if ((await personUnder(ctx, names)) !== null) return null
  const [{ judge }, business, stops, takenBack] = await Promise.all([
    loadGate(),
    businessFacts(ctx),
    stopsUnderNames(ctx, names),
    takenBackUnder(ctx, names),
  ])
  const person = {
    stops,
    isObjecting: false,
    agreements: [],
    takenBack,
    reachedBy: names,
    preferences: NO_PREFERENCES,
    whereabouts: NOWHERE_KNOWN,
    lineTags: [],
    lineType: 'unknown',
    contacts: [],
    windowEndsAtMs: null,
  } as const
  return judge({ ask, person, business })
}

interface WhenStranger {
  /** Where only the clock says no, it may wait. */
  readonly waits: boolean
  /** Throws what is rather to be said. */
  readonly before?: () => Promise<void>
}

/**
 * Why somebody whom the business does not know yet is not contacted, or null. Nobody is made known by being refused: what was
 * decided is kept under the keyed name of what they would have been reached by.
 */
export async function strangerRefused(
  ctx: Ctx,
  ask: ContactAsk,
  { waits, before }: WhenStranger,
): Promise<RefusedContact | null> {
  const judged = await judgeStranger(ctx, ask)
  if (judged === null || judged.refusal === null) return null
  await before?.()
  if (waits && (judged.refusal.nextAllowedAtMs ?? null) !== null) return null
  await keepDecision(ctx, null, ask, judged)
  return judged.refusal
}
