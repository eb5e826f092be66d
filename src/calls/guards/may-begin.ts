import type { Db } from '../../context.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { Limits } from '../../tenants/limits.ts'
import { decide, type Load, type RefusedFor } from './decide.ts'
import { callsOf, liveCalls, newLetIn, noteLetIn, noteRows, type LetIn } from './let-in.ts'
import { readStanding, type Standing, type Whose } from './standing.ts'

/** A call that rings. */
export interface Ringing extends Whose {
  readonly objectName: string
  /** Null when the number is withheld: such a caller is never blocked, nor counted as one. */
  readonly phoneToken: string | null
  /** As it was made with former peppers: a block may be under one of these. */
  readonly formerTokens?: readonly string[]
  readonly limits: Limits
}

/** How long an isolate lets callers in by what it read. Nobody is turned away by what is older than the second. */
const FRESH_MS = 5_000
const FRESH_TO_REFUSE_MS = 1_000
const BUSINESSES_MAX = 2_000

/** While one call reads anew, the others are let in by what was read before. */
const STALE_MS_MAX = 10_000

interface Known {
  standing: Standing | null
  /** When somebody last began to read. */
  askedAtMs: number
  readonly letIn: LetIn
}

const businesses = new Map<string, Known>()

/** Forgets what was read of all businesses, so that this isolate's own writes are seen at once. */
export function dropStandings(): void {
  for (const known of businesses.values()) known.standing = null
}

/**
 * Why a call is turned away, or null: then it counts as begun.
 *
 * No statement on the warm path. Where the store cannot be asked the call is let in: limits are there for the bill, and a
 * caller is worth more.
 */
export async function mayBegin(db: Db, ringing: Ringing, nowMs: number): Promise<RefusedFor | null> {
  const known = knownOf(ringing)
  const { objectName, phoneToken, limits } = ringing
  if (known.letIn.young.has(objectName)) return null
  try {
    const standing = await standingOf(db, known, { ringing, nowMs, freshMs: FRESH_MS })
    if (refusedBy(standing, known, ringing, nowMs) !== null) {
      const fresh = await standingOf(db, known, { ringing, nowMs, freshMs: FRESH_TO_REFUSE_MS })
      if (fresh.young.has(objectName)) return null
      const reason = decide(loadOf(fresh, known.letIn, ringing, nowMs), limits)
      if (reason !== null) return reason
    }
  } catch (error) {
    log.warn('call.limits_unknown', { tenantId: ringing.tenantId, error: errorName(error) })
  }
  // Nothing is awaited between the decision and this, so that two calls do not take one place.
  noteLetIn(known.letIn, objectName, phoneToken, nowMs)
  return null
}

const refusedBy = (standing: Standing, { letIn }: Known, ringing: Ringing, nowMs: number): RefusedFor | null =>
  decide(loadOf(standing, letIn, ringing, nowMs), ringing.limits)

function knownOf({ tenantId, livemode }: Whose): Known {
  const name = `${tenantId}:${livemode}`
  const known = businesses.get(name) ?? { standing: null, askedAtMs: 0, letIn: newLetIn() }
  if (!businesses.has(name) && businesses.size >= BUSINESSES_MAX) businesses.clear()
  businesses.set(name, known)
  return known
}

interface Look {
  readonly ringing: Ringing
  readonly nowMs: number
  readonly freshMs: number
}

async function standingOf(db: Db, known: Known, { ringing, nowMs, freshMs }: Look): Promise<Standing> {
  const { standing } = known
  const isAsked = freshMs === FRESH_MS && nowMs - known.askedAtMs < FRESH_MS
  if (standing !== null && nowMs - standing.readAtMs < (isAsked ? STALE_MS_MAX : freshMs)) return standing
  known.askedAtMs = nowMs
  known.standing = await readStanding(db, ringing, nowMs)
  noteRows(known.letIn, known.standing)
  return known.standing
}

type Caller = Pick<Ringing, 'phoneToken' | 'formerTokens'>

const loadOf = (standing: Standing, letIn: LetIn, { phoneToken, formerTokens = [] }: Caller, nowMs: number): Load => ({
  isBlocked: phoneToken !== null && [phoneToken, ...formerTokens].some((token) => standing.blocked.has(token)),
  callerCalls: callsOf(standing, letIn, phoneToken, nowMs),
  liveCalls: liveCalls(standing, letIn, nowMs),
  usedSeconds: standing.usedSeconds + standing.liveSeconds,
  usedTokens: standing.usedTokens,
})
