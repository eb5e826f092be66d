/** One reply of the agent, as far as it is known to have been heard. */
export interface Reply {
  readonly text: string
  readonly sentAtMs: number
  /** What the caller heard of it: the whole text unless something says otherwise. */
  readonly heard: string
  readonly cut: boolean
}

/** How many characters a voice speaks in a second, on the slow side: used only where the carrier reports nothing. */
const CHARS_PER_SECOND = 14
const SPEECH_START_MS = 600

/** How long `text` takes to be spoken, in milliseconds, roughly and generously. */
export const speechMs = (text: string): number => SPEECH_START_MS + Math.ceil((text.length / CHARS_PER_SECOND) * 1000)

interface Word {
  readonly text: string
  /** Where it begins, in characters. */
  readonly at: number
}

const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(/[\p{L}\p{N}]+/gu), ({ 0: word, index }) => ({ text: word.toLowerCase(), at: index }))

/**
 * How far into `text` the words of `part` reach, in characters; null when they are not in it.
 *
 * The first and the last of them may be cut. Compared word by word: what the carrier reports is as long as it likes, and
 * must not become a pattern.
 */
function reach(text: string, part: string): number | null {
  const said = wordsOf(text)
  const heard = wordsOf(part)
  if (heard.length === 0) return 0
  for (let first = 0; first + heard.length <= said.length; first += 1) {
    const end = endOfMatch(said, heard, first)
    if (end !== null) return end
  }
  return null
}

function endOfMatch(said: readonly Word[], heard: readonly Word[], first: number): number | null {
  const last = heard.length - 1
  for (const [index, { text }] of heard.entries()) {
    const word = said[first + index]
    if (word === undefined) return null
    const from = index === 0 ? (last === 0 ? word.text.indexOf(text) : suffixAt(word.text, text)) : 0
    const fits = index === last ? from >= 0 && word.text.startsWith(text, from) : word.text.slice(from) === text
    if (from < 0 || !fits) return null
    if (index === last) return word.at + from + text.length
  }
  return null
}

const suffixAt = (word: string, end: string): number => (word.endsWith(end) ? word.length - end.length : -1)

/**
 * Which of `replies` (newest last) an interruption cut, or null for none.
 *
 * An answer to a key goes out before the interruption of the speech it answers is reported. So a report belongs to the
 * newest reply only when that can have been playing: its words are in it, and it has been out for at least as long as
 * the report says speech had been running.
 */
export function cutReply(
  replies: readonly Reply[],
  heard: string,
  afterMs: number | null,
  nowMs: number,
): number | null {
  for (let index = replies.length - 1; index >= 0; index -= 1) {
    const reply = replies[index]
    if (!reply) continue
    const outForMs = nowMs - reply.sentAtMs
    const canHavePlayed = afterMs === null || outForMs + CLOCK_SKEW_MS >= afterMs
    if (
      canHavePlayed &&
      !reply.cut &&
      reach(reply.text, heard) !== null &&
      !(heard === '' && index < replies.length - 1)
    )
      return index
  }
  return null
}

/** The carrier's clock for speech and ours for frames differ by less than this. */
const CLOCK_SKEW_MS = 150

/** `reply` with what was heard of it until it was cut. */
export function cutAt(reply: Reply, heard: string): Reply {
  const end = reach(reply.text, heard) ?? 0
  return { ...reply, heard: reply.text.slice(0, end), cut: true }
}

/** How much of a reply was heard, in one word, for the next turn. */
export function howMuchHeard(reply: Reply | undefined): 'all' | 'part' | 'none' {
  if (!reply?.cut) return 'all'
  return reply.heard.trim().length === 0 ? 'none' : 'part'
}
