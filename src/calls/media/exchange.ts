import { createSentenceSplitter, type SentenceSplitter } from '../../dialogue/sentences.ts'
import type { ToolOutcome } from '../../dialogue/tools/tool.ts'

/** What one reply of the vendor's says, as it comes. */
interface ReplyWords {
  readonly splitter: SentenceSplitter
  text: string
  /** As far as it was heard; null while nothing says that it was not heard whole. */
  heard: string | null
}

/**
 * One thing the caller said, and what the vendor's model answers to it.
 *
 * The answer may begin before anybody knows what was said: the words come from another model, and later.
 */
export interface Exchange {
  /** Below zero, so that it is no turn's number: it has none until it is kept. */
  readonly id: number
  /** The vendor's name for what the caller says; null when the model speaks unasked. */
  readonly saidId: string | null
  /** When the caller had finished, or began when they have not. */
  atMs: number
  /** The caller has finished: from then on it can be answered. */
  hasPaused: boolean
  /** What the caller said, secrets masked; null while it is not known. */
  caller: string | null
  repliedAtMs: number | null
  readonly replies: Map<string, ReplyWords>
  /** What was said in place of something the agent must not say. */
  instead: string
  ending: NonNullable<ToolOutcome['ending']> | null
  readonly toolsCalled: string[]
  /** A tool has answered a question in it. */
  answers: boolean
  /** Tools being run: the model goes on when they have answered. */
  running: number
  /** Nothing more is said in it. */
  isClosed: boolean
  /** Nothing of it is left to be played: it is known what was heard. */
  isPlayed: boolean
  /** Another answer was given, by rule: this one is not kept. */
  isDropped: boolean
  /** What the agent said in it is among what numbers are listened for with. */
  isNoted: boolean
  isKept: boolean
  /** The number of the turn it was kept as; null when it is not, or there was nothing to keep. */
  turn: number | null
}

export const newExchange = (id: number, saidId: string | null, atMs: number): Exchange => ({
  id,
  saidId,
  atMs,
  hasPaused: false,
  caller: null,
  repliedAtMs: null,
  replies: new Map(),
  instead: '',
  ending: null,
  toolsCalled: [],
  answers: false,
  running: 0,
  isClosed: false,
  isPlayed: false,
  isDropped: false,
  isNoted: false,
  isKept: false,
  turn: null,
})

/** What a model may say to one thing a caller said: some five minutes. */
const ANSWER_CHARS_MAX = 5_000
/** And in how many goes. */
const REPLIES_MAX = 32

/** Whether so many words more are still an answer in this exchange. Nobody listens to a model that does not stop. */
export function hasRoomFor({ replies }: Exchange, replyId: string, text: string): boolean {
  const chars = [...replies.values()].reduce((sum, reply) => sum + reply.text.length, text.length)
  return chars <= ANSWER_CHARS_MAX && (replies.has(replyId) || replies.size < REPLIES_MAX)
}

/** The words of a reply in this exchange. */
export function wordsOf(exchange: Exchange, replyId: string): ReplyWords {
  const known = exchange.replies.get(replyId) ?? { splitter: createSentenceSplitter(), text: '', heard: null }
  exchange.replies.set(replyId, known)
  return known
}

const joined = (parts: readonly string[]): string =>
  parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ')

/** All that the agent said in it. */
export const saidIn = ({ replies, instead }: Exchange): string =>
  joined([...[...replies.values()].map(({ text }) => text), instead])

/** As far as it was heard. */
export const heardIn = ({ replies, instead }: Exchange): string =>
  joined([...[...replies.values()].map(({ text, heard }) => heard ?? text), instead])
