import { ModelFailure, type Writing } from '../contract.ts'
import { dataOf, takeAnswer, type Ask } from './answer.ts'
import type { ChatMessage } from './chat-message.ts'
import { createThoughtFilter } from './drop-thoughts.ts'
import { readDelta } from './read-delta.ts'
import { TEXT_CHARS_MAX, type Patience } from './stream-reply.ts'
import { startWatch, type Watch } from './watch.ts'

/** Nobody is on the line: a model may think before it writes. */
const PATIENCE: Patience = { firstTokenMs: 15_000, betweenTokensMs: 5_000 }

/** The messages that ask for a text. */
export const writingMessages = ({ instruction, material }: Writing): readonly ChatMessage[] => [
  { role: 'system', content: instruction },
  { role: 'user', content: material },
]

/**
 * One whole text of a vendor's, as it is written: unlike in a talk, what looks like a call of a tool is text. Asks once.
 *
 * @throws ModelFailure when there is none, or no whole one, or `signal` aborts before it is.
 */
export async function writeText(ask: Ask, nowMs: number, signal: AbortSignal): Promise<string> {
  const watch = startWatch(signal)
  watch.allow(PATIENCE.firstTokenMs)
  try {
    return await textOf(await takeAnswer(ask, watch, nowMs), watch)
  } catch (error) {
    throw signal.aborted || watch.isLate() ? new ModelFailure('slow') : error
  } finally {
    watch.close()
  }
}

async function textOf(response: Response, watch: Watch): Promise<string> {
  const thoughts = createThoughtFilter()
  let text = ''
  for await (const data of dataOf(response, watch)) {
    watch.allow(PATIENCE.betweenTokensMs)
    const delta = data.trim() === '[DONE]' ? null : readDelta(data)
    if (delta !== null && delta.error !== null) throw new ModelFailure('cut')
    text += thoughts.push(delta?.text ?? '')
    if (text.length > TEXT_CHARS_MAX) throw new ModelFailure('cut')
    if (delta !== null && delta.finish === null) continue
    // Without an end of its own a text has the vendor's word that it is whole.
    if (delta !== null && delta.finish !== 'stop') throw new ModelFailure('cut')
    return text + thoughts.flush()
  }
  throw new ModelFailure('cut')
}
