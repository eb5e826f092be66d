import type { RequestRow } from './change-request.ts'
import { isAtLeast } from './request.ts'
import type { Wording } from './words/wording.ts'

/** By when it is answered, as whoever asked is told: until it is sure who they are, only as it follows from what they gave. */
export function toldDue({ identityLevel, dueAtMs, toldDueAtMs }: RequestRow): Pick<RequestRow, 'dueAtMs'> {
  return { dueAtMs: isAtLeast(identityLevel, 'L3') ? dueAtMs : (toldDueAtMs ?? dueAtMs) }
}

/** The name of the business, for who named it or is known; to anybody else it would say whose customers they are. */
export const toldName = (
  { named, identityLevel }: Pick<RequestRow, 'named' | 'identityLevel'>,
  name: string,
  { unnamed }: Pick<Wording, 'unnamed'>,
): string => (named || isAtLeast(identityLevel, 'L3') ? name : unnamed)
