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
  /** When the caller had finished, or began when they have not. */
  atMs: number
  /** What the caller said; null while it is not known. */
  caller: string | null
  repliedAtMs: number | null
  readonly replies: Map<string, ReplyWords>
  /** What was said in place of something the agent must not say. */
  instead: string
  ending: NonNullable<ToolOutcome['ending']> | null
  readonly toolsCalled: string[]
  /** Tools being run: the model goes on when they have answered. */
  running: number
  /** Nothing more is said in it. */
  isClosed: boolean
  /** Nothing of it is left to be played: it is known what was heard. */
  isPlayed: boolean
  /** Another answer was given, by rule: this one is not kept. */
  isDropped: boolean
  isKept: boolean
}

export const newExchange = (atMs: number): Exchange => ({
  atMs,
  caller: null,
  repliedAtMs: null,
  replies: new Map(),
  instead: '',
  ending: null,
  toolsCalled: [],
  running: 0,
  isClosed: false,
  isPlayed: false,
  isDropped: false,
  isKept: false,
})

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
