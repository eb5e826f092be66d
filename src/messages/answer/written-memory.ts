import { FRESH_TALK, type TalkState } from '../../dialogue/talk-state.ts'
import type { Utterance } from '../../providers/llm/contract.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import type { Choices } from './choices.ts'

/** What the agent knows of one written conversation. Kept sealed with the person's key, and no longer than it lasts. */
export interface WrittenMemory {
  /** The nth conversation of this thread. */
  readonly nth: number
  /** How often the agent has answered in it. */
  readonly turns: number
  readonly lastAtMs: number
  readonly talk: TalkState
  /** As it was written, oldest first, for the model. */
  readonly history: readonly Utterance[]
  /** What could be chosen from under the last reply. */
  readonly choices: Choices | null
  /** What was asked last and is not answered. */
  readonly question: string | null
  /** The person's own, once they showed it. */
  readonly language: string | null
  /** What they wrote last, and how often in a row: known beyond a goodbye, which a machine says in its every message. */
  readonly repeated?: { readonly text: string; readonly times: number }
  /** Somebody said goodbye: what is written next begins another conversation. */
  readonly isOver: boolean
}

/** After so long a silence a conversation is over, and what was known of it goes. */
export const CONVERSATION_MS = 24 * 60 * 60 * 1000

const HISTORY_MAX = 30
const UTTERANCE_CHARS_MAX = 2_000

const MEMORY = 'answer_memory'
const COUNT = 'answer_conversations'
const LAST_AT = 'answer_last_at_ms'

/** Names a conversation, for its intents: no colon is in it, since an intent's own name comes after one. */
export const conversationIdOf = ({ threadId }: ThreadHandle, { nth }: WrittenMemory): string => `${threadId}.${nth}`

/** What is known of the conversation that goes on, or begins, at `nowMs`. One that does not open any more is forgotten. */
export async function readMemory(handle: ThreadHandle, nowMs: number): Promise<WrittenMemory> {
  const { kv } = handle.storage
  const nth = kv.get<number>(COUNT) ?? 0
  const sealed = kv.get<string>(MEMORY)
  const text = sealed === undefined ? null : await handle.open(COUNT, MEMORY, sealed)
  const memory = text === null ? null : (JSON.parse(text) as WrittenMemory)
  if (memory !== null && !memory.isOver && nowMs - memory.lastAtMs < CONVERSATION_MS) return memory
  return {
    nth: nth + 1,
    turns: 0,
    lastAtMs: nowMs,
    talk: FRESH_TALK,
    history: [],
    choices: null,
    question: null,
    language: memory?.language ?? null,
    ...(memory?.repeated && { repeated: memory.repeated }),
    isOver: false,
  }
}

/** The memory as it is written down, sealed: to be put by {@link putMemory}. */
export async function sealMemory(handle: ThreadHandle, memory: WrittenMemory): Promise<string> {
  await handle.key()
  return handle.seal(COUNT, MEMORY, JSON.stringify(memory))
}

/** Synchronous, for the transaction in which what was answered is put aside. */
export function putMemory({ storage: { kv } }: ThreadHandle, { nth, lastAtMs }: WrittenMemory, sealed: string): void {
  kv.put(MEMORY, sealed)
  kv.put(COUNT, nth)
  kv.put(LAST_AT, lastAtMs)
}

/** When what is known of the conversation goes, epoch milliseconds, or null when nothing is. */
export function memoryEndsAtMs({ storage: { kv } }: ThreadHandle): number | null {
  const lastAtMs = kv.get<number>(LAST_AT)
  return lastAtMs === undefined ? null : lastAtMs + CONVERSATION_MS
}

export function forgetMemory({ storage: { kv } }: ThreadHandle): void {
  kv.delete(MEMORY)
  kv.delete(LAST_AT)
}

/** What the business wrote last, or nothing. */
export const lastReplyIn = ({ history }: WrittenMemory): string =>
  history.findLast(({ speaker }) => speaker === 'agent')?.text ?? ''

/** The history with what was written since. */
export function withHistory(memory: WrittenMemory, said: readonly Utterance[]): WrittenMemory {
  const cut = said.map((one) => ({ ...one, text: cutText(one.text) }))
  const repeated = cut
    .filter(({ speaker }) => speaker === 'caller')
    .reduce((before, { text }) => ({ text, times: timesOf(text, before) + 1 }), memory.repeated)
  return { ...memory, ...(repeated && { repeated }), history: [...memory.history, ...cut].slice(-HISTORY_MAX) }
}

const cutText = (text: string): string => text.slice(0, UTTERANCE_CHARS_MAX)

const timesOf = (text: string, repeated: WrittenMemory['repeated']): number =>
  repeated?.text === text ? repeated.times : 0

/** How often in a row these very words have been written before. */
export const timesWritten = (text: string, { repeated }: WrittenMemory): number => timesOf(cutText(text), repeated)
