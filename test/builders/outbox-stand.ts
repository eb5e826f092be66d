import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { CONTACT_CHANNELS, PURPOSES } from '../../src/consent/contact.ts'
import { namesOf } from '../../src/consent/identity-of.ts'
import { DecisionsPart } from '../../src/consent/owed-decisions.ts'
import { contextOf, type Ctx } from '../../src/context.ts'
import { newId } from '../../src/kernel/ids.ts'
import { ok } from '../../src/kernel/result.ts'
import type { StatusReport } from '../../src/messages/message.ts'
import { Outbox } from '../../src/messages/outbox.ts'
import { ThreadHandle, type ThreadPins } from '../../src/messages/thread-handle.ts'
import type { WantedMessage } from '../../src/messages/wanted-message.ts'
import { openWindow } from '../../src/messages/window.ts'
import type { MessagingApi, SendOrder, Sent } from '../../src/providers/messaging/contract.ts'
import { consents } from '../../src/records/consents/table.ts'
import { withPlatformId } from '../platform-ids.ts'

export const LINE = '106540352242922'
export const PHONE = '+12125550142'

/** What a platform makes of the next request; a function for what takes its time. */
export type Answer = Sent | (() => Promise<Sent>)

/** The far end of a platform, played: it takes what it is sent, unless it was told to answer otherwise. */
export class PlayedPlatform {
  readonly got: SendOrder[] = []
  readonly #answers: Answer[] = []
  isThere = true

  answers(...answers: readonly Answer[]): void {
    this.#answers.push(...answers)
  }

  /** Drops the answers that nothing has asked for. */
  forget(): void {
    this.#answers.length = 0
  }

  /** Has `work` ask for the next answer, which is given when the test says so. The clock of an object goes on meanwhile. */
  nextAnswer(sent: Sent, work: () => Promise<unknown>): { readonly asked: Promise<void>; answer(): Promise<void> } {
    let isGiven = false
    const before = this.got.length
    this.answers(async () => {
      while (!isGiven) await scheduler.wait(5)
      return sent
    })
    const working = work()
    const asked = (async () => {
      while (this.got.length === before) await scheduler.wait(5)
    })()
    return {
      asked,
      async answer() {
        isGiven = true
        await working
      },
    }
  }

  readonly api: MessagingApi = {
    send: async (order) => {
      this.got.push(order)
      const next = this.#answers.shift() ?? {
        how: 'accepted',
        providerMessageId: idOf(this.got.length),
        recipient: null,
      }
      return typeof next === 'function' ? next() : next
    },
    markRead: async () => true,
    fetchMedia: async () => ({ ok: false, error: 'gone' }),
    deleteMessage: async () => ok(undefined),
    subscribe: async () => ok(undefined),
    unsubscribe: async () => ok(undefined),
    lookUp: async () => (this.isThere ? ok({ displayNumber: null }) : { ok: false, error: 'unreached' }),
  }

  texts(): string[] {
    return this.got.map(({ content }) => ('text' in content ? content.text : ''))
  }
}

/** The platform's id of the nth message it took. */
export const idOf = (nth: number): string => `wamid.${nth}`

/** One thread with an outbox at a played platform and a clock of its own: nothing happens but what a test asks for. */
export interface Stand {
  readonly pins: ThreadPins
  readonly ctx: () => Ctx
  readonly platform: PlayedPlatform
  nowMs: number
  /** Everything that is due, at once, by a new object: whatever one remembered is forgotten in between. */
  work(): Promise<void>
  /** Until nothing is left to do, the clock going on as it must, at most `forMs`. */
  workFor(forMs: number): Promise<void>
  enqueue(wanted?: Partial<WantedMessage>): ReturnType<Outbox['enqueue']>
  report(report: Partial<StatusReport>): Promise<void>
  opened(atMs: number): Promise<void>
  inside<T>(work: (outbox: Outbox, handle: ThreadHandle) => Promise<T>): Promise<T>
}

