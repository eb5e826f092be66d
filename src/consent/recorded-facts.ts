import { correspondentOf } from '../messages/correspondent.ts'
import { standingOf } from '../messages/send-standing.ts'
import type { Stop } from '../messages/stops.ts'
import type { ThreadHandle } from '../messages/thread-handle.ts'
import { businessFacts } from './business-facts.ts'
import type { BusinessFacts } from './contact.ts'
import type { FactsChange } from './facts-change.ts'
import { namesOf } from './identity-of.ts'
import { readFacts } from './read-facts.ts'

/** What the records say of somebody, with what stands against contacting them under every name they are known by. */
export interface RecordedFacts extends Required<FactsChange> {
  readonly standing: readonly Stop[]
  /** ISO 3166-1 of the WhatsApp user id that they last wrote by, or null. */
  readonly country: string | null
  /** The names of that user id. */
  readonly userNames: readonly string[]
}

const NO_LINE = { provider: '', line: '' } as const

/** Reads what the records say of a person. */
export async function recordedFacts(handle: ThreadHandle, personId: string, nowMs: number): Promise<RecordedFacts> {
  const ctx = handle.ctx(nowMs)
  const [facts, { stops }, wrote] = await Promise.all([
    readFacts(ctx, personId),
    standingOf(ctx, personId, NO_LINE),
    correspondentOf(handle, 'whatsapp'),
  ])
  const userId = wrote?.to.userId ?? null
  const userNames = await namesOf(ctx, { phone: null, userId })
  return { ...facts, standing: stops, country: countryOf(userId), userNames }
}

/** What is known of the business whose thread it is: at most a few seconds old. */
export const businessFactsOf = (handle: ThreadHandle, nowMs: number): Promise<BusinessFacts> =>
  businessFacts(handle.ctx(nowMs))

/** Where somebody's WhatsApp user id is of: it begins with that. */
const countryOf = (userId: string | null): string | null => /^[A-Z]{2}(?=\.)/.exec(userId ?? '')?.[0] ?? null
