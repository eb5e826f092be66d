import { nextEscalationAtMs } from './deadlines.ts'
import { ENDED_STATUSES, isAtLeast, type IdentityLevel, type RequestStatus } from './request.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** So long a request waits for whoever asked to say who they are, and no longer than it may take to answer it. */
const IDENTITY_WAIT_MS = 30 * DAY_MS

/** After this it is asked what came of what is under way, and what was lost on the way is done once more. */
export const AGAIN_MS = 10 * 60 * 1000

/** What of a request says when there is something to be done about it. */
export interface Looked {
  readonly status: RequestStatus
  readonly source: string
  readonly identityLevel: IdentityLevel
  readonly extendedAtMs: number | null
  readonly receivedAtMs: number
  readonly acknowledgeByMs: number | null
  readonly acknowledgedAtMs: number | null
  readonly dueAtMs: number
  readonly escalatedPercent: number
  readonly toldAtMs: number | null
}

/** Whether whoever asked is answered by mail: by whom they asked in a talk or through the business they are answered there. */
export const isAnsweredByMail = ({ source }: { readonly source: string }): boolean =>
  source === 'email' || source === 'site'

/**
 * Until when whoever asked may still say who they are; null where that is not what it waits for. For a stranger who wrote it is
 * the same whether anybody is known by what they gave or not: who waits for a code is not told apart from who can get none.
 */
export function identityEndsAtMs(row: Looked): number | null {
  const { status, identityLevel, receivedAtMs, dueAtMs, extendedAtMs } = row
  const isStranger = isAnsweredByMail(row) && !isAtLeast(identityLevel, 'L2')
  const isWaited = status === 'received' || status === 'awaiting_identity' || (status === 'with_business' && isStranger)
  if (!isWaited) return null
  return extendedAtMs === null ? Math.min(receivedAtMs + IDENTITY_WAIT_MS, dueAtMs) : dueAtMs
}

/** When we acknowledge a request ourselves, that nobody has: half the time there is for it. Null: there is no need to. */
export const acknowledgeAtMs = ({ receivedAtMs, acknowledgeByMs, acknowledgedAtMs }: Looked): number | null =>
  acknowledgeByMs === null || acknowledgedAtMs !== null ? null : Math.floor((receivedAtMs + acknowledgeByMs) / 2)

/** When there is next something to be done about a request by itself; null: never again. Pure. */
export function nextLookAtMs(row: Looked, nowMs: number): number | null {
  if (ENDED_STATUSES.includes(row.status)) return row.toldAtMs === null ? nowMs + AGAIN_MS : null
  const isUnderWay = row.status === 'waiting' || row.status === 'working'
  const times = [
    identityEndsAtMs(row),
    acknowledgeAtMs(row),
    nextEscalationAtMs(row, row.escalatedPercent),
    isUnderWay ? nowMs + AGAIN_MS : null,
  ]
  const next = Math.min(...times.map((atMs) => atMs ?? Number.POSITIVE_INFINITY))
  return Number.isFinite(next) ? next : null
}
