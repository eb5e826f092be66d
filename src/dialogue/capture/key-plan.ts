import type { AgentField } from '../../agents/agent-document.ts'
import { announcementsIn } from './announced.ts'
import type { KeyPlan } from './keys.ts'
import { piecesOf } from './spoken-pieces.ts'

const FIRST_KEY_MS = 10_000
/** Who looks at a card between two keys takes a while; who has entered all of it should not wait. */
const NEXT_KEY_MS = 3_500
const SECRET_NEXT_KEY_MS = 4_000

/** How many digits a field of a type has at the most. Any number is asked for again when it is wrong: one key is enough to try. */
const DIGITS_MAX: Readonly<Partial<Record<AgentField['type'], number>>> = {
  phone: 15,
  number: 12,
  dob: 8,
  date: 8,
  zip: 9,
}
/** The same where every number has ten digits, or eleven with the country's 1. */
const NORTH_AMERICAN_DIGITS_MAX = 11

/** How the field is keyed in; null for one that is not made of digits. */
export function keyPlanOf(field: AgentField, language: string): KeyPlan | null {
  const isNorthAmerican = !/-[A-Z]{2}\b/.test(language) || /-(?:US|CA)\b/.test(language)
  const most = field.type === 'phone' && isNorthAmerican ? NORTH_AMERICAN_DIGITS_MAX : DIGITS_MAX[field.type]
  const max = field.digits?.max ?? most
  return max === undefined ? null : { min: 1, max, masked: false, firstKeyMs: FIRST_KEY_MS, nextKeyMs: NEXT_KEY_MS }
}

const LENGTHS: Readonly<Record<string, { readonly min: number; readonly max: number }>> = {
  card: { min: 12, max: 19 },
  ssn: { min: 4, max: 9 },
  pin: { min: 3, max: 12 },
  cvv: { min: 3, max: 4 },
}
const ASKS_FOR_KEYS = /\b(?:enter|key|keys|keypad|type|punch)\b/i

/** What the caller may key in after these words of the agent's, when it is nobody's to know and no field; null otherwise. */
export function secretAskedFor(words: string): KeyPlan | null {
  if (!ASKS_FOR_KEYS.test(words)) return null
  const length = announcementsIn(piecesOf(words)).flatMap(({ what }) => LENGTHS[what] ?? [])[0]
  const times = { firstKeyMs: FIRST_KEY_MS, nextKeyMs: SECRET_NEXT_KEY_MS }
  return length === undefined ? null : { ...length, masked: true, ...times }
}
