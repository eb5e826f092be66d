import { suppress } from '../consent/suppress.ts'
import { newId } from '../kernel/ids.ts'
import { UnderWay } from '../kernel/under-way.ts'
import type { MessagingApi, SendOrder, Sent } from '../providers/messaging/contract.ts'
import { advanceOutbox, type Advanced, type OutboxEffect, type OutboxEvent } from './advance-outbox.ts'
import { dropEarly, earlyOf } from './early-statuses.ts'
import { heldAtLast, isGated, sendGateOf, type SendGate } from './gated-send.ts'
import { learnRecipient } from './learn-recipient.ts'
import { lineBroken, lineWorks, mayTryLine } from './line-trouble.ts'
import type { Channel } from './message.ts'
import { movesCounted, whereNow } from './moves.ts'
import { keptPlatformId } from './kept-platform-id.ts'
import { openMail, type OutboxMail } from './outbox-mail.ts'
import { outboxOf, rowById, saveRow, type OutboxRow } from './outbox-rows.ts'
import { nowhere } from './nowhere.ts'
import { nameIn } from './platform-id.ts'
import { carrierStop } from './send-gate.ts'
import { countPace } from './send-pace.ts'
import { standingOf, type Standing } from './send-standing.ts'
import { stopsOf } from './stops.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** So long an opt-out waits for a request that had begun before it. */
const SETTLE_MS_MAX = 3_000
/** A line that another message is trying just now is left alone for this long. */
const TRIED_MS = 30_000

/** Which line of a business at which platform. */
export interface LineAt {
  readonly provider: string
  readonly channel: Channel
  readonly line: string
}

/** What the outbox needs of the door it stands behind. */
export interface OutboxDoor {
  /** The platform of a line, or null when nobody has told us how to speak to it. */
  platform(line: LineAt): Promise<MessagingApi | null>
  /** Where statuses of a platform are told to. */
  statusUrl(provider: string): string
  clock(): number
  /** In [0, 1). */
  random(): number
}

/** A line without an account: nothing can be sent until somebody gives us one. */
const NO_ACCOUNT: Sent = { how: 'refused', error: { code: 'no_account', action: 'configuration' } }

/** A request that broke off: the platform may have it. */
const nobodyKnows = (): Sent => ({ how: 'unknown' })

type Accepted = Extract<Sent, { readonly how: 'accepted' }>

/** Whom a message is held back by. */
interface Asked {
  readonly standing: Standing
  /** The whole gate, for what goes through it. */
  readonly gate: SendGate | null
}

interface Addressed extends OutboxMail {
  /** Their moves that its address has gone through. */
  readonly moves: number
}

/** Takes the messages of one thread to their platform, and through what comes of that. */
export class Sending {
  readonly #handle: ThreadHandle
  readonly #door: OutboxDoor
  readonly #underWay = new UnderWay()

  constructor(handle: ThreadHandle, door: OutboxDoor) {
    this.#handle = handle
    this.#door = door
  }

  get #sql(): SqlStorage {
    return outboxOf(this.#handle)
  }

  /** Waits, within a bound, for requests that had begun: after it nothing is on its way any more. */
  settled(): Promise<void> {
    return this.#underWay.settled(SETTLE_MS_MAX)
  }

  /** Does with a message what is due. */
  async goOn(row: OutboxRow): Promise<void> {
    if (row.state.phase === 'out') return this.apply(row.id, { type: 'overdue' })
    const api = await this.#platform(row)
    if (row.state.phase === 'waiting') return this.#send(row, api)
    const answers = api !== null && (await this.#answers(api, row.line))
    await this.apply(row.id, { type: 'asked', answers })
  }

  /** Whether the platform is there, by something that changes nothing: a no of its own is an answer too. */
  async #answers(api: MessagingApi, line: string): Promise<boolean> {
    const looked = await api.lookUp(line).catch(() => null)
    return looked !== null && (looked.ok || !/^(unreached|unreachable|unknown|http_5|5\d\d$|1$|2$)/.test(looked.error))
  }