export function aStand(nowMs = Date.now(), livemode = true, tenantId = newId('ten', nowMs)): Stand {
  const pins: ThreadPins = {
    tenantId,
    region: 'global',
    livemode,
    personId: newId('per', nowMs),
  }
  const platform = new PlayedPlatform()
  const stub = env.THREADS.getByName(pins.personId)
  const stand: Stand = {
    pins,
    platform,
    nowMs,
    ctx: () => contextOf(env, { ...pins, actor: { type: 'system', name: 'test' } }, stand.nowMs),
    inside: (work) =>
      runInDurableObject(stub, async (_, object) => {
        const handle = new ThreadHandle(object, env, () => null)
        handle.begin(pins)
        const door = {
          platform: async () => platform.api,
          statusUrl: (provider: string) => `http://gateway.test/hooks/messages/${provider}/status`,
          clock: () => stand.nowMs,
          random: () => 0,
        }
        return work(new Outbox(handle, door), handle)
      }),
    work: () => stand.inside((outbox) => outbox.work(stand.nowMs)),
    async workFor(forMs) {
      const untilMs = stand.nowMs + forMs
      for (let round = 0; round < 500; round += 1) {
        const dueAtMs = await stand.inside(async (outbox) => outbox.dueAtMs())
        if (dueAtMs === null || dueAtMs > untilMs) break
        stand.nowMs = Math.max(stand.nowMs, dueAtMs)
        await stand.work()
      }
      stand.nowMs = untilMs
    },
    enqueue: (wanted = {}) => stand.inside((outbox) => outbox.enqueue({ ...A_TEXT, ...wanted }, stand.nowMs)),
    report: (report) =>
      stand.inside((outbox) => outbox.report([{ ...A_STATUS, atMs: stand.nowMs, ...report }], stand.nowMs)),
    opened: (atMs) => stand.inside(async (_, handle) => openWindow(handle.storage, LINE, atMs, stand.nowMs)),
  }
  return stand
}

const A_TEXT: WantedMessage = {
  channel: 'whatsapp',
  provider: 'whatsapp',
  line: LINE,
  to: { phone: PHONE, userId: null },
  content: { type: 'text', text: 'Your visit is at ten.' },
  author: 'agent',
}

const A_STATUS: StatusReport = {
  channel: 'whatsapp',
  line: LINE,
  providerMessageId: idOf(1),
  messageId: null,
  recipient: { phone: PHONE, userId: null },
  status: 'sent',
  word: 'sent',
  atMs: 0,
  error: null,
}

/** Events of a tenant, oldest first: their type, and what they tell. */
export async function eventsOf(tenantId: string): Promise<readonly { type: string; data: Record<string, unknown> }[]> {
  const sql = 'SELECT type, body FROM events WHERE tenant_id = ? ORDER BY rowid'
  const { results } = await env.DB.prepare(sql).bind(tenantId).all<{ type: string; body: string }>()
  return results.map(({ type, body }) => ({ type, data: (JSON.parse(body) as { data: Record<string, unknown> }).data }))
}

/** A message in the records, with what its platform calls it as that says it. */
export async function messageRow(id: string) {
  const sql = 'SELECT * FROM messages WHERE id = ?'
  const row = await env.DB.prepare(sql).bind(id).first<Record<string, string | number | null>>()
  return row === null ? null : withPlatformId(row)
}

/** Its person has agreed to be contacted for everything, on every channel. */
export async function agreed(stand: Stand, level: 'express' | 'written' = 'written'): Promise<string> {
  const { tenantId, livemode, personId } = stand.pins
  const id = newId('cns', stand.nowMs)
  const capturedAtMs = stand.nowMs - 60_000
  const what = { action: 'granted', level, purposes: PURPOSES, channels: CONTACT_CHANNELS } as const
  const how = { source: 'test', signature: 'electronic', evidenceHash: id, recordedBy: 'test' } as const
  const [identityToken = ''] = await namesOf(stand.ctx(), { phone: PHONE, userId: null })
  const who = { tenantId, livemode, personId, identityToken, pepperVersion: 1 }
  const times = { capturedAtMs, createdAtMs: capturedAtMs, expiresAtMs: capturedAtMs + 86_400_000_000 }
  const row = { id, ...who, ...what, ...how, ...times }
  await stand.ctx().db.insert(consents).values(row)
  return id
}

/** What the gate decided of its messages, oldest first, once it is in the records. */
export async function decisionsOf(stand: Stand) {
  await stand.inside(async (_, handle) => {
    const part = new DecisionsPart(handle)
    while (part.dueAtMs() !== null) await part.work(stand.nowMs)
  })
  const sql = 'SELECT * FROM contact_decisions WHERE person_id = ? ORDER BY id'
  const { results } = await env.DB.prepare(sql).bind(stand.pins.personId).all<Record<string, string | number | null>>()
  return results
}
