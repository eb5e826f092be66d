import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import type { CallMemory } from '../call-memory.ts'
import type { CallState, TransferPerson } from '../call-state.ts'
import { isSame, phoneTargets } from './people.ts'

/** A recognised sentence may be long; who picks up wants to know whether to take the call. */
const SAID_CHARS_MAX = 160

/**
 * What whoever was rung hears before the caller does: who calls, what for, and which keys answer.
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
  const own = phoneTargets(document).find((target) => isSame(target, person) && target.whisper)?.whisper
  const isRecorded = state.pins.recorded && !state.recordingRefused
  return [
    `${textIn(document.business, language)} has a call for you.`,
    ...(own === undefined ? [] : [textIn(own, language)]),
    ...(document.vertical === 'healthcare' ? [] : aboutCaller(memory)),
    ...(isRecorded ? ['This call is recorded.'] : []),
    'Press 1 to take it, or 2 to decline.',
  ].join(' ')
}

function aboutCaller({ name, history }: Pick<CallMemory, 'name' | 'history'>): readonly string[] {
  const said = history.findLast(({ speaker, text }) => speaker === 'caller' && !text.startsWith('['))?.text
  return [
    ...(name === null ? [] : [`It is from ${name}.`]),
    ...(said === undefined ? [] : [`They said: ${shortened(said)}`]),
  ]
}

function shortened(said: string): string {
  const text = said.replaceAll(/\s+/g, ' ').trim()
  if (text.length <= SAID_CHARS_MAX) return /[.?!]$/.test(text) ? text : `${text}.`
  return `${text.slice(0, text.lastIndexOf(' ', SAID_CHARS_MAX) || SAID_CHARS_MAX)}.`
}
