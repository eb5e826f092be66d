import { isAtLeast, type IdentityLevel, type RequestType } from './request.ts'

/**
 * What may be done for somebody who asks. Beside the rights themselves: `categories` tells which kinds of data are kept,
 * `object_to_marketing` ends advertising, `status` says how far their own request is, `withdraw` takes it back.
 */
export type Act = RequestType | 'categories' | 'object_to_marketing' | 'status' | 'withdraw'

/** What makes it riskier to be wrong about who asks. */
export interface Circumstances {
  /** They ask for somebody else: as their agent, or a child's parent. */
  readonly isOnBehalf?: boolean
  /** The business keeps health data. */
  readonly isHealthCare?: boolean
}

/**
 * How sure it must be who asks. An end to being contacted harms nobody much and is never to be made hard (47 CFR
 * 64.1200(a)(10); CCPA regulations, section 7060). What is given out or unmade needs a channel that was known before.
 */
const NEEDED: Readonly<Record<Act, IdentityLevel>> = {
  optout_all: 'L0',
  optout_marketing: 'L0',
  optout_voice: 'L0',
  optout_sms: 'L0',
  optout_whatsapp: 'L0',
  object_to_marketing: 'L1',
  status: 'L1',
  withdraw: 'L1',
  categories: 'L2',
  correct: 'L2',
  object: 'L2',
  restrict: 'L2',
  delete: 'L3',
  access: 'L3',
  portability: 'L3',
}

/** What gives specific pieces away. */
const GIVES_AWAY: readonly Act[] = ['access', 'portability']

/** The least that must be known of who asks before `act`. */
export function neededFor(act: Act, { isOnBehalf = false, isHealthCare = false }: Circumstances = {}): IdentityLevel {
  const needed = NEEDED[act]
  if (needed === 'L0') return needed
  if (isOnBehalf || (isHealthCare && GIVES_AWAY.includes(act))) return 'L4'
  return needed
}

/** Whether `act` may be done for somebody of whom so much is known. */
export const permits = (level: IdentityLevel, act: Act, circumstances?: Circumstances): boolean =>
  isAtLeast(level, neededFor(act, circumstances))
