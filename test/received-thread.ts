import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { fileReceived } from '../src/messages/filing.ts'
import type { Content, InboundMessage } from '../src/messages/message.ts'
import { Passing } from '../src/messages/passing.ts'
import { receive } from '../src/messages/receive.ts'
import { TOGETHER_MS, unfiled, type ReceivedItem } from '../src/messages/received-items.ts'
import { ThreadHandle, type ThreadPins } from '../src/messages/thread-handle.ts'
import { newId } from '../src/kernel/ids.ts'

const LINE = '100000000000001'
let written = 0

/** A message as a line's intake hands it over. */
export function anItem(
  content: Content,
  more: Partial<ReceivedItem> & { readonly sender?: InboundMessage['sender'] } = {},
): ReceivedItem {
  const { sender = { phone: '+12125550142', userId: null, name: 'Ann Lee', username: null }, ...fields } = more
  const providerMessageId = fields.providerMessageId ?? `wamid.I${(written += 1)}`
  const sentAtMs = fields.sentAtMs ?? Math.floor(Date.now() / 1000) * 1000
  const message: InboundMessage = {
    channel: 'whatsapp',
    providerMessageId,
    sender,
    line: LINE,
    sentAtMs,
    content,
    repliesTo: null,
    fromAd: false,
    groupId: null,
    keyword: null,
  }
  return {
    kind: 'message',
    provider: 'whatsapp',
    providerMessageId,
    channel: 'whatsapp',
    line: LINE,
    sentAtMs,
    receivedAtMs: Date.now(),
    type: content.type,
    changes: content.type === 'edit' || content.type === 'revoke' ? content.of : null,
    isVoice: content.type === 'media' && content.media.some(({ kind }) => kind === 'voice'),
    agent: null,
    json: JSON.stringify(message),
    ...fields,
  }
}

export const text = (words: string): Content => ({ type: 'text', text: words })

/** A thread whose clock is the test's: nothing rings by itself. */
export interface HeldThread {
  readonly pins: ThreadPins
  /** Runs `work` inside the thread's object, with a handle of its own: as after a restart, nothing is in memory. */
  in<T>(work: (handle: ThreadHandle) => Promise<T>): Promise<T>
  receive(items: readonly ReceivedItem[]): Promise<number>
  /** Files until nothing is left to be filed. */
  file(): Promise<void>
  /** Passes on until nothing is left to be passed on, as of `nowMs`. */
  pass(nowMs?: number): Promise<void>
}

export function aHeldThread(tenantId: string, region: ThreadPins['region'] = 'global'): HeldThread {
  const pins: ThreadPins = { tenantId, region, livemode: true, personId: newId('per', Date.now()) }
  const stub = env.THREADS.getByName(`held-${pins.personId}`)
  const inside = <T>(work: (handle: ThreadHandle) => Promise<T>): Promise<T> =>
    runInDurableObject(stub, async (_, state) => work(new ThreadHandle(state, env, () => null)))
  return {
    pins,
    in: inside,
    receive: (items) => inside((handle) => receive(handle, pins, items)),
    file: () =>
      inside(async (handle) => {
        while (unfiled(handle, 1).length > 0) await fileReceived(handle, Date.now())
      }),
    pass: (nowMs = Date.now()) =>
      inside(async (handle) => {
        const passing = new Passing(handle)
        for (let due = passing.dueAtMs(); due !== null && due <= nowMs + TOGETHER_MS; due = passing.dueAtMs())
          await passing.work(nowMs)
      }),
  }
}
