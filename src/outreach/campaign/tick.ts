import { and, eq, sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'
import { emitWhile } from '../../events/emit-while.ts'
import { wakeQuietly } from '../../events/wake.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { Result } from '../../kernel/result.ts'
import { campaignMembers } from '../../records/campaign-members/table.ts'
import { campaigns } from '../../records/campaigns/table.ts'
import { afterOutcome, afterRefusal, isOfBusiness, type AttemptOutcome, type Progress } from './advance-member.ts'
import { attemptOutcomes, type Found } from './attempt-outcomes.ts'
import type { CampaignRow, MemberRow, Target } from './campaign.ts'
import { nextInWindow } from './campaign-window.ts'
import {
  claimMembers,
  dueMembers,
  endWaiting,
  keepProgress,
  membersUnderWay,
  nextDueAtMs,
  noteSubject,
  putOff,
} from './due-members.ts'
import { findCampaign } from './find-campaign.ts'
import { paceAtMs, paceNow, type Pace } from './pace.ts'
import { openTarget, PUT_OFF, SLOT_GONE, staysAs, type Hindered } from './start-attempt.ts'

/** People whom one tick may begin with; it reads no more than these and those under way. */
export const PAGE_MAX = 100
/** Contacts under way at a time. */
export const AT_ONCE_MAX = 200
/** How soon it is looked what became of what is under way. */
const LOOK_MS = 5_000
/** An attempt of which the records know nothing for so long came to nothing. */
const UNHEARD_MS = 30 * 60_000
const STARTS_AT_A_TIME = 10
/** Then the gate is asked again, and says when it may be. */
const PUT_OFF_MS = 60_000

/** What a tick needs of the object whose it is. */
export interface Ticking {
  /** Nothing is begun any more: asked in the step in which an attempt begins. */
  readonly isHalted: () => boolean
  readonly pace: () => Pace | null
  readonly keepPace: (pace: Pace) => void
  readonly lotAtMs: () => number | null
  readonly keepLot: (atMs: number) => void
  /** The IANA zones in which somebody with this number may be. */
  readonly zonesOf: (target: Target, channel: string, nowMs: number) => readonly string[]
  /** Begins the attempt of a member on their channel. Asked again, it is the same attempt. */
  readonly begin: (ctx: Ctx, campaign: CampaignRow, member: MemberRow) => Promise<Result<string, Hindered>>
  /** Takes an attempt back that was called off while it began. */
  readonly takeBack: (ctx: Ctx, member: MemberRow) => Promise<boolean>
}

/**
 * One tick of a campaign: learns what became of what is under way, begins as much as it may, and says when it is due next,
 * epoch milliseconds; null when it is over or waits for somebody. Bounded, and safe to lose in the middle.
 */
export async function tick(ctx: Ctx, campaignId: string, ticking: Ticking): Promise<number | null> {
  const campaign = await findCampaign(ctx, campaignId)
  if (campaign === null || campaign.status === 'importing' || campaign.status === 'completed') return null
  if (campaign.status === 'scheduled') {
    if (ctx.nowMs < campaign.startsAtMs) return campaign.startsAtMs
    await begin(ctx, campaign)
  }
  const underWay = await membersUnderWay(ctx, campaignId, AT_ONCE_MAX)
  const stillOut = await settle(ctx, campaign, underWay, ticking)
  const isRunning = campaign.status === 'scheduled' || campaign.status === 'running'
  if (!isRunning || ticking.isHalted()) return stillOut === 0 ? null : ctx.nowMs + LOOK_MS
  if (campaign.endsAtMs !== null && ctx.nowMs >= campaign.endsAtMs) await endWaiting(ctx, campaignId, 'ended')
  const begun = await beginDue(ctx, campaign, stillOut, ticking)
  return next(ctx, campaign, stillOut + begun, ticking)
}

async function begin(ctx: Ctx, { id, startsAtMs }: CampaignRow): Promise<void> {
  const isScheduled = and(eq(campaigns.id, id), eq(campaigns.tenantId, ctx.tenantId), eq(campaigns.status, 'scheduled'))
  const told = { campaign_id: id, status: 'running', attempts: 0 }
  await ctx.db.batch([
    emitWhile(ctx, 'campaign.started', told, { table: campaigns, condition: isScheduled }),
    ctx.db.update(campaigns).set({ status: 'running', startsAtMs, updatedAtMs: ctx.nowMs }).where(isScheduled),
  ])
  await wakeQuietly(ctx)
}

/** Learns what became of attempts, and begins those again that were lost on the way. Gives how many are still out. */
async function settle(
  ctx: Ctx,
  campaign: CampaignRow,
  underWay: readonly MemberRow[],
  ticking: Ticking,
): Promise<number> {
  const lost = underWay.filter(({ subjectId }) => subjectId === null)
  const known = await attemptOutcomes(
    ctx,
    underWay.flatMap(({ subjectId }) => subjectId ?? []),
  )
  let out = ticking.isHalted() ? 0 : await startAll(ctx, campaign, lost, ticking)
  for (const member of underWay) {
    if (member.subjectId === null) continue
    if (await isStillOut(ctx, campaign, member, known.get(member.subjectId))) out += 1
  }
  return out
}

async function isStillOut(ctx: Ctx, campaign: CampaignRow, member: MemberRow, found?: Found): Promise<boolean> {
  const isUnheard = found === undefined && ctx.nowMs - member.updatedAtMs > UNHEARD_MS
  const outcome = isUnheard ? 'failed' : (found?.outcome ?? null)
  if (outcome === null) return true
  const next = afterFound(member, { outcome, code: found?.code ?? null }, campaign, ctx.nowMs)
  const personId = found?.personId ?? null
  await keepProgress(ctx, member, next, personId === null ? {} : { personId })
  return false
}

/** What the clock held back in the last moment has not been tried: it is begun once more, at an hour that is allowed. */
function afterFound(
  member: MemberRow,
  { outcome, code }: Pick<Found, 'code'> & { readonly outcome: AttemptOutcome },
  campaign: CampaignRow,
  nowMs: number,
): Progress {
  if (member.lastCode === SLOT_GONE) return { ...member, status: 'exhausted', nextAtMs: null }
  const isPutOff = outcome === 'failed' && LATE.has(code ?? '') && member.lastCode !== PUT_OFF
  if (!isPutOff) return afterOutcome(member, outcome, campaign, nowMs)
  const before = afterRefusal(member, { code: 'unavailable', nextAllowedAtMs: nowMs + PUT_OFF_MS }, campaign, nowMs)
  return { ...before, lastCode: PUT_OFF }
}

/** Words for "the clock or a cap said no as it was to start". */
const LATE: ReadonlySet<string> = new Set(['quiet_hours', 'frequency_cap', 'contact_refused'])

/** Begins with whoever is due, as far as pace and room allow. Gives how many are out for it. */
async function beginDue(ctx: Ctx, campaign: CampaignRow, stillOut: number, ticking: Ticking): Promise<number> {
  const pace = paceNow(ticking.pace(), campaign.perMinute, ctx.nowMs)
  const room = Math.min(PAGE_MAX, Math.floor(pace.tokens), campaign.atOnce - stillOut, lotRoom(ctx, campaign, ticking))
  ticking.keepPace(pace)
  if (room <= 0) return 0
  const due = await dueMembers(ctx, campaign.id, PAGE_MAX)
  const { now, later } = await sorted(ctx, campaign, due, ticking)
  await putOff(ctx, later)
  const claimed = ticking.isHalted() ? [] : await claimMembers(ctx, campaign.id, now.slice(0, room))
  ticking.keepPace({ ...pace, tokens: pace.tokens - claimed.length })
  if (campaign.kind === 'waitlist' && claimed.length > 0) ticking.keepLot(ctx.nowMs)
  return startAll(ctx, campaign, claimed, ticking)
}

/** A waitlist asks a lot of people, and leaves them their time before it asks the next. */
function lotRoom(ctx: Ctx, campaign: CampaignRow, ticking: Ticking): number {
  const lotAtMs = campaign.kind === 'waitlist' ? ticking.lotAtMs() : null
  return lotAtMs !== null && ctx.nowMs < lotAtMs + lotMs(campaign) ? 0 : PAGE_MAX
}

const LOT_MINUTES = 10
const lotMs = ({ content }: CampaignRow): number => (Number(content['lotMinutes']) || LOT_MINUTES) * 60_000

/** Who of those that are due may be contacted now by the campaign's own window, and when the others may. */
async function sorted(ctx: Ctx, campaign: CampaignRow, due: readonly MemberRow[], ticking: Ticking) {
  const now: MemberRow[] = []
  const later: { id: string; nextAtMs: number }[] = []
  const targets = await Promise.all(due.map((member) => openTarget(ctx, member)))
  for (const [nth, member] of due.entries()) {
    const target = targets[nth] ?? null
    const zones = target === null ? [] : ticking.zonesOf(target, campaign.channels[member.channelAt] ?? '', ctx.nowMs)
    const openAtMs = nextInWindow(campaign.window, zones, ctx.nowMs)
    // Zones that are never open at once: the window is no reason to call at night, so it is asked again in a week.
    const nextAtMs = openAtMs ?? ctx.nowMs + 7 * 24 * 60 * 60 * 1000
    // Whoever does not open waits for no hour: they are not contacted.
    if (nextAtMs <= ctx.nowMs || target === null) now.push(member)
    else later.push({ id: member.id, nextAtMs })
  }
  return { now, later }
}

/** Begins attempts, some at a time. Gives how many are out for it. One that fails on the way is begun again by the next tick. */
async function startAll(
  ctx: Ctx,
  campaign: CampaignRow,
  members: readonly MemberRow[],
  ticking: Ticking,
): Promise<number> {
  let out = 0
  const waiting = [...members]
  const start = async (): Promise<void> => {
    for (let member = waiting.shift(); member !== undefined; member = waiting.shift()) {
      const isOut = await startOne(ctx, campaign, member, ticking).catch((error: unknown) => {
        log.warn('campaign.not_begun', { campaignId: campaign.id, error: errorName(error) })
        return true
      })
      if (isOut) out += 1
    }
  }
  await Promise.all(Array.from({ length: STARTS_AT_A_TIME }, start))
  return out
}

async function startOne(ctx: Ctx, campaign: CampaignRow, member: MemberRow, ticking: Ticking): Promise<boolean> {
  if (ticking.isHalted()) return true
  const started = await ticking.begin(ctx, campaign, member)
  if (started.ok) {
    const isWanted = await noteSubject(ctx, member, started.value)
    // It took longer to begin than whoever called the campaign off has waited.
    if (!isWanted) await ticking.takeBack(ctx, { ...member, subjectId: started.value })
    return isWanted
  }
  const { code, nextAllowedAtMs } = started.error
  if (code === 'pointless') {
    const isOpen = (await openTarget(ctx, member)) !== null
    const end = isOpen ? ({ status: 'cancelled', lastCode: code } as const) : UNREADABLE
    await keepProgress(ctx, member, { ...member, ...end, nextAtMs: null })
    return false
  }
  const isForAll = code === 'no_line' || code === 'no_words' || isOfBusiness(code)
  if (isForAll) await pauseFor(ctx, campaign.id)
  const refusal = code === 'no_line' || code === 'no_words' ? ('unavailable' as const) : code
  const after = afterRefusal(member, { code: refusal, nextAllowedAtMs }, campaign, ctx.nowMs)
  await keepProgress(ctx, member, { ...after, lastCode: staysAs(member.lastCode) ? member.lastCode : code })
  return false
}

/** Nobody can say any more who they are: their row is of a copy of the database, and the key that it is sealed with is gone. */
const UNREADABLE = { status: 'refused', lastCode: 'unreadable' } as const

/** What stands against everybody is for the business to see to: nobody is lost for it. */
async function pauseFor(ctx: Ctx, campaignId: string): Promise<void> {
  const isRunning = and(eq(campaigns.id, campaignId), eq(campaigns.status, 'running'))
  await ctx.db.update(campaigns).set({ status: 'paused', updatedAtMs: ctx.nowMs }).where(isRunning)
}

/** When there is something to do again. Ends the campaign when there never will be. */
async function next(ctx: Ctx, campaign: CampaignRow, out: number, ticking: Ticking): Promise<number | null> {
  const dueAtMs = await nextDueAtMs(ctx, campaign.id)
  if (dueAtMs === null && out === 0) {
    await complete(ctx, campaign.id)
    return null
  }
  const pace = ticking.pace()
  const paceMs = pace === null ? ctx.nowMs : paceAtMs(pace, campaign.perMinute)
  const lotAtMs = campaign.kind === 'waitlist' ? (ticking.lotAtMs() ?? 0) + lotMs(campaign) : 0
  const beginAtMs =
    dueAtMs === null || out >= campaign.atOnce ? Infinity : Math.max(dueAtMs, paceMs, lotAtMs, ctx.nowMs)
  return Math.min(beginAtMs, out > 0 ? ctx.nowMs + LOOK_MS : Infinity, campaign.endsAtMs ?? Infinity)
}

/** Nobody waits and nothing is out. The one count of everybody there is, once in a campaign's life. */
async function complete(ctx: Ctx, campaignId: string): Promise<void> {
  const isRunning = and(eq(campaigns.id, campaignId), eq(campaigns.status, 'running'))
  const [sum] = await ctx.db
    .select({ attempts: sql<number>`coalesce(sum(${campaignMembers.attempts}), 0)` })
    .from(campaignMembers)
    .where(eq(campaignMembers.campaignId, campaignId))
  const told = { campaign_id: campaignId, status: 'completed', attempts: sum?.attempts ?? 0 }
  await ctx.db.batch([
    emitWhile(ctx, 'campaign.completed', told, { table: campaigns, condition: isRunning }),
    ctx.db.update(campaigns).set({ status: 'completed', updatedAtMs: ctx.nowMs }).where(isRunning),
  ])
  await wakeQuietly(ctx)
}
