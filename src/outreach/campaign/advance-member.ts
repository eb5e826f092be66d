import type { ContactRefusalCode } from '../../consent/contact.ts'
import type { CampaignRow, MemberRow } from './campaign.ts'

/** What came of an attempt. `sent`: the platform has it. `failed` is nobody's wish: another attempt may well succeed. */
export const OUTCOMES = [
  'sent',
  'delivered',
  'answered',
  'voicemail',
  'busy',
  'no_answer',
  'failed',
  'blocked',
] as const
export type AttemptOutcome = (typeof OUTCOMES)[number]

/** Minutes to wait after what did not reach anybody, unless a campaign says otherwise. */
export const RETRY_MINUTES = { busy: 15, no_answer: 120, voicemail: 1_440, failed: 30 } as const
export type RetriedOutcome = keyof typeof RETRY_MINUTES

/** What may be done for a member, as their campaign has it. */
export type Plan = Pick<CampaignRow, 'channels' | 'attemptsMax' | 'retryMinutes' | 'endsAtMs'>

/** How far somebody is. */
export type Progress = Pick<MemberRow, 'status' | 'channelAt' | 'attempts' | 'nextAtMs' | 'lastCode'>

/** Later than this nothing is begun that the clock or a cap has put off. */
const PUT_OFF_MS_MAX = 31 * 24 * 60 * 60 * 1000
const MINUTE_MS = 60_000

const isRetried = (outcome: AttemptOutcome): outcome is RetriedOutcome => outcome in RETRY_MINUTES

/** A member after an attempt. Busy is the same line again; what else did not reach them goes on with the next channel. */
export function afterOutcome(member: Progress, outcome: AttemptOutcome, plan: Plan, nowMs: number): Progress {
  const ended = (status: Progress['status']): Progress => ({ ...member, status, nextAtMs: null, lastCode: outcome })
  if (outcome === 'blocked') return ended('refused')
  if (!isRetried(outcome)) return ended('reached')
  const nextAtMs = nowMs + (plan.retryMinutes[outcome] ?? RETRY_MINUTES[outcome]) * MINUTE_MS
  const isOver = member.attempts >= plan.attemptsMax || (plan.endsAtMs !== null && nextAtMs >= plan.endsAtMs)
  // What was left on a machine has been said, if to nobody.
  if (isOver) return ended(outcome === 'voicemail' ? 'reached' : 'exhausted')
  const channelAt = outcome === 'busy' ? member.channelAt : (member.channelAt + 1) % plan.channels.length
  return { ...member, status: 'waiting', channelAt, nextAtMs, lastCode: outcome }
}

/** Why an attempt was not begun: the gate's word, or that it could not be asked just now. */
export interface NotBegun {
  readonly code: ContactRefusalCode | 'unavailable'
  readonly nextAllowedAtMs: number | null
}

/** About the business, not about one person: nobody of the campaign can be contacted. */
const OF_BUSINESS: ReadonlySet<string> = new Set(['account_closed', 'policy_not_accepted', 'baa_missing', 'dnc_stale'])
export const isOfBusiness = (code: string): boolean => OF_BUSINESS.has(code)

/** Another channel may well be allowed. */
const OF_CHANNEL: ReadonlySet<string> = new Set([
  'no_consent',
  'channel_not_preferred',
  'phi_channel',
  'line_denied',
  'number_invalid',
  'window_closed',
])

/**
 * A member whose attempt was not begun: it does not count. `member.attempts` has it counted.
 *
 * What the clock or a cap refuses is due when they allow it; another refusal ends it, after the channels that are left.
 */
export function afterRefusal(
  member: Progress,
  { code, nextAllowedAtMs }: NotBegun,
  plan: Plan,
  nowMs: number,
): Progress {
  const before = { ...member, attempts: Math.max(0, member.attempts - 1), lastCode: code }
  if (code === 'unavailable' || isOfBusiness(code))
    return { ...before, status: 'waiting', nextAtMs: nextAllowedAtMs ?? nowMs + MINUTE_MS }
  if (nextAllowedAtMs !== null && nextAllowedAtMs > nowMs) {
    const isInTime = nextAllowedAtMs < Math.min(plan.endsAtMs ?? Infinity, nowMs + PUT_OFF_MS_MAX)
    return isInTime ? { ...before, status: 'waiting', nextAtMs: nextAllowedAtMs } : { ...before, ...REFUSED }
  }
  const isLast = member.channelAt + 1 >= plan.channels.length
  if (OF_CHANNEL.has(code) && !isLast)
    return { ...before, status: 'waiting', channelAt: member.channelAt + 1, nextAtMs: nowMs }
  return { ...before, ...REFUSED }
}

const REFUSED = { status: 'refused', nextAtMs: null } as const
