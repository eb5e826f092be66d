import { DurableObject } from 'cloudflare:workers'
import type { ContactAsk } from '../consent/contact.ts'
import type { FactsChange } from '../consent/facts-change.ts'
import { forgetFacts, learnFacts, readyFacts, verdictNow, type Judgement } from '../consent/known-facts.ts'
import { DecisionsPart } from '../consent/owed-decisions.ts'
import { inRegion } from '../context.ts'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import type { Result } from '../kernel/result.ts'
import type { Region } from '../records/region.ts'
import { Dialling, type CallNews } from '../outreach/dial/dialling.ts'
import { openDialDoor } from '../outreach/dial/open-dial-door.ts'
import type { DialledCall, DialRefusal, WantedCall } from '../outreach/dial/wanted-call.ts'
import type { Answerer } from './answer/answered-by.ts'
import { Answering } from './answer/answering.ts'
import { correspondentOf, type Correspondent } from './correspondent.ts'
import { noteUnfiled } from './crowd.ts'
import type { Channel, StatusReport } from './message.ts'
import { Outbox, type SentMessage } from './outbox.ts'
import { FilingPart } from './filing-part.ts'
import type { Waits } from './intake-pace.ts'
import type { PlatformCopy, StandsInThread } from './erase-thread.ts'
import { loadErasing, loadReceiving, loadYielding } from './later.ts'
import { MediaPart, type PlatformOf } from './media-part.ts'
import { Passing } from './passing.ts'
import { noteMove, type Move } from './moves.ts'
import { platformOf } from './platform-of.ts'
import type { ReceivedItem } from './received-items.ts'
import { forGood, type Ending, type Stop } from './stops.ts'
import { ThreadHandle, type ThreadPins } from './thread-handle.ts'
import type { ThreadPart } from './thread-part.ts'
import type { SendRefusal, WantedMessage } from './wanted-message.ts'
import { openWindow } from './window.ts'
import { formerOf, mergedInto, type Estate } from './merged-threads.ts'

/** What fails is tried again after this: an alarm that throws is tried only so often by the platform. */
const RETRY_MS = 5_000

/**
 * Everything one business says to one person goes through here, so that an opt-out and a send have an order.
 *
 * Once `optOut` has returned, no contact that asks `mayContact` afterwards begins. What is to be done is done by the parts,
 * in their order, when the alarm rings.
 */
