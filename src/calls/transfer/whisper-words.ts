import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import type { CallMemory } from '../call-memory.ts'
import type { CallState, TransferPerson } from '../call-state.ts'
import { callWords } from '../call-words.ts'
import { isSame, phoneTargets } from './people.ts'

/** A recognised sentence may be long; who picks up wants to know whether to take the call. */
const SAID_CHARS_MAX = 160

/**
 * What whoever was rung hears before the caller does: who calls, what for, and which keys answer. In the business's first
 * language, whatever the call is in.
 *
 * A practice's callers are not named, nor quoted: until a key is pressed it may be a machine that listens.
 */
export function whisperWords(
  document: AgentDocument,
  person: TransferPerson,
  state: Pick<CallState, 'pins' | 'recordingRefused'>,
  memory: Pick<CallMemory, 'name' | 'history'>,
): string {
  const { default: language } = document.languages
  const { whisper: words, announced } = callWords(language)
  const own = phoneTargets(document).find((target) => isSame(target, person) && target.whisper)?.whisper
  const isRecorded = state.pins.recorded && !state.recordingRefused
  return [
    words.hasCall(textIn(document.business, language)),
    ...(own === undefined ? [] : [textIn(own, language)]),
    ...(document.vertical === 'healthcare' ? [] : aboutCaller(words, memory)),
    ...(isRecorded ? [announced] : []),
    words.keys,
  ].join(' ')
}

function aboutCaller(
  words: ReturnType<typeof callWords>['whisper'],
  { name, history }: Pick<CallMemory, 'name' | 'history'>,
): readonly string[] {
  const said = history.findLast(({ speaker, text }) => speaker === 'caller' && !text.startsWith('['))?.text
  return [...(name === null ? [] : [words.from(name)]), ...(said === undefined ? [] : [words.said(shortened(said))])]
}

function shortened(said: string): string {
  const text = said.replaceAll(/\s+/g, ' ').trim()
  if (text.length <= SAID_CHARS_MAX) return /[.?!]$/.test(text) ? text : `${text}.`
  return `${text.slice(0, text.lastIndexOf(' ', SAID_CHARS_MAX) || SAID_CHARS_MAX)}.`
}
