import { forgetFacts } from '../consent/known-facts.ts'
import { contactsToGive, takeContacts } from '../consent/past-contacts.ts'
import { open } from '../vault/seal.ts'
import { staffSinceMs, staffWrote } from './answer/answered-by.ts'
import { forgetLedger } from './answer/written-ledger.ts'
import { forgetMemory } from './answer/written-memory.ts'
import { CORRESPONDENT } from './correspondent.ts'
import { owedDueAtMs } from './media-owed.ts'
import { FORMER, formerOf, INTO, mergedInto, type Estate } from './merged-threads.ts'
import type { ContentType, InboundMessage } from './message.ts'
import { hasOutbox, openCount, outboxOf, unfiledRows } from './outbox-rows.ts'
import { receive } from './receive.ts'
import {
  markPassed,
  namesKnown,
  rememberNames,
  unfiled,
  unpassed,
  type ReceivedItem,
  type ReceivedRow,
} from './received-items.ts'
import { addStop, stopsOf, type Stop } from './stops.ts'
import type { ThreadHandle, ThreadPins } from './thread-handle.ts'
import { openWindow, windowsOf } from './window.ts'
import { peekToAnswer, doneToAnswer, toAnswerPlace, type MessageToAnswer, type ToAnswer } from './to-answer.ts'

/**
 * Gives up a thread: what is to go on goes on where `takeOver` takes it, and what comes from now on is sent on there.
 * Safe to repeat: what was taken over is known there.
 *
 * @param takeOver  resolves to what holds back the other thread, and holds this one back too from then on.
 */
export async function yieldThread(
  handle: ThreadHandle,
  into: ThreadPins,
  takeOver: (estate: Estate) => Promise<readonly Stop[]>,
): Promise<void> {
  handle.storage.kv.put(INTO, into)
  for (let lot = 0; lot < LOTS_MAX; lot += 1) {
    const waiting = waitingIn(handle)
    const stops = await takeOver(await estateOf(handle, waiting))
    for (const stop of stops) addStop(handle.storage, stop)
    letGo(handle, waiting, Date.now())
    const left = waitingIn(handle)
    if (left.toAnswer.length === 0 && left.unpassed.length === 0) return
  }
}

/** Lots that are handed over in one go. What is beyond is more than anybody wrote while they were made one. */
const LOTS_MAX = 50

/** What nobody has answered, as it is in one moment: what comes after it is not taken for handed over. */
interface WaitingRows {
  readonly toAnswer: readonly ToAnswer[]
  readonly unpassed: readonly ReceivedRow[]
}

const waitingIn = (handle: ThreadHandle): WaitingRows =>
  handle.pinsOrNull === null
    ? { toAnswer: [], unpassed: [] }
    : { toAnswer: peekToAnswer(handle), unpassed: unpassed(handle, ITEMS_MAX) }

/** Goes on with what another thread gives up. Answers with what holds this one back. */
export async function takeOver(
  handle: ThreadHandle,
  pins: ThreadPins,
  { estate, alsoId }: { readonly estate: Estate; readonly alsoId: string },
): Promise<readonly Stop[]> {
  handle.begin(pins)
  const former = formerOf(handle.storage)
  if (!former.includes(alsoId)) handle.storage.kv.put(FORMER, [...former, alsoId])
  const nowMs = Date.now()
  for (const { line, atMs } of estate.windows) openWindow(handle.storage, line, atMs, nowMs)
  rememberNames(handle, estate.names, nowMs)
  if (estate.staffSinceMs !== null) staffWrote(handle, estate.staffSinceMs)
  takeContacts(handle, estate.contacts)
  // What either agreed to is now kept of one.
  forgetFacts(handle)
  await receive(handle, pins, estate.items)
  return stopsOf(handle.storage)
}

/** All that is to go on in another thread. */
async function estateOf(handle: ThreadHandle, rows: WaitingRows): Promise<Estate> {
  const stops = stopsOf(handle.storage)
  if (handle.pinsOrNull === null) return { stops, items: [], names: [], staffSinceMs: null, windows: [], contacts: [] }
  const items = await openItems(handle, rows)
  const waiting = new Set(items.map(({ messageId }) => messageId))
  const names = namesKnown(handle).filter(({ messageId }) => !waiting.has(messageId))
  const { storage } = handle
  const given = { windows: windowsOf(storage), contacts: contactsToGive(handle) }
  return { stops, items, names, staffSinceMs: staffSinceMs(handle), ...given }
}

/**
 * Forgets what a thread that was given up knew of its person, sealed with a key that goes. Safe to repeat.
 *
 * @returns whether nothing here needs that key any more. What is on its way, and what is still to be filed, does.
 */
export function forgetYielded(handle: ThreadHandle): boolean {
  const { storage } = handle
  if (mergedInto(storage) === null) return false
  for (const [name] of storage.kv.list({ prefix: CORRESPONDENT })) storage.kv.delete(name)
  if (handle.pinsOrNull === null) return true
  forgetMemory(handle)
  forgetLedger(handle)
  const isSending =
    hasOutbox(handle) && (openCount(outboxOf(handle)) > 0 || unfiledRows(outboxOf(handle), 1).length > 0)
  const isIdle = !isSending && unfiled(handle, 1).length === 0 && owedDueAtMs(handle) === null
  if (isIdle) handle.forgetKey()
  return isIdle
}

/** It has been taken over: nobody answers it here. */
function letGo(handle: ThreadHandle, rows: WaitingRows, nowMs: number): void {
  if (handle.pinsOrNull === null) return
  const seqsOf = (some: readonly { readonly seq: number }[]): readonly number[] => some.map(({ seq }) => seq)
  handle.storage.transactionSync(() => {
    doneToAnswer(handle, seqsOf(rows.toAnswer))
    markPassed(handle, seqsOf(rows.unpassed), nowMs)
  })
}

const ITEMS_MAX = 1_000

async function openItems(handle: ThreadHandle, waiting: WaitingRows): Promise<readonly ReceivedItem[]> {
  const items: ReceivedItem[] = []
  for (const row of waiting.toAnswer) {
    const place = toAnswerPlace(handle.pins.tenantId, row.providerMessageId)
    const text = await open(await handle.key(), place, row.sealed)
    if (text !== null) items.push(itemOf(row, (JSON.parse(text) as MessageToAnswer).message))
  }
  for (const row of waiting.unpassed) {
    const json = row.sealed === null ? null : await handle.open(row.providerMessageId, 'received', row.sealed)
    if (json === null) continue
    const agent = row.agentId === null ? null : { id: row.agentId, version: row.agentVersion ?? 0 }
    items.push({ ...itemOf(row, JSON.parse(json) as InboundMessage), kind: row.kind, agent })
  }
  return items
}

interface Named {
  readonly messageId: string
  readonly provider: string
  readonly type: ContentType
  readonly receivedAtMs: number
}

/** A voice note is not written down again: it is answered as what it is. */
const itemOf = ({ messageId, provider, type, receivedAtMs }: Named, message: InboundMessage): ReceivedItem => ({
  kind: 'message',
  provider,
  providerMessageId: message.providerMessageId,
  messageId,
  channel: message.channel,
  line: message.line,
  sentAtMs: message.sentAtMs,
  receivedAtMs,
  type,
  changes: message.content.type === 'edit' || message.content.type === 'revoke' ? message.content.of : null,
  isVoice: false,
  agent: null,
  json: JSON.stringify(message),
})
