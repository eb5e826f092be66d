import { oweDecision, owesTooMany } from '../../consent/owed-decisions.ts'
import { identityTokenOf } from '../../consent/identity-of.ts'
import { readyFacts, verdictNow, type Judgement } from '../../consent/known-facts.ts'
import { objectNameOf } from '../../calls/call-ref.ts'
import { newId } from '../../kernel/ids.ts'
import { errorName, log } from '../../kernel/log.ts'
import { maskPhone } from '../../kernel/phone.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { stopFor, stopsOf, type Stop } from '../../messages/stops.ts'
import type { ThreadHandle } from '../../messages/thread-handle.ts'
import type { ThreadPart } from '../../messages/thread-part.ts'
import type { DialDoor } from './dial-door.ts'
import * as rows from './dial-rows.ts'
import { DIAL_MS_MAX, newDial } from './dial-state.ts'
import { Making, type DialTarget } from './making.ts'
import { callAsk } from './call-ask.ts'
import type { DialledCall, DialRefusal, WantedCall } from './wanted-call.ts'

/** Calls that may be wanted of one person at a time. */
const OPEN_MAX = 20

/** What the carrier said of a call to its object. */
export interface CallNews {
  readonly carrierCallId: string
  readonly isOver: boolean
}

/**
 * Makes the calls of a business to one person: each once, as far as a carrier lets that be known, and none after a stop.
 *
 * A call's object and its row are there before the carrier is asked, so that whatever comes back finds them.
 */
export class Dialling implements ThreadPart {
  readonly #handle: ThreadHandle
  readonly #door: DialDoor
  readonly #making: Making
  #hasDials = false

  constructor(handle: ThreadHandle, door: DialDoor) {
    this.#handle = handle
    this.#door = door
    this.#making = new Making(handle, door)
  }

  #isBegun(): boolean {
    return (this.#hasDials ||= rows.hasDials(this.#handle))
  }

  get #sql(): SqlStorage {
    return rows.dialsOf(this.#handle)
  }

  dueAtMs(): number | null {
    return this.#handle.pinsOrNull === null || !this.#isBegun() ? null : rows.dialDueAtMs(this.#sql)
  }

