import { permits, type Circumstances } from './permits.ts'
import { ENDED_STATUSES, type IdentityLevel, type RequestStatus, type RequestType } from './request.ts'

/** What decides what is to be done about a request next. */
export interface Standing extends Circumstances {
  readonly status: RequestStatus
  readonly types: readonly RequestType[]
  readonly done: readonly RequestType[]
  readonly level: IdentityLevel
  readonly isPersonKnown: boolean
  /** No channel that was known before leads to them: nothing can be sent there to be told back. */
  readonly isOutOfReach: boolean
  /** What is known of the person is not what whoever asks says of themselves: the number may have changed hands. */
  readonly isDoubtful: boolean
  /** The business has called off the erasure that was to be: only it can have it done after all. */
  readonly isCalledOff: boolean
  /** What of theirs was put together for it already, whether they got it or not. */
  readonly putTogether: 'all' | 'categories' | null
  /** What they want corrected is named, and is no way to reach them. */
  readonly isPlainCorrection: boolean
}

export type Step =
  | { readonly do: 'opt_out'; readonly types: readonly RequestType[] }
  | { readonly do: 'object' | 'restrict' | 'correct' }
  | { readonly do: 'export'; readonly scope: 'all' | 'categories'; readonly types: readonly RequestType[] }
  | { readonly do: 'erase' }
  /** All is seen to. */
  | { readonly do: 'complete' }
  /** Nothing more can be done until somebody says more. */
  | { readonly do: 'wait'; readonly status: 'received' | 'awaiting_identity' | 'with_business' }

/** An end to being contacted, in whole or in part. */
export const OPT_OUTS: readonly RequestType[] = [
  'optout_all',
  'optout_marketing',
  'optout_voice',
  'optout_sms',
  'optout_whatsapp',
]

/** What is under way, or over, is not begun again. */
const AT_REST: readonly RequestStatus[] = ['waiting', 'working', ...ENDED_STATUSES]

/**
 * What is to be done next about a request; null while something is under way, or when it is over. Pure.
 *
 * An end to being contacted comes first, whoever asks. What is deleted last can still be given out before.
 */
export function nextStep(standing: Standing): Step | null {
  const { status, types, done } = standing
  if (AT_REST.includes(status)) return null
  const left = types.filter((type) => !done.includes(type))
  const optOuts = left.filter((type) => OPT_OUTS.includes(type))
  if (optOuts.length > 0) return { do: 'opt_out', types: optOuts }
  if (left.length === 0) return { do: 'complete' }
  return aboutPerson(standing, left) ?? { do: 'wait', status: waitingFor(standing, left) }
}

function aboutPerson(standing: Standing, left: readonly RequestType[]): Step | null {
  const { level, isPersonKnown, isDoubtful, isPlainCorrection } = standing
  // Only the business can say whose data it is, where that is in doubt.
  if (!isPersonKnown || (isDoubtful && level !== 'L4')) return null
  const may = left.filter((type) => permits(level, type, standing))
  if (may.includes('object')) return { do: 'object' }
  if (may.includes('restrict')) return { do: 'restrict' }
  if (may.includes('correct') && isPlainCorrection) return { do: 'correct' }
  return givenOut(standing, left, may) ?? erased(standing, left, may)
}

const COPIES: readonly RequestType[] = ['access', 'portability']

function givenOut(standing: Standing, left: readonly RequestType[], may: readonly RequestType[]): Step | null {
  const types = left.filter((type) => COPIES.includes(type))
  if (types.length === 0 || standing.putTogether === 'all') return null
  if (types.some((type) => may.includes(type))) return { do: 'export', scope: 'all', types }
  const isAllThereIs = standing.isOutOfReach && permits(standing.level, 'categories', standing)
  return isAllThereIs && standing.putTogether === null ? { do: 'export', scope: 'categories', types } : null
}

/** What is to be given out is given out before. */
function erased({ isCalledOff }: Standing, left: readonly RequestType[], may: readonly RequestType[]): Step | null {
  const isLast = !left.some((type) => COPIES.includes(type))
  return may.includes('delete') && isLast && !isCalledOff ? { do: 'erase' } : null
}

/** For whom it waits: for the asker, where a word of theirs can still help, else for the business. */
function waitingFor(
  { status, level, isPersonKnown, isOutOfReach, isDoubtful, isCalledOff, ...circumstances }: Standing,
  left: readonly RequestType[],
): 'received' | 'awaiting_identity' | 'with_business' {
  if (!isPersonKnown || isOutOfReach || isDoubtful || isCalledOff) return 'with_business'
  if (status === 'with_business') return status
  const canHelp = level < 'L3' && left.some((type) => permits('L3', type, circumstances) && !permits(level, type))
  if (!canHelp) return 'with_business'
  return status === 'awaiting_identity' ? 'awaiting_identity' : 'received'
}
