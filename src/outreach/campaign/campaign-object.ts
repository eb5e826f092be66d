import { DurableObject } from 'cloudflare:workers'
import type { CampaignChange } from './change-campaign.ts'
import { contextOf, type Ctx } from '../../context.ts'
import type { Env } from '../../env.ts'
import { errorName, log } from '../../kernel/log.ts'
import { UnderWay } from '../../kernel/under-way.ts'
import { refuseElsewhere } from '../../records/object-region.ts'
import type { Region } from '../../records/region.ts'
import type { AnswerTold, AskedMember } from './answer-member.ts'
import { loadWork } from './later-campaign.ts'
import type { Pace } from './pace.ts'
import type { MemberReport } from './take-reports.ts'
import type { Ticking } from './tick.ts'

/** Whose campaign this is. None of it ever changes. */
export interface CampaignPins {
  readonly tenantId: string
  readonly region: Region
  readonly livemode: boolean
  readonly campaignId: string
}

/** What fails is tried again after this. */
const RETRY_MS = 5_000
/** So long a cancellation waits for an attempt that had begun before it. */
const SETTLE_MS_MAX = 3_000
/** Reports taken up in one alarm. */
const REPORTS_MAX = 200

type Work = Awaited<ReturnType<typeof loadWork>>

interface ReportRow extends Record<string, SqlStorageValue> {
  seq: number
  body: string
}

/**
 * The clock of one campaign: one tick at a time, and one answer after the other. Who is to be contacted, and how far that is,
 * is in the records; here is only what must not be in two places at once.
 *
 * Once `halt` has returned nothing of it begins any more.
 */
export class Campaign extends DurableObject<Env> {
  readonly #underWay = new UnderWay()
  #turn: Promise<unknown> = Promise.resolve()
  #answers: Promise<unknown> = Promise.resolve()
  #hasReports = false

  /** There may be something to do. */
  async wake(pins: CampaignPins): Promise<void> {
    this.#begin(pins)
    await this.#ring(Date.now())
  }

  /** Begins nothing more; cancelled, also takes back what has not gone out. False when the campaign is over. */
  async halt(pins: CampaignPins, to: 'paused' | 'cancelled'): Promise<boolean> {
    this.#begin(pins)
    // From this step on no attempt begins.
    this.ctx.storage.kv.put('halted', true)
    const { setStatus, callOff, takeBackAttempt } = await loadWork()
    const ctx = this.#ctx()
    const isHalted = (await setStatus(ctx, pins.campaignId, to)) !== null
    await this.#settled()
    if (isHalted && to === 'cancelled') await callOff(ctx, pins.campaignId, (member) => takeBackAttempt(ctx, member))
    await this.#ring(Date.now())
    return isHalted
  }