  /** One call: the other parts of the thread have their turn in between. */
  async work(nowMs: number): Promise<void> {
    const row = rows.nextDial(this.#sql, nowMs)
    if (row !== null) await this.#making.goOn(row)
    rows.forgetOldDials(this.#sql, nowMs)
  }

  /**
   * Takes a call that is to be made, or says why it may not be. Durable when it has returned; whether it may be made is asked
   * once more in the moment in which it is.
   *
   * @throws where what is known of the person cannot be read: nobody may be called then.
   */
  async dial(wanted: WantedCall, nowMs: number): Promise<Result<DialledCall, DialRefusal>> {
    const known = wanted.key === undefined ? null : rows.dialByKey(this.#sql, wanted.key)
    if (known !== null) return ok(told(known))
    const id = newId('call', nowMs)
    const { to, about = {} } = wanted
    const target: DialTarget = { to, about }
    // It may wait for days: with the person's own key, so that it goes when they are erased.
    await this.#handle.key()
    const [sealed, phoneToken] = await Promise.all([
      this.#handle.seal(id, 'dial', JSON.stringify(target)),
      identityTokenOf(this.#handle.ctx(nowMs), { phone: to }),
    ])
    await readyFacts(this.#handle, nowMs, undefined, { phone: to })
    // From here to the row nothing is awaited: whoever wants the same call twice at once gets one.
    const twin = wanted.key === undefined ? null : rows.dialByKey(this.#sql, wanted.key)
    if (twin !== null) return ok(told(twin))
    const why = this.#fullBy()
    if (why !== null) return err({ code: why, ruleIds: [], nextAllowedAtMs: null })
    const judged = this.#judge(wanted, id, nowMs)
    const notBeforeMs = startOf(judged, wanted, nowMs)
    if (notBeforeMs === null && judged.refusal !== null) return this.#refuse(judged, wanted, { id, phoneToken }, nowMs)
    rows.addDial(this.#sql, {
      id,
      key: wanted.key ?? null,
      sealed,
      plan: planOf(wanted, id, phoneToken),
      state: newDial(notBeforeMs ?? nowMs, nowMs),
      createdAtMs: nowMs,
    })
    await this.#prepareQuietly(id)
    await this.#handle.arm()
    return ok({ id, status: 'ringing', notBeforeMs: notBeforeMs ?? nowMs })
  }

  /** Takes a call back that is wanted no more: it is not made, or let go where it rings. False when it was over. */
  cancel(id: string): boolean {
    const row = this.#isBegun() ? rows.dialById(this.#sql, id) : null
    if (row === null || row.state.phase === 'done') return false
    this.#making.apply(id, { type: 'unwanted', code: 'cancelled' })
    return true
  }

  /** What the carrier told the call's object. */
  reported(id: string, { carrierCallId, isOver }: CallNews): void {
    const before = this.#isBegun() ? rows.dialById(this.#sql, id) : null
    if (before === null) return
    this.#making.apply(id, { type: 'made', carrierCallId })
    // Asked for before a stop, and heard of after it.
    if (this.#isHeldBack(before, stopsOf(this.#handle.storage))) this.#unwanted(id)
    if (isOver && before.state.notMade === null) this.#making.apply(id, { type: 'over' })
  }

  /** Something was put an end to: what it holds back is asked again now, and what rings is let go. */
  stopped(stop: Stop): void {
    if (!this.#isBegun()) return
    for (const row of rows.openDials(this.#sql)) {
      const isUntouched = row.state.phase === 'waiting' && row.state.unknowns === 0
      if (!isUntouched && this.#isHeldBack(row, [stop])) this.#unwanted(row.id)
    }
    rows.hurryDials(this.#sql, this.#door.clock())
  }

  #isHeldBack({ plan }: rows.DialRow, stops: readonly Stop[]): boolean {
    return stopFor(stops, { channel: 'voice', purpose: plan.purpose }) !== null
  }

  #unwanted(id: string): void {
    this.#making.apply(id, { type: 'unwanted', code: 'suppressed' })
  }

  /** Waits, within a bound, for requests that had begun: after it no call that was stopped is on its way any more. */
  settled(): Promise<void> {
    return this.#making.settled()
  }

  /** Why no call more is taken here, whatever it is about. */
  #fullBy(): 'not_kept' | 'too_many' | null {
    if (owesTooMany(this.#handle)) return 'not_kept'
    return rows.openDials(this.#sql).length >= OPEN_MAX ? 'too_many' : null
  }

  #judge({ to, purpose, line }: WantedCall, subjectId: string, atMs: number): Judgement {
    return verdictNow(this.#handle, callAsk({ to, purpose, line }, atMs), { subjectId })
  }

  async #refuse(
    judged: Judgement,
    { purpose, campaign }: WantedCall,
    { id, phoneToken }: { readonly id: string; readonly phoneToken: string },
    nowMs: number,
  ): Promise<Result<never, DialRefusal>> {
    const { decision, agreementId, refusal } = judged
    oweDecision(this.#handle, {
      id: newId('dec', nowMs),
      channel: 'voice',
      purpose,
      decision,
      agreementId,
      personId: this.#handle.pins.personId,
      identityToken: phoneToken,
      subjectId: id,
      campaignId: campaign?.id ?? null,
      decidedAtMs: nowMs,
    })
    await this.#handle.arm()
    const { code = 'suppressed', ruleIds = [], nextAllowedAtMs = null } = refusal ?? {}
    return err({ code, ruleIds, nextAllowedAtMs })
  }

  /** Whoever asked for it may look it up at once, where the records answer; else when they do. */
  async #prepareQuietly(id: string): Promise<void> {
    try {
      await this.#making.prepare(id)
    } catch (error) {
      log.warn('dial.not_prepared', { callId: id, error: errorName(error) })
    }
  }
}

/** When it may be begun, or null where it may not, or not within what anybody waits. */
function startOf({ refusal }: Judgement, { whenClosed }: WantedCall, nowMs: number): number | null {
  if (refusal === null) return nowMs
  const nextAtMs = refusal.nextAllowedAtMs ?? null
  return whenClosed === 'wait' && nextAtMs !== null && nextAtMs < nowMs + DIAL_MS_MAX ? nextAtMs : null
}

const planOf = (wanted: WantedCall, id: string, phoneToken: string): rows.DialPlan => ({
  purpose: wanted.purpose,
  line: wanted.line,
  whenClosed: wanted.whenClosed,
  campaign: wanted.campaign ?? null,
  objectName: objectNameOf({ ...wanted.line, carrierCallId: id }),
  maskedNumber: maskPhone(wanted.to),
  phoneToken,
})

const told = ({ id, state }: rows.DialRow): DialledCall => ({
  id,
  status: state.phase === 'done' && state.notMade !== null ? 'failed' : 'ringing',
  notBeforeMs: state.notBeforeMs,
})
