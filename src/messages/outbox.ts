import { newId } from '../kernel/ids.ts'
import { errorName, log } from '../kernel/log.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { keepEarly } from './early-statuses.ts'
import { fileOutbox } from './file-outbox.ts'
import { admitted, isGated } from './gated-send.ts'
import { CHANNELS, type MessageStatus, type StatusReport } from './message.ts'
import { keptPlatformId } from './kept-platform-id.ts'
import { newOutgone, waitingUntil } from './outgone.ts'
import { sealMail } from './outbox-mail.ts'
import * as rows from './outbox-rows.ts'
import { Sending, type OutboxDoor } from './outbox-sending.ts'
import { isNamed, namesOfPlatformId } from './platform-id.ts'
import { standingOf, type Standing } from './send-standing.ts'
import { addStop, endStops, stopFor, stopsOf, type Ending, type Stop } from './stops.ts'
import type { ThreadHandle } from './thread-handle.ts'
import type { ThreadPart } from './thread-part.ts'
import type { SendRefusal, WantedMessage } from './wanted-message.ts'
import { mayWriteFreely } from './window.ts'

/** Messages that may wait in one thread. */
const OPEN_MAX = 200
/** A message as whoever wanted it is told of it. */
export interface SentMessage {
  readonly id: string
  readonly status: MessageStatus
}

/**
 * Sends what a business says to one person: in order on each channel, each once, and nothing after a stop.
 *
 * The records have a message before its platform has, so that whatever comes back finds it.
 */
export class Outbox implements ThreadPart {
  readonly #handle: ThreadHandle
  readonly #door: OutboxDoor
  readonly #sending: Sending
  #filing: Promise<void> = Promise.resolve()
  #hasOutbox = false

  constructor(handle: ThreadHandle, door: OutboxDoor) {
    this.#handle = handle
    this.#door = door
    this.#sending = new Sending(handle, door)
  }

  #isBegun(): boolean {
    return (this.#hasOutbox ||= rows.hasOutbox(this.#handle))
  }

  get #sql(): SqlStorage {
    return rows.outboxOf(this.#handle)
  }

