import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { AgentDocument } from '../../src/agents/agent-document.ts'
import { recordConsent } from '../../src/consent/record-consent.ts'
import { openDialDoor } from '../../src/outreach/dial/open-dial-door.ts'
import { Dialling } from '../../src/outreach/dial/dialling.ts'
import { callingLine } from '../../src/outreach/dial/calling-line.ts'
import type { DialCarrier } from '../../src/outreach/dial/dial-door.ts'
import type { WantedCall } from '../../src/outreach/dial/wanted-call.ts'
import { contextOf, type Ctx } from '../../src/context.ts'
import { err, ok } from '../../src/kernel/result.ts'
import { ThreadHandle, type ThreadPins } from '../../src/messages/thread-handle.ts'
import { resolvePerson } from '../../src/people/resolve.ts'
import type { CallOrder, FoundCall, Placed } from '../../src/providers/telephony/contract.ts'
import { aLine, type AnsweredLine } from '../line.ts'

export const CALLED = '+12125550142'
/** A Tuesday, noon in New York. */
export const NOON = Date.parse('2026-11-24T17:00:00Z')

type Answer = Placed | ((order: CallOrder) => Promise<Placed>)

/** The carrier's side of calls, played: it takes what it is asked for, unless it was told to answer otherwise. */
export class PlayedCaller {
  readonly asked: CallOrder[] = []
  readonly cancelled: string[] = []
  /** What it has of the calls it was asked for. */
  readonly has: FoundCall[] = []
  looks = 0
  /** Whatever it made has been picked up by now. */
  isPickedUp = false
  isThere = true
  readonly #answers: Answer[] = []

  answers(...answers: readonly Answer[]): void {
    this.#answers.push(...answers)
  }

  forget(): void {
    this.#answers.length = 0
  }

  readonly api: DialCarrier = {
    placeCall: async (order) => {
      this.asked.push(order)
      const next = this.#answers.shift() ?? { how: 'accepted', carrierCallId: sidOf(this.asked.length) }
      return typeof next === 'function' ? next(order) : next
    },
    findCalls: async ({ sinceMs }) => {
      this.looks += 1
      if (!this.isThere) return err({ reason: 'unreachable', code: '503', retryable: true, retryAfterMs: null })
      return ok(this.has.filter(({ createdAtMs }) => createdAtMs === null || createdAtMs >= sinceMs))
    },
    cancelCall: async (carrierCallId) => {
      this.cancelled.push(carrierCallId)
      return ok(this.isPickedUp ? 'left_alone' : 'let_go')
    },
  }
}

/** The carrier's name of the nth call it was asked for. */
export const sidOf = (nth: number): string => `CA${String(nth).padStart(32, '0')}`

/** One thread that dials at a played carrier, with a clock of its own. The gate, the records and the call's object are real. */
export interface DialStand {
  readonly line: AnsweredLine
  readonly pins: ThreadPins
  readonly carrier: PlayedCaller
  readonly ctx: () => Ctx
  nowMs: number
  wanted(more?: Partial<WantedCall>): Promise<WantedCall>
  dial(more?: Partial<WantedCall>): ReturnType<Dialling['dial']>
  inside<T>(work: (dialling: Dialling, handle: ThreadHandle) => Promise<T>): Promise<T>
  /** Everything that is due now, by a new part each time: what one remembered is forgotten. */
  work(): Promise<void>
  /** Until nothing is left to do, the clock going on as it must, at most `forMs`. */
  workFor(forMs: number): Promise<void>
}

export async function aDialStand(
  nowMs = NOON,
  {
    livemode = true,
    agreed = true,
    timeZone = 'America/New_York',
    language = 'en-US',
    change = (document: AgentDocument): AgentDocument => document,
  } = {},
): Promise<DialStand> {
  const line = await aLine({
    change: (document) => change({ ...document, languages: { also: [], detect: true, default: language } }),
  })
  const ctxAt = (atMs: number): Ctx =>
    contextOf(
      env,
      { tenantId: line.ctx.tenantId, region: 'global', livemode, actor: { type: 'system', name: 'test' } },
      atMs,
    )
  const { personId } = await resolvePerson(ctxAt(nowMs), { phone: CALLED })
  const pins: ThreadPins = { tenantId: line.ctx.tenantId, region: 'global', livemode, personId }
  const carrier = new PlayedCaller()
  const stub = env.THREADS.getByName(personId)
  const stand: DialStand = {
    line,
    pins,
    carrier,
    nowMs,
    ctx: () => ctxAt(stand.nowMs),
    inside: (work) =>
      runInDurableObject(stub, async (_, object) => {
        const handle = new ThreadHandle(object, env, () => null)
        handle.begin(pins)
        const door = {
          ...openDialDoor(handle),
          carrier: async () => carrier.api,
          turn: async () => ({ atMs: stand.nowMs, isGiven: true }),
          clock: () => stand.nowMs,
        }
        return work(new Dialling(handle, door), handle)
      }),
    async wanted(more = {}) {
      const by = await callingLine({ ...stand.ctx(), livemode: true }, { from: line.phoneNumber, agentId: null })
      return { to: CALLED, purpose: 'appointment_reminder', line: by, whenClosed: 'refuse', ...more }
    },
    async dial(more = {}) {
      const wanted = await stand.wanted(more)
      return stand.inside((dialling) => dialling.dial(wanted, stand.nowMs))
    },
    work: () => stand.inside((dialling) => dialling.work(stand.nowMs)),
    async workFor(forMs) {
      const untilMs = stand.nowMs + forMs
      for (let round = 0; round < 100; round += 1) {
        const dueAtMs = await stand.inside(async (dialling) => dialling.dueAtMs())
        if (dueAtMs === null || dueAtMs > untilMs) break
        stand.nowMs = Math.max(stand.nowMs, dueAtMs)
        await stand.work()
      }
      stand.nowMs = untilMs
    },
  }
  if (agreed) await agreedTo(stand.ctx(), timeZone)
  return stand
}

/** They have agreed to reminders by voice, and named where they live. */
const agreedTo = (ctx: Ctx, timeZone: string) =>
  recordConsent(ctx, {
    by: { phone: CALLED },
    level: 'express',
    purposes: ['appointment_reminder', 'service'],
    channels: ['voice'],
    text: 'You may call me about my visits.',
    textVersion: null,
    source: 'front_desk',
    signature: 'none',
    capturedAtMs: ctx.nowMs,
    timeZone,
  })
