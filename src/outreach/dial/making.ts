import type { CallAbout } from '../../calls/call-memory.ts'
import type { CallPins } from '../../calls/call-state.ts'
import { oweDecision, owesTooMany, OWED_WAIT_MS } from '../../consent/owed-decisions.ts'
import { languageWanted, readyFacts, verdictNow, type Judgement } from '../../consent/known-facts.ts'
import { noteContact } from '../../consent/past-contacts.ts'
import { newId } from '../../kernel/ids.ts'
import { errorName, log } from '../../kernel/log.ts'
import { UnderWay } from '../../kernel/under-way.ts'
import { whereNow } from '../../messages/moves.ts'
import type { ThreadHandle } from '../../messages/thread-handle.ts'
import type { CallOrder, Placed } from '../../providers/telephony/contract.ts'
import { callAsk } from './call-ask.ts'
import type { DialCarrier, DialDoor } from './dial-door.ts'
import * as rows from './dial-rows.ts'
import { advanceDial, type DialEvent } from './dial-state.ts'
import { ourCalls } from './found-calls.ts'
import type { Turn } from './pace.ts'

/** So long an opt-out waits for a request that had begun before it. */
const SETTLE_MS_MAX = 3_000
/** A turn that was not taken by then is another's. */
const TURN_MS_MAX = 20_000
/** The carrier's clock and ours. */
const SKEW_MS_MAX = 2 * 60_000
/** Before most people's voicemail does not pick up any more, and no longer than anybody lets it ring. */
const RING_SECONDS = 30
/** What the carrier ends by itself, should we not: beyond what an agent document lets a call last. */
const SECONDS_TO_SPARE = 120

/** Whom a call is to, and about what. */
export interface DialTarget {
  /** E.164 */
  readonly to: string
  readonly about: CallAbout
}

/** An account that nobody has told us how to speak to. */
const NO_ACCOUNT: Placed = { how: 'refused', error: { code: 'no_account', action: 'config', retryAfterMs: null } }

/** A request that broke off: the carrier may have it. */
const nobodyKnows = (): Placed => ({ how: 'unknown' })

/** Takes the calls of one thread to their carrier, and through what comes of that. */
export class Making {
  readonly #handle: ThreadHandle
  readonly #door: DialDoor
  readonly #underWay = new UnderWay()

  constructor(handle: ThreadHandle, door: DialDoor) {
    this.#handle = handle
    this.#door = door
  }

  get #sql(): SqlStorage {
    return rows.dialsOf(this.#handle)
  }

  settled(): Promise<void> {
    return this.#underWay.settled(SETTLE_MS_MAX)
  }