  /** A test never reaches a platform. */
  async #platform(row: OutboxRow): Promise<MessagingApi | null> {
    return this.#handle.pins.livemode ? this.#door.platform(row) : nowhere
  }

  async #send(row: OutboxRow, api: MessagingApi | null): Promise<void> {
    const nowMs = this.#door.clock()
    const [mail, standing] = await Promise.all([
      this.#mailOf(row),
      standingOf(this.#handle.ctx(nowMs), this.#handle.pins.personId, row),
    ])
    const gate = mail === null ? null : await this.#gateOf(row, mail, nowMs)
    const restsUntilMs = standing.lineRestsUntilMs
    const mayTry = restsUntilMs === null || (restsUntilMs <= nowMs && (await mayTryLine(this.#handle.ctx(nowMs), row)))
    if (!mayTry) {
      const untilAtMs = Math.max(restsUntilMs, nowMs + TRIED_MS) + Math.floor(this.#door.random() * TRIED_MS)
      return this.apply(row.id, { type: 'postponed', untilAtMs })
    }
    const sending = mail === null ? null : this.#start(row.id, mail, api, { standing, gate })
    if (mail === null) return this.apply(row.id, { type: 'held', code: 'erased' })
    if (sending === null) return
    const answered = await sending
    const sent = answered.how === 'accepted' ? { ...answered, ...(await this.#kept(answered)) } : answered
    await this.apply(row.id, { type: 'answered', sent })
    if (sent.how !== 'accepted') return
    await this.#takeEarly(row.id, sent.providerMessageId)
    const ctx = this.#handle.ctx(this.#door.clock())
    if (restsUntilMs !== null) await lineWorks(ctx, row)
    await learnRecipient(this.#handle, ctx, sent.recipient)
  }

  /** What a business has sent of its own goes through the whole gate. */
  async #gateOf(row: OutboxRow, { to }: Addressed, nowMs: number): Promise<SendGate | null> {
    return isGated(row.about) ? sendGateOf(this.#handle, { ...row.about, ...row, to }, nowMs) : null
  }

  /** As it is addressed now. Null for a message that nobody can read any more, or whose person is nowhere. */
  async #mailOf(row: OutboxRow): Promise<Addressed | null> {
    const moves = movesCounted(this.#handle)
    const mail = await openMail(this.#handle, row)
    const to = mail === null ? null : await whereNow(this.#handle, mail.to)
    return mail === null || to === null ? null : { ...mail, to, moves }
  }

  /**
   * Asks for the last time whether it may be sent, notes that it is on its way, and starts: one step, that no stop can come
   * between. Null when it may not.
   */
  #start(id: string, mail: Addressed, api: MessagingApi | null, { standing, gate }: Asked): Promise<Sent> | null {
    const nowMs = this.#door.clock()
    const row = rowById(this.#sql, id)
    if (row === null || row.state.phase !== 'waiting') return null
    // Whoever has moved in this very moment is looked for once more.
    if (mail.moves !== movesCounted(this.#handle)) return null
    const content = row.state.asTemplate ? (mail.fallback ?? mail.content) : mail.content
    const stops = [...stopsOf(this.#handle.storage), ...standing.stops, ...standing.objection]
    const held = heldAtLast(this.#handle, gate, { row, content, stops }, nowMs)
    this.#keep(row, held ?? { type: 'started' }, nowMs)
    if (held !== null) return null
    countPace(this.#handle.storage, row, nowMs)
    const order: SendOrder = {
      messageId: id,
      line: row.line,
      to: mail.to,
      channel: row.channel,
      content,
      statusUrl: this.#door.statusUrl(row.provider),
    }
    const sending = (api === null ? Promise.resolve(NO_ACCOUNT) : api.send(order)).catch(nobodyKnows)
    return this.#underWay.note(sending)
  }

  /** What a platform calls a message, as it is kept here: it may say whom the message is to. */
  async #kept({ providerMessageId }: Accepted): Promise<Pick<Accepted, 'providerMessageId'>> {
    return { providerMessageId: await keptPlatformId(this.#handle, providerMessageId) }
  }

  async #takeEarly(id: string, providerMessageId: string): Promise<void> {
    const name = nameIn(providerMessageId)
    for (const report of earlyOf(this.#sql, name))
      await this.apply(id, { type: 'reported', report: { ...report, providerMessageId } })
    dropEarly(this.#sql, name)
  }

  /** Takes a message through an event. What must be so before it is kept is done first, and may be done again. */
  async apply(id: string, event: OutboxEvent): Promise<void> {
    const nowMs = this.#door.clock()
    const before = rowById(this.#sql, id)
    if (before === null) return
    for (const effect of this.#advance(before, event, nowMs).effects) await this.#do(before, effect, nowMs)
    // Something else may have happened to it meanwhile.
    const now = rowById(this.#sql, id)
    if (now !== null) this.#keep(now, event, nowMs)
  }

  #advance(row: OutboxRow, event: OutboxEvent, nowMs: number): Advanced {
    const { hasFallback, isConfirmation } = row.about
    return advanceOutbox(row.state, event, { nowMs, random: this.#door.random(), hasFallback, isConfirmation })
  }

  #keep(row: OutboxRow, event: OutboxEvent, nowMs: number): void {
    const { next, effects } = this.#advance(row, event, nowMs)
    const owed = effects.flatMap((effect) =>
      effect.do === 'tell'
        ? [{ eventId: newId('evt', nowMs), what: effect.what, atMs: effect.atMs, reason: effect.reason }]
        : [],
    )
    saveRow(this.#sql, row, next, owed)
  }

  async #do(row: OutboxRow, effect: OutboxEffect, nowMs: number): Promise<void> {
    const ctx = this.#handle.ctx(nowMs)
    if (effect.do === 'line_broken') await lineBroken(ctx, row, effect.code)
    if (effect.do === 'suppress') await this.#suppress(row, effect.code, carrierStop(effect.scope, row.channel), nowMs)
  }

  /** The platform will not have them written to: that is their own wish, or this way does not lead to them. */
  async #suppress(row: OutboxRow, code: string, stop: ReturnType<typeof carrierStop>, nowMs: number): Promise<void> {
    const reason = `carrier_${code}`.toLowerCase()
    const { personId } = this.#handle.pins
    await suppress(this.#handle.ctx(nowMs), { personId, reason, source: row.channel, stop })
  }
}
