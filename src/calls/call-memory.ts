import type { AgentField } from '../agents/agent-document.ts'
import type { KeyState } from '../dialogue/capture/keys.ts'
import { FRESH_TALK, type TalkState } from '../dialogue/talk-state.ts'
import type { Reply } from '../dialogue/heard.ts'
import type { CallerInput, Utterance } from '../providers/llm/contract.ts'
import type { CallState } from './call-state.ts'
import type { MaskedTalk } from './masked-talk.ts'

/** What a call knows of its caller and its talk. Kept sealed: it holds what was said. */
export interface CallMemory {
  /** E.164 as the carrier gave it, or null when withheld. */
  readonly phone: string | null
  readonly name: string | null
  readonly talk: TalkState
  /** The newest replies and the number of the turn each belongs to, newest last. */
  readonly replies: readonly (Reply & { readonly turn: number })[]
  /** The tail of the talk as heard, for the model. */
  readonly history: readonly Utterance[]
  /** An input being worked on, until its turn is written: what a lost object must take up again. */
  readonly pending: CallerInput | null
  /** The last few things said, for hearing numbers that come in pieces. Absent: nothing was said. */
  readonly mask?: MaskedTalk
  /** What is being keyed in, and the field it is for. Of a secret that no field is for: how many digits, and no digit. */
  readonly keys?: KeyState | null
  readonly keysFor?: AgentField
  /** What the caller gave for sensitive fields, by their ids. It is nowhere else, and goes nowhere but under the summary's seal. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Of a call that we make: what it is about. */
  readonly about?: CallAbout
}

/** What a call that we make is about: an appointment of theirs, and what else is to be said, as the business gave it. */
export interface CallAbout {
  readonly bookingId?: string
  readonly fields?: Readonly<Record<string, string>>
  /** A campaign reminds them of an appointment that is in no diary of ours. */
  readonly isListed?: true
}

export type ChangeMemory = (memory: CallMemory) => CallMemory

export const FRESH_MEMORY: CallMemory = {
  phone: null,
  name: null,
  talk: FRESH_TALK,
  replies: [],
  history: [],
  pending: null,
}

const REPLIES_MAX = 3
const HISTORY_MAX = 30

/** One turn as it is kept for the transcript. */
export interface CallTurn {
  readonly atMs: number
  readonly caller: string | null
  readonly agent: string
  readonly heard: string
  readonly repliedAtMs: number
  /** It answers a question of the caller's. */
  readonly answers?: true
}

/** A turn, and what becomes of memory and call with it. `turns` is counted by itself. */
export interface AddedTurn {
  readonly turn: CallTurn
  readonly memory: (memory: CallMemory, turn: number) => CallMemory
  readonly state: (state: CallState) => CallState
}

/** What the caller did, in words for the transcript; null for silence. */
export function inWords(input: CallerInput): string | null {
  if (input.type === 'said') return input.text
  return input.type === 'pressed' ? `[pressed ${input.digit}]` : null
}

/** The memory after a turn. */
export function remembered(
  memory: CallMemory,
  turn: number,
  { caller, agent, heard, repliedAtMs }: CallTurn,
  cut: boolean,
): CallMemory {
  const reply = { text: agent, sentAtMs: repliedAtMs, heard: cut ? heard : agent, cut, turn }
  const said: Utterance[] = caller === null ? [] : [{ speaker: 'caller', text: caller }]
  return {
    ...memory,
    pending: null,
    replies: [...memory.replies, reply].slice(-REPLIES_MAX),
    history: [...memory.history, ...said, { speaker: 'agent' as const, text: reply.heard }].slice(-HISTORY_MAX),
  }
}

/** The memory after reply `index` turned out to have been heard only in part. */
export function corrected(memory: CallMemory, index: number, reply: CallMemory['replies'][number]): CallMemory {
  const before = memory.replies[index]?.heard
  const replies = memory.replies.map((known, at) => (at === index ? reply : known))
  const last = memory.history.findLastIndex(({ speaker, text }) => speaker === 'agent' && text === before)
  const history = memory.history.map((said, at) => (at === last ? { ...said, text: reply.heard } : said))
  return { ...memory, replies, history }
}