  /** Takes a call through an event. Synchronous: it has its place in the order of what happens to it. */
  apply(id: string, event: DialEvent): void {
    const row = rows.dialById(this.#sql, id)
    if (row === null) return
    const next = advanceDial(row.state, event, this.#door.clock())
    if (next !== row.state) rows.saveDial(this.#sql, row, next)
  }

  /** Does with a call what is due. */
  async goOn(row: rows.DialRow): Promise<void> {
    const { id, state } = row
    if (!row.isPrepared) await this.prepare(id)
    switch (state.phase) {
      case 'waiting':
        return this.#takeTurn(row)
      case 'dialling':
        return this.apply(id, { type: 'overdue' })
      case 'unknown':
        return this.#look(row)
      case 'placed':
        return this.#letGo(row)
      case 'done':
        return this.#settle(row)
    }
  }

  /** Its object is there, and has a row of it, before anybody is asked to ring it. Safe to repeat. */
  async prepare(id: string): Promise<void> {
    const row = rows.dialById(this.#sql, id)
    const target = row === null || row.isPrepared ? null : await this.#targetOf(row)
    if (row === null || target === null) return
    const pins = pinsOf(this.#handle, row)
    await this.#object(row).prepare({ callId: id, pins, phone: target.to, about: target.about })
    rows.markPrepared(this.#sql, id)
  }

  #object({ plan }: rows.DialRow) {
    return this.#handle.ctx(this.#door.clock()).objects.liveCall(plan.objectName)
  }

  async #targetOf({ id, sealed }: rows.DialRow): Promise<DialTarget | null> {
    const text = sealed === null ? null : await this.#handle.open(id, 'dial', sealed)
    return text === null ? null : (JSON.parse(text) as DialTarget)
  }

  /** Its turn at the account comes first: whatever is asked for the start is asked when it has come. */
  async #takeTurn(row: rows.DialRow): Promise<void> {
    const { turnAtMs } = row.state
    const nowMs = this.#door.clock()
    const isMissed = turnAtMs !== null && nowMs - turnAtMs > TURN_MS_MAX
    const isAsked = turnAtMs === null || isMissed
    const { atMs, isGiven } = isAsked ? await this.#turn(row) : { atMs: turnAtMs, isGiven: true }
    if (isAsked) this.apply(row.id, { type: 'turn', atMs, isGiven })
    if (isGiven && atMs <= this.#door.clock()) await this.#make(row)
  }

  /** Who reaches nobody waits for nobody. */
  async #turn({ plan }: rows.DialRow): Promise<Turn> {
    return this.#handle.pins.livemode ? this.#door.turn(plan.line) : { atMs: this.#door.clock(), isGiven: true }
  }

  async #make(row: rows.DialRow): Promise<void> {
    const { id, plan } = row
    const [target, carrier, urls] = await Promise.all([
      this.#targetOf(row),
      this.#handle.pins.livemode ? this.#door.carrier(plan.line) : null,
      this.#door.urls(plan.line.carrier, plan.objectName),
    ])
    if (target === null) return this.apply(id, { type: 'held', code: 'erased', nextAllowedAtMs: null })
    const now = await whereNow(this.#handle, { phone: target.to, userId: null })
    // It is their old number that was agreed to, and it may be anybody's by now.
    if (now?.phone !== target.to) return this.apply(id, { type: 'held', code: 'moved', nextAllowedAtMs: null })
    await readyFacts(this.#handle, this.#door.clock(), 0, { phone: target.to })
    const placing = this.#start(id, carrier, {
      from: plan.line.ourNumber,
      to: target.to,
      ...urls,
      ringSeconds: RING_SECONDS,
      secondsMax: plan.line.maxMinutes * 60 + SECONDS_TO_SPARE,
    })
    if (placing === null) return
    const placed = await placing
    if (placed.how === 'refused') log.warn('dial.refused', { callId: id, code: placed.error.code })
    this.apply(id, this.#handle.pins.livemode ? { type: 'answered', placed } : { type: 'nobody' })
    if (placed.how === 'accepted') await this.#tellQuietly(row, placed.carrierCallId)
  }

  /**
   * Asks for the last time whether the call may be made, notes that it is, and asks the carrier: one step, that no stop can come
   * between. Null when it may not.
   */
  #start(id: string, carrier: DialCarrier | null, order: CallOrder): Promise<Placed> | null {
    const nowMs = this.#door.clock()
    const row = rows.dialById(this.#sql, id)
    if (row === null || row.state.phase !== 'waiting') return null
    if (nowMs >= row.state.expiresAtMs) {
      this.apply(id, { type: 'held', code: 'expired', nextAllowedAtMs: null })
      return null
    }
    if (owesTooMany(this.#handle)) {
      this.apply(id, { type: 'turn', atMs: nowMs + OWED_WAIT_MS, isGiven: false })
      return null
    }
    const { purpose, whenClosed, line } = row.plan
    const judged = verdictNow(this.#handle, callAsk({ to: order.to, purpose, line }, nowMs), { subjectId: id })
    this.#note(row, judged, nowMs)
    if (judged.refusal !== null) {
      const nextAllowedAtMs = whenClosed === 'wait' ? (judged.refusal.nextAllowedAtMs ?? null) : null
      this.apply(id, { type: 'held', code: judged.refusal.code, nextAllowedAtMs })
      return null
    }
    this.apply(id, { type: 'started' })
    noteContact(this.#handle, { atMs: nowMs, channel: 'voice', purpose, subjectId: id })
    const placing = (carrier === null ? Promise.resolve(NO_ACCOUNT) : carrier.placeCall(order)).catch(nobodyKnows)
    return this.#underWay.note(placing)
  }

  #note({ id, plan }: rows.DialRow, { decision, agreementId }: Judgement, nowMs: number): void {
    oweDecision(this.#handle, {
      id: newId('dec', nowMs),
      channel: 'voice',
      purpose: plan.purpose,
      decision,
      agreementId,
      personId: this.#handle.pins.personId,
      identityToken: plan.phoneToken,
      subjectId: id,
      campaignId: plan.campaign?.id ?? null,
      decidedAtMs: nowMs,
    })
  }

  /** The carrier's own word to the object says the same: this is only sooner. */
  async #tellQuietly(row: rows.DialRow, carrierCallId: string): Promise<void> {
    try {
      await this.#object(row).placed(carrierCallId)
    } catch (error) {
      log.warn('dial.not_told', { callId: row.id, error: errorName(error) })
    }
  }

  /** Nobody answered when the call was asked for: what does the carrier have of it? Before that no other is. */
  async #look(row: rows.DialRow): Promise<void> {
    const { id, plan, state } = row
    const [target, carrier] = await Promise.all([this.#targetOf(row), this.#door.carrier(plan.line)])
    const sinceMs = (state.firstAskedAtMs ?? row.createdAtMs) - SKEW_MS_MAX
    const looked =
      target === null || carrier === null
        ? null
        : await carrier.findCalls({ from: plan.line.ourNumber, to: target.to, sinceMs }).catch(() => null)
    if (looked?.ok !== true) return this.apply(id, { type: 'unreached' })
    const others = looked.value.filter(({ carrierCallId }) => !rows.isKnownCall(this.#sql, carrierCallId))
    const { found, twice } = ourCalls(others, state.unknownAtMs)
    this.apply(id, { type: 'looked', found })
    if (found !== null) await this.#tellQuietly(row, found)
    // One that was asked for twice, and made twice: they are rung once.
    for (const carrierCallId of twice) await carrier?.cancelCall(carrierCallId).catch(() => null)
  }

  async #letGo(row: rows.DialRow): Promise<void> {
    const { id, plan, state } = row
    const carrier = await this.#door.carrier(plan.line)
    const { carrierCallId } = state
    const cancelled = carrierCallId === null ? null : await carrier?.cancelCall(carrierCallId).catch(() => null)
    const isDone = cancelled?.ok === true
    const isPickedUp = isDone && cancelled.value === 'left_alone'
    // Taken back by the business, a talk that goes on goes on. Whoever asked for no call is not talked at.
    const mayTalk = state.code !== 'suppressed'
    this.apply(id, { type: 'let_go', isDone: isPickedUp && !mayTalk ? await this.#endTalk(row) : isDone })
  }

  async #endTalk(row: rows.DialRow): Promise<boolean> {
    try {
      await this.#object(row).unwanted()
      return true
    } catch (error) {
      log.warn('dial.not_ended', { callId: row.id, error: errorName(error) })
      return false
    }
  }

  /** Its object ends with it, where it was not made. */
  async #settle(row: rows.DialRow): Promise<void> {
    const { notMade } = row.state
    if (notMade !== null) await this.#object(row).notPlaced(notMade)
    rows.markSettled(this.#sql, row.id)
  }
}

function pinsOf(handle: ThreadHandle, { id, plan }: rows.DialRow): CallPins {
  const { tenantId, region, livemode, personId } = handle.pins
  const { line, objectName, maskedNumber, phoneToken, purpose, campaign } = plan
  const language = languageWanted(handle)
  const outbound = {
    purpose,
    campaignId: campaign?.id ?? null,
    memberId: campaign?.memberId ?? null,
    personId,
    ...(language !== null && { language }),
  }
  return { ...line, objectName, tenantId, region, livemode, carrierCallId: id, phoneToken, maskedNumber, outbound }
}