export class Thread extends DurableObject<Env> {
  readonly #handle: ThreadHandle
  readonly #outbox: Outbox
  readonly #answering: Answering
  readonly #dialling: Dialling
  readonly #decisions: DecisionsPart
  readonly #parts: readonly ThreadPart[]

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    this.#handle = new ThreadHandle(ctx, env, () => this.#dueAtMs())
    const platform: PlatformOf = (line) =>
      platformOf(env, { ...line, tenantId: this.#handle.pins.tenantId }, Date.now())
    this.#outbox = new Outbox(this.#handle, {
      platform,
      statusUrl: (provider) => `${env.PUBLIC_URL ?? ''}/hooks/messages/${provider}/status`,
      clock: Date.now,
      random: Math.random,
    })
    this.#answering = new Answering({
      handle: this.#handle,
      outbox: this.#outbox,
      platform,
    })
    this.#dialling = new Dialling(this.#handle, openDialDoor(this.#handle))
    this.#decisions = new DecisionsPart(this.#handle)
    this.#parts = [
      new Passing(this.#handle),
      this.#answering,
      this.#outbox,
      this.#dialling,
      new FilingPart(this.#handle),
      this.#decisions,
      new MediaPart(this.#handle, platform),
    ]
  }

  /**
   * Ends contact: all of it, for good, when `stop` does not say less. Once it has returned nothing of what it holds back is on
   * its way. Returns false when it had ended before.
   */
  async optOut(atMs: number, stop: Stop = forGood(atMs)): Promise<boolean> {
    const isNew = await this.stopHere(stop)
    const into = mergedInto(this.ctx.storage)
    return into === null ? isNew : this.#thread(into.personId, into.region).optOut(atMs, stop)
  }

  /** The same of this thread and those that became part of it: whatever its person was, theirs is ended, too. */
  async stopHere(stop: Stop): Promise<boolean> {
    const isNew = this.#outbox.stop(stop)
    this.#dialling.stopped(stop)
    await this.#handle.arm()
    await Promise.all([this.#outbox.settled(), this.#dialling.settled()])
    for (const former of this.#former()) await former.stopHere(stop)
    return isNew
  }

  /** Takes back what the person themselves may take back, of what they wished for until `notAfterMs`. */
  async restore(ending: Ending, notAfterMs: number): Promise<boolean> {
    // The records have it first: what was read of them before says otherwise.
    forgetFacts(this.#handle)
    const wasHeld = this.#outbox.restore(ending, notAfterMs)
    const into = mergedInto(this.ctx.storage)
    if (into === null) return wasHeld
    return (await this.#thread(into.personId, into.region).restore(ending, notAfterMs)) || wasHeld
  }

  /** Whom its person turned out to be one with, and goes on as; null where nobody. */
  async becameOf(): Promise<string | null> {
    const into = mergedInto(this.ctx.storage)
    return into === null ? null : ((await this.#thread(into.personId, into.region).becameOf()) ?? into.personId)
  }

  mayContact(): Promise<boolean> {
    return this.#outbox.mayContact(Date.now())
  }

  /** What the gate says of a contact, and why, by what was known at most `ageMsMax` ago. Nothing is begun by it. */
  async askContact(pins: ThreadPins, ask: ContactAsk, ageMsMax?: number): Promise<Judgement> {
    const into = mergedInto(this.ctx.storage)
    if (into !== null) return this.#thread(into.personId, into.region).askContact(into, ask, ageMsMax)
    this.#handle.begin(pins)
    await readyFacts(this.#handle, Date.now(), ageMsMax, ask)
    return verdictNow(this.#handle, ask)
  }

  /** Takes what the records say anew of its person. When it has returned, nothing begins by what was known before. */
  async learnFacts(pins: ThreadPins, change: FactsChange): Promise<void> {
    const into = mergedInto(this.ctx.storage)
    if (into !== null) await this.#thread(into.personId, into.region).learnFacts(into, change)
    this.#handle.begin(pins)
    learnFacts(this.#handle, change)
  }

  /** Its person is reached elsewhere from now on, and nowhere else. */
  async moved(move: Move): Promise<void> {
    await noteMove(this.#handle, move)
    for (const former of this.#former()) await former.moved(move)
  }

  /** Queues a message to its person. Durable when it has returned, and filed where the records answer. */
  async send(pins: ThreadPins, wanted: WantedMessage): Promise<Result<SentMessage, SendRefusal>> {
    this.#handle.begin(pins)
    const sent = await this.#outbox.send(wanted, Date.now())
    if (sent.ok && wanted.author === 'staff') this.#answering.staffWrote(Date.now())
    return sent
  }

  /** Takes a call that is to be made to its person. Durable when it has returned, and filed where the records answer. */
  async dial(pins: ThreadPins, wanted: WantedCall): Promise<Result<DialledCall, DialRefusal>> {
    const into = mergedInto(this.ctx.storage)
    if (into !== null) return this.#thread(into.personId, into.region).dial(into, wanted)
    this.#handle.begin(pins)
    return this.#dialling.dial(wanted, Date.now())
  }

  /** Takes back a call that is not over. False when it is, or was picked up. */
  async cancelDial(callId: string): Promise<boolean> {
    const isCancelled = this.#dialling.cancel(callId)
    await this.#handle.arm()
    if (isCancelled) return true
    for (const former of this.#former()) if (await former.cancelDial(callId)) return true
    return false
  }

  /** What the carrier told the object of a call that was made from here. */
  async dialReported(callId: string, news: CallNews): Promise<void> {
    this.#dialling.reported(callId, news)
    await this.#handle.arm()
  }

  /** Takes a message back that waits to be sent. False when it is on its way, or over. */
  async cancel(messageId: string): Promise<boolean> {
    const isCancelled = await this.#outbox.cancel(messageId)
    await this.#handle.arm()
    return isCancelled
  }

  /** Where its person can be answered on a channel, or null when they never wrote there. */
  correspondent(channel: Channel): Promise<Correspondent | null> {
    return correspondentOf(this.#handle, channel)
  }

  /** Takes what platforms say of messages sent here. Durable when it has returned. */
  async report(reports: readonly StatusReport[]): Promise<void> {
    await this.#outbox.report(reports, Date.now())
    await this.#handle.arm()
    for (const former of this.#former()) await former.report(reports)
  }

  /** Its person wrote to a line over WhatsApp, or rang it there: the line may write freely for a day. */
  opened(line: string, atMs: number): void {
    openWindow(this.ctx.storage, line, atMs, Date.now())
  }

  /** People of the business answer from now on, or the agent does again. */
  async handOver(pins: ThreadPins, to: Answerer): Promise<void> {
    this.#handle.begin(pins)
    await this.#answering.handOver(to, Date.now())
  }

  /** Takes what its person wrote, once each. Durable when it has returned; filed and answered from then on. */
  async receive(pins: ThreadPins, items: readonly ReceivedItem[], waits?: Waits): Promise<void> {
    const into = mergedInto(this.ctx.storage)
    if (into !== null) return this.#thread(into.personId, into.region).receive(into, items, waits)
    const { receive } = await loadReceiving()
    const taken = await receive(this.#handle, pins, items, waits)
    for (const { kind, sentAtMs } of items)
      if (kind === 'echo') this.#answering.staffWrote(Math.min(sentAtMs, Date.now()))
    if (taken > 0 && waits !== undefined && waits.passMs > 0) noteUnfiled(pins.personId, Date.now())
    if (taken > 0) await this.#handle.arm()
  }

  /** Its person, `alsoId`, is another from now on: what is to go on goes on in their thread. */
  async yieldTo(into: ThreadPins, alsoId: string): Promise<void> {
    const { yieldThread } = await loadYielding()
    const other = this.#thread(into.personId, into.region)
    await yieldThread(this.#handle, into, (estate) => other.takeOver(into, { estate, alsoId }))
  }

  /** Forgets what it knew before it was given up. False while something here still needs its person's key. */
  async forgetYielded(): Promise<boolean> {
    const { forgetYielded } = await loadYielding()
    return forgetYielded(this.#handle)
  }

  /** Goes on with what the thread of `alsoId` gives up. */
  async takeOver(
    pins: ThreadPins,
    given: { readonly estate: Estate; readonly alsoId: string },
  ): Promise<readonly Stop[]> {
    const { takeOver } = await loadYielding()
    for (const stop of given.estate.stops) await this.optOut(stop.atMs, stop)
    const stops = await takeOver(this.#handle, pins, given)
    await this.#handle.arm()
    return stops
  }

  /** What its person put an end to, and who else they were. */
  async whatStands(): Promise<StandsInThread> {
    return (await loadErasing()).standsInThread(this.#handle)
  }

  /**
   * Its person is to be erased: nothing more begins. When it has returned nothing is on its way any more, and what was decided
   * of them is in the records, which outlast them.
   */
  async close(): Promise<readonly PlatformCopy[]> {
    const { closeThread, copiesIn } = await loadErasing()
    const stop = closeThread(this.#handle)
    this.#dialling.stopped(stop)
    await Promise.all([this.#outbox.settled(), this.#dialling.settled()])
    while (this.#decisions.dueAtMs() !== null) await this.#decisions.work(Date.now())
    return copiesIn(this.#handle)
  }

  /** Forgets its person. What they had put an end to stays, and is answered. */
  async erase(): Promise<readonly Stop[]> {
    const { eraseThread } = await loadErasing()
    const stops = eraseThread(this.#handle)
    await this.ctx.storage.deleteAlarm()
    return stops
  }

  /** Every part does what is due. Never throws: what a part could not do is tried again, and holds up no other. */
  override async alarm(): Promise<void> {
    let failed = false
    for (const part of this.#parts) {
      try {
        const nowMs = Date.now()
        const dueAtMs = part.dueAtMs()
        if (dueAtMs !== null && dueAtMs <= nowMs) await part.work(nowMs)
      } catch (error) {
        failed = true
        log.error('thread.part_failed', { error: errorName(error) })
      }
    }
    if (failed) await this.ctx.storage.setAlarm(Date.now() + RETRY_MS)
    else await this.#handle.arm()
  }

  #thread(personId: string, region: Region): DurableObjectStub<Thread> {
    return inRegion(this.env, region).objects.thread(personId)
  }

  /** The threads that became part of this one. */
  #former(): readonly DurableObjectStub<Thread>[] {
    const pins = this.#handle.pinsOrNull
    return pins === null ? [] : formerOf(this.ctx.storage).map((id) => this.#thread(id, pins.region))
  }

  #dueAtMs(): number | null {
    const dues = this.#parts.flatMap((part) => part.dueAtMs() ?? [])
    return dues.length === 0 ? null : Math.min(...dues)
  }
}