  dueAtMs(): number | null {
    if (this.#handle.pinsOrNull === null || !this.#isBegun()) return null
    if (rows.unfiledRows(this.#sql, 1).length > 0) return 0
    const dues = CHANNELS.flatMap((channel) => rows.channelDueAtMs(this.#sql, channel) ?? [])
    return dues.length === 0 ? null : Math.min(...dues)
  }

  /** At most one message for each channel: the others of the thread have their turn in between. */
  async work(nowMs: number): Promise<void> {
    await this.file()
    for (const channel of CHANNELS) {
      const row = rows.nextDue(this.#sql, channel, nowMs)
      if (row !== null) await this.#sending.goOn(row)
    }
    await this.file()
    rows.forgetOld(this.#sql, nowMs)
  }

  /**
   * Queues a message, or says why it cannot be sent. Durable when it has returned; what stands against it is asked once more
   * in the moment in which it starts.
   */
  async enqueue(wanted: WantedMessage, nowMs: number): Promise<Result<{ readonly id: string }, SendRefusal>> {
    // Wanted again, it is on its way: whatever has come in its way since is for what is wanted next.
    const known = wanted.key === undefined ? null : rows.rowByKey(this.#sql, wanted.key)
    if (known !== null) return ok({ id: known.id })
    const admission = isGated(wanted) ? await admitted(this.#handle, wanted, nowMs) : null
    const { stops, objection } = await this.#standing(wanted, nowMs)
    const refusal = admission?.refusal ?? this.#refusal(wanted, [...stops, ...objection], nowMs)
    if (refusal === null) {
      const id = this.put(await this.prepare(wanted, nowMs, admission?.notBeforeMs))
      admission?.keep(id)
      await this.#handle.arm()
      return ok({ id })
    }
    admission?.keep(null)
    await this.#handle.arm()
    return err(refusal)
  }

  /** The same, filed at once where the records answer: whoever asked for it may look it up. */
  async send(wanted: WantedMessage, nowMs: number): Promise<Result<SentMessage, SendRefusal>> {
    const queued = await this.enqueue(wanted, nowMs)
    if (!queued.ok) return queued
    await this.file().catch((error: unknown) => log.warn('outbox.not_filed', { error: errorName(error) }))
    return ok({ id: queued.value.id, status: this.#statusOf(queued.value.id) ?? 'queued' })
  }

  /** A message made ready to be queued by {@link Outbox.put}, which takes no time. Nothing is asked yet. */
  async prepare(wanted: WantedMessage, nowMs: number, notBeforeMs: number | null = null): Promise<rows.NewOutboxRow> {
    const id = newId('msg', nowMs)
    const outgone = newOutgone(nowMs)
    return {
      id,
      key: wanted.key ?? null,
      channel: wanted.channel,
      provider: wanted.provider,
      line: wanted.line,
      sealed: await sealMail(this.#handle, id, wanted),
      state: notBeforeMs === null ? outgone : waitingUntil(outgone, notBeforeMs),
      about: {
        type: wanted.content.type,
        author: wanted.author,
        purpose: wanted.purpose ?? 'service',
        ...(wanted.whenClosed !== undefined && { whenClosed: wanted.whenClosed }),
        repliesTo: wanted.repliesTo ?? null,
        isConfirmation: wanted.isConfirmation ?? false,
        keepsWords: wanted.keepsWords ?? true,
        hasFallback: wanted.fallback !== undefined,
        ...(wanted.campaign !== undefined && { campaign: wanted.campaign }),
        createdAtMs: nowMs,
      },
    }
  }

  /** Queues what was prepared. Synchronous, to be part of a transaction with what it answers; then the thread is to be armed. */
  put(row: rows.NewOutboxRow): string {
    return rows.addRow(this.#sql, row)
  }

  /** How far a message of this thread is, or null when it is not known here. */
  #statusOf(id: string): MessageStatus | null {
    return rows.rowById(this.#sql, id)?.state.status ?? null
  }

  /** Takes a message back that waits to be sent. False when it is on its way, or over. */
  async cancel(id: string): Promise<boolean> {
    const row = this.#isBegun() ? rows.rowById(this.#sql, id) : null
    if (row?.state.phase !== 'waiting') return false
    await this.#sending.apply(id, { type: 'held', code: 'cancelled' })
    await this.file().catch((error: unknown) => log.warn('outbox.not_filed', { error: errorName(error) }))
    return rows.rowById(this.#sql, id)?.state.errorCode === 'cancelled'
  }

  /** Puts an end to something. From the moment in which this returns nothing that it holds back starts. */
  stop(stop: Stop): boolean {
    const isNew = addStop(this.#handle.storage, stop)
    if (isNew && this.#isBegun()) rows.hurry(this.#sql, stop.atMs)
    return isNew
  }

  /** Takes back what the person themselves may take back. */
  restore(ending: Ending, notAfterMs: number): boolean {
    return endStops(this.#handle.storage, ending, notAfterMs)
  }

  /** Waits, within a bound, for requests that had begun: after it nothing that was stopped is on its way any more. */
  settled(): Promise<void> {
    return this.#sending.settled()
  }

  /** Whether a message would be held back, as far as anybody knows now. */
  async mayContact(nowMs: number): Promise<boolean> {
    const about = { channel: 'sms', purpose: 'service' } as const
    const isStopped = (stops: readonly Stop[]): boolean =>
      stopFor(
        stops.filter(({ scope }) => scope === 'all'),
        about,
      ) !== null
    if (isStopped(stopsOf(this.#handle.storage))) return false
    if (this.#handle.pinsOrNull === null) return true
    const { stops, objection } = await this.#standing({ provider: '', line: '' }, nowMs)
    return !isStopped([...stops, ...objection])
  }

  /** Takes what platforms say of messages sent here, in any order and however often. Durable when it has returned. */
  async report(reports: readonly StatusReport[], nowMs: number): Promise<void> {
    for (const report of reports) await this.#take(report, nowMs)
    await this.file().catch((error: unknown) => log.warn('outbox.not_filed', { error: errorName(error) }))
  }

  /** Brings the records up to date. One at a time, whoever asks. */
  async file(): Promise<void> {
    const filing = this.#filing.catch(() => undefined).then(() => fileOutbox(this.#handle, this.#door.clock()))
    this.#filing = filing
    await filing
  }

  async #take(report: StatusReport, nowMs: number): Promise<void> {
    // Nothing was ever sent here, or its person was erased.
    if (this.#handle.pinsOrNull === null) return
    const names = await namesOfPlatformId(this.#handle.ctx(nowMs), report.providerMessageId)
    const byId = report.messageId === null ? null : rows.rowById(this.#sql, report.messageId)
    const row = byId ?? rows.rowNamed(this.#sql, names)
    if (row === null) return keepEarly(this.#sql, { ...report, providerMessageId: names[0] }, nowMs)
    const { providerMessageId: current, failedIds } = row.state
    const known = [current, ...failedIds].find((id) => id !== null && isNamed(id, names))
    const providerMessageId = known ?? (await keptPlatformId(this.#handle, report.providerMessageId))
    await this.#sending.apply(row.id, { type: 'reported', report: { ...report, providerMessageId } })
  }

  #standing(line: { readonly provider: string; readonly line: string }, nowMs: number): Promise<Standing> {
    return standingOf(this.#handle.ctx(nowMs), this.#handle.pins.personId, line)
  }

  #refusal(wanted: WantedMessage, standing: readonly Stop[], nowMs: number): SendRefusal | null {
    const { storage } = this.#handle
    const about = { channel: wanted.channel, purpose: wanted.purpose ?? 'service' } as const
    const isStopped = stopFor([...stopsOf(storage), ...standing], about) !== null
    if (isStopped && wanted.isConfirmation !== true) return { code: 'suppressed', ruleIds: ['R-8'] }
    if (wanted.fallback === undefined && !mayWriteFreely(storage, wanted, nowMs))
      return { code: 'window_closed', ruleIds: ['R-24'] }
    return rows.openCount(this.#sql) >= OPEN_MAX ? { code: 'too_many', ruleIds: [] } : null
  }
}
