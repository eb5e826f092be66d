import { DurableObject } from 'cloudflare:workers'
import { contextOf, type Ctx } from '../context.ts'
import type { Env } from '../env.ts'
import { errorName, log } from '../kernel/log.ts'
import { HEALTHY, advanceDelivery, type Health } from './advance-delivery.ts'
import { atStart, lanesOf } from './breaker.ts'
import type { UrlRules } from './check-url.ts'
import type { Delivery, EndpointOwner, OwedEvent } from './delivery.ts'
import { findDelivery, listDeliveries, queueFigures, type DeliveryQuery, type QueueFigures } from './delivery-log.ts'
import * as queue from './delivery-queue.ts'
import { disableEndpoint } from './disable-endpoint.ts'
import { loadJob, type EndpointRow } from './load-job.ts'
import { attemptOf, postEvent } from './post-event.ts'
import { openSecrets } from './signing-secrets.ts'
import { fullBucket, msUntilToken, refill } from './token-bucket.ts'

/** Deliveries in flight at once. */
const LANES_MAX = 10

/** Deliveries one lane makes in one alarm; the next alarm goes on. */
const PER_LANE_MAX = 20

/** Longer than any attempt takes: what is still taken then was taken by an object that died. */
const LEASE_MS = 60_000

/** After a fault of our own, a database that does not answer, the attempt is made again this much later. */
const FAULT_DELAY_MS = 10_000

const HOUR_MS = 60 * 60 * 1000

/** How an endpoint fares, for its business. */
export interface EndpointStatus {
  readonly health: Health
  readonly figures: QueueFigures
}

/**
 * The deliveries to one endpoint: queue, schedule, breaker and rate. There is one per endpoint, so that a slow one slows
 * nobody else.
 *
 * The queue knows ids only. URL, secrets and bodies are read from D1 for each attempt: a change counts at once, and an
 * event that was swept is not sent any more.
 */
export class Endpoint extends DurableObject<Env> {
  #lanes = 0
  #bucket = fullBucket(0)
  #hasTables = false