  /** Goes on after a pause. False when the campaign is over. */
  async resume(pins: CampaignPins): Promise<boolean> {
    this.#begin(pins)
    const { setStatus } = await loadWork()
    const isOpen = (await setStatus(this.#ctx(), pins.campaignId, 'running')) !== null
    if (isOpen) this.ctx.storage.kv.delete('halted')
    await this.#ring(Date.now())
    return isOpen
  }

  /** Goes at another speed, or at other hours, from the next tick on: one that is under way puts nobody off afterwards. */
  async change(pins: CampaignPins, change: CampaignChange): Promise<boolean> {
    this.#begin(pins)
    const { changeCampaign } = await loadWork()
    const isOpen = await this.#inTurn(() => changeCampaign(this.#ctx(), pins.campaignId, change))
    await this.#ring(Date.now())
    return isOpen
  }

  /** Takes what became of an attempt. Durable when it has returned, and taken up later: nobody waits for a campaign. */
  async report(pins: CampaignPins, report: MemberReport): Promise<void> {
    this.#begin(pins)
    this.#reports().exec('INSERT INTO reports (body) VALUES (?)', JSON.stringify(report))
    await this.#ring(Date.now())
  }

  /** Does what a member's answer asks for, one after the other. Null where it answers nothing that the campaign has asked. */
  answer(pins: CampaignPins, asked: AskedMember): Promise<AnswerTold | null> {
    this.#begin(pins)
    const run = this.#answers.then(async () => {
      const { takeAnswer } = await loadWork()
      const told = await takeAnswer(this.#ctx(), pins.campaignId, asked)
      // Nobody has time for themselves any more: the others are told at once.
      if (told?.answered === 'taken') this.ctx.storage.kv.delete('lot')
      await this.#ring(Date.now())
      return told
    })
    this.#answers = run.catch(() => undefined)
    return run
  }

  /** Never throws: what could not be done is tried again. */
  override async alarm(): Promise<void> {
    try {
      const nextAtMs = await this.#inTurn(() => this.#work())
      if (nextAtMs !== null) await this.#ring(nextAtMs)
    } catch (error) {
      log.error('campaign.tick_failed', { error: errorName(error) })
      await this.ctx.storage.setAlarm(Date.now() + RETRY_MS)
    }
  }

  async #work(): Promise<number | null> {
    const pins = this.#pins
    if (pins === null) return null
    const work = await loadWork()
    const sql = this.#reports()
    const rows = sql.exec<ReportRow>('SELECT seq, body FROM reports ORDER BY seq LIMIT ?', REPORTS_MAX).toArray()
    await work.takeReports(
      this.#ctx(),
      pins.campaignId,
      rows.map(({ body }) => JSON.parse(body) as MemberReport),
    )
    for (const { seq } of rows) sql.exec('DELETE FROM reports WHERE seq = ?', seq)
    const nextAtMs = await work.tick(this.#ctx(), pins.campaignId, this.#ticking(work))
    return rows.length === REPORTS_MAX ? Date.now() : nextAtMs
  }

  #ticking({ beginAttempt, takeBackAttempt, zonesOfTarget }: Work): Ticking {
    const { kv } = this.ctx.storage
    return {
      isHalted: () => kv.get<boolean>('halted') === true,
      pace: () => kv.get<Pace>('pace') ?? null,
      keepPace: (pace) => kv.put('pace', pace),
      lotAtMs: () => kv.get<number>('lot') ?? null,
      keepLot: (atMs) => kv.put('lot', atMs),
      zonesOf: zonesOfTarget,
      takeBack: takeBackAttempt,
      begin: (ctx, campaign, member) => {
        return this.#underWay.note(beginAttempt(ctx, campaign, member))
      },
    }
  }

  /** Waits, within a bound, for attempts that had begun. */
  async #settled(): Promise<void> {
    await this.#underWay.settled(SETTLE_MS_MAX)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work)
    this.#turn = run.catch(() => undefined)
    return run
  }

  #begin(pins: CampaignPins): void {
    if (this.#pins !== null) return
    refuseElsewhere(this.ctx.id, pins.region, this.env.PLATFORM)
    this.ctx.storage.kv.put('pins', pins)
  }

  get #pins(): CampaignPins | null {
    return this.ctx.storage.kv.get<CampaignPins>('pins') ?? null
  }

  #ctx(): Ctx {
    const pins = this.#pins
    if (pins === null) throw new Error('no such campaign')
    return contextOf(this.env, { ...pins, actor: { type: 'system', name: 'campaign' } }, Date.now())
  }

  #reports(): SqlStorage {
    const { sql } = this.ctx.storage
    if (!this.#hasReports)
      sql.exec('CREATE TABLE IF NOT EXISTS reports (seq INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL)')
    this.#hasReports = true
    return sql
  }

  /** Sets the alarm, where it is not set for sooner. */
  async #ring(atMs: number): Promise<void> {
    if (!Number.isFinite(atMs)) return
    const setAtMs = await this.ctx.storage.getAlarm()
    if (setAtMs === null || setAtMs > atMs) await this.ctx.storage.setAlarm(Math.max(atMs, 1))
  }
}