  /** Takes over `events`, each of them once however often it is handed over. Returns how many were new. */
  async enqueue(owner: EndpointOwner, events: readonly OwedEvent[]): Promise<number> {
    this.ctx.storage.kv.put('owner', owner)
    const nowMs = Date.now()
    const added = events.filter((event) => queue.enqueue(this.#sql(), event, nowMs)).length
    await this.#arm()
    return added
  }

  /** Takes over one event and makes its first attempt at once. Returns what came of it. */
  async deliverNow(owner: EndpointOwner, event: OwedEvent): Promise<Delivery | null> {
    this.ctx.storage.kv.put('owner', owner)
    const nowMs = Date.now()
    queue.enqueue(this.#sql(), event, nowMs)
    const taken = queue.take(this.#sql(), event.eventId, nowMs + LEASE_MS)
    await this.#arm()
    if (taken !== null) await this.#attempt(taken)
    await this.#arm()
    return findDelivery(this.#sql(), event.eventId)
  }

  /**
   * Queues `events` anew: those never taken over, failed or held; with `again` also those already delivered.
   * Returns how many.
   */
  async replay(owner: EndpointOwner, events: readonly OwedEvent[], again: boolean): Promise<number> {
    this.ctx.storage.kv.put('owner', owner)
    const nowMs = Date.now()
    const sql = this.#sql()
    const queued = events.filter(
      (event) => queue.enqueue(sql, event, nowMs) || queue.requeue(sql, event.eventId, again, nowMs),
    )
    await this.#arm()
    return queued.length
  }

  /** Queues everything anew that failed, or that was held while the endpoint was disabled. Returns how many. */
  async replayAll(status: 'failed' | 'held', limit: number): Promise<number> {
    const queued = queue.requeueAll(this.#sql(), status, limit, Date.now())
    await this.#arm()
    return queued
  }

  /** Forgets past failures: the business says that the endpoint works again. */
  async reset(): Promise<void> {
    this.ctx.storage.kv.put('health', HEALTHY)
    await this.#arm()
  }

  deliveries(query: DeliveryQuery): Delivery[] {
    return listDeliveries(this.#sql(), query)
  }

  status(): EndpointStatus {
    return { health: this.#health(), figures: queueFigures(this.#sql()) }
  }

  /** Forgets everything: the endpoint was deleted. */
  async forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
    this.#hasTables = false
  }

  /** Never throws: an alarm that fails six times is not run again. It is armed anew whatever happened. */
  override async alarm(): Promise<void> {
    let failed = false
    try {
      const expired = queue.dropExpired(this.#sql(), Date.now())
      if (expired > 0) log.warn('deliveries.expired', { count: expired })
      await Promise.all(Array.from({ length: LANES_MAX }, () => this.#lane()))
    } catch (error) {
      failed = true
      log.error('endpoint.alarm_failed', { error: errorName(error) })
    } finally {
      await this.#arm(failed ? FAULT_DELAY_MS : 0)
    }
  }

  async #lane(): Promise<void> {
    for (let made = 0; made < PER_LANE_MAX; made += 1) {
      const due = this.#takeDue()
      if (due === null || !(await this.#attempt(due))) return
    }
  }

  /** The next delivery, if one is due and breaker, rate and lanes allow it. */
  #takeDue(): queue.DueDelivery | null {
    if (this.ctx.storage.kv.get('owner') === undefined) return null
    const nowMs = Date.now()
    const health = this.#health()
    this.#bucket = refill(this.#bucket, nowMs)
    if (this.#lanes >= lanesOf(health.breaker, LANES_MAX, nowMs) || msUntilToken(this.#bucket) > 0) return null
    const due = queue.takeDue(this.#sql(), nowMs, nowMs + LEASE_MS)
    if (due === null) return null
    this.#bucket = { ...this.#bucket, tokens: this.#bucket.tokens - 1 }
    this.ctx.storage.kv.put('health', { ...health, breaker: atStart(health.breaker) })
    return due
  }

  /** Makes one attempt. Returns false when something of ours failed: then it was none, and is made later. */
  async #attempt(due: queue.DueDelivery): Promise<boolean> {
    this.#lanes += 1
    try {
      await this.#deliver(due)
      return true
    } catch (error) {
      log.error('delivery.interrupted', { eventId: due.eventId, error: errorName(error) })
      queue.giveBack(this.#sql(), due.eventId, Date.now() + FAULT_DELAY_MS)
      return false
    } finally {
      this.#lanes -= 1
    }
  }

  async #deliver(due: queue.DueDelivery): Promise<void> {
    const owner = this.ctx.storage.kv.get<EndpointOwner>('owner')
    // Forgotten between being taken and now: there is nobody to deliver to.
    if (owner === undefined) return
    const ctx = contextOf(this.env, { ...owner, actor: { type: 'system', name: 'endpoint' } }, Date.now())
    const { endpoint, body } = await loadJob(ctx, owner.endpointId, due.eventId)
    if (endpoint === undefined) return this.forget()
    if (endpoint.status === 'disabled') return queue.holdAll(this.#sql())
    if (body === undefined) {
      log.warn('delivery.dropped', { eventId: due.eventId, endpointId: owner.endpointId })
      return queue.drop(this.#sql(), due.eventId)
    }
    await this.#post(ctx, endpoint, due, body)
  }

  async #post(ctx: Ctx, endpoint: EndpointRow, due: queue.DueDelivery, body: string): Promise<void> {
    const message = { id: due.eventId, body }
    const secrets = await openSecrets(ctx, endpoint)
    const outcome = await postEvent({ url: endpoint.url, rules: this.#urlRules(), message, secrets }, Date.now)

    const now = { nowMs: Date.now(), random: Math.random() }
    const { disable, health } = advanceDelivery(due.tries, this.#health(), outcome, now)
    // D1 first. If it fails the attempt is made again, and ends here again.
    if (disable !== null) await disableEndpoint(ctx, endpoint.id, disable, health.streak?.firstAtMs ?? null)

    // Advanced once more, because other lanes may have changed the health meanwhile.
    const step = advanceDelivery(due.tries, this.#health(), outcome, now)
    const { status, nextAttemptAtMs } = step
    queue.settle(this.#sql(), due.eventId, { status, nextAttemptAtMs, attempt: attemptOf(outcome, ctx.nowMs) })
    if (disable !== null) queue.holdAll(this.#sql())
    this.ctx.storage.kv.put('health', step.health)
    if (step.warnPercent !== null) log.warn('endpoint.failing', { endpointId: endpoint.id, percent: step.warnPercent })
  }

  /** Sets the one alarm to when there is next something to do, but not before `delayMsMin` from now. */
  async #arm(delayMsMin = 0): Promise<void> {
    if (this.ctx.storage.kv.get('owner') === undefined) return
    const nowMs = Date.now()
    const { attemptAtMs, expiryAtMs } = queue.nextTimes(this.#sql())
    const times: number[] = []
    if (attemptAtMs !== null) times.push(Math.max(attemptAtMs, this.#freeAtMs(nowMs)))
    // By the hour, so that a day's events are not forgotten one alarm at a time.
    if (expiryAtMs !== null) times.push(Math.ceil(Math.max(expiryAtMs, nowMs) / HOUR_MS) * HOUR_MS)
    if (times.length === 0) await this.ctx.storage.deleteAlarm()
    else await this.ctx.storage.setAlarm(Math.max(Math.min(...times), nowMs + delayMsMin))
  }

  /** When breaker, rate and lanes next let something go. */
  #freeAtMs(nowMs: number): number {
    const { breaker } = this.#health()
    const openUntilMs = breaker.untilMs ?? 0
    const throttledMs = msUntilToken(refill(this.#bucket, nowMs))
    // With every lane busy whoever empties one arms the alarm; this is in case the object dies before.
    const busy = this.#lanes > 0 && this.#lanes >= lanesOf(breaker, LANES_MAX, Math.max(nowMs, openUntilMs))
    return Math.max(nowMs + throttledMs, openUntilMs, busy ? nowMs + LEASE_MS : 0)
  }

  #health(): Health {
    return this.ctx.storage.kv.get<Health>('health') ?? HEALTHY
  }

  #urlRules(): UrlRules {
    return { loopbackAllowed: this.env.PLATFORM === 'local', publicUrl: this.env.PUBLIC_URL ?? '' }
  }

  #sql(): SqlStorage {
    if (!this.#hasTables) queue.createTables(this.ctx.storage.sql)
    this.#hasTables = true
    return this.ctx.storage.sql
  }
}
