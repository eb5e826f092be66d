import type { CallerInput, ModelTurn, ToolResult, Utterance } from '../contract.ts'
import { callId, type ChatMessage } from './chat-message.ts'
import { recallCalls, type Exchange } from './remembered-calls.ts'
import { dataText, note, saidText } from './said-text.ts'

/** A caller who says more than this in one breath is heard to the end; the beginning is left out. */
const INPUT_CHARS_MAX = 2_000
const UTTERANCE_CHARS_MAX = 2_000
const VALUE_CHARS_MAX = 2_000
/** What a message costs beside its words. */
const MESSAGE_CHARS = 16

/** Messages that belong together: all of them are in the prompt or none. */
export type Beat = readonly ChatMessage[]

export const beatChars = (beat: Beat): number => beat.reduce((sum, message) => sum + messageChars(message), 0)

export function messageChars(message: ChatMessage): number {
  const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : []
  return message.content.length + MESSAGE_CHARS + (calls.length > 0 ? JSON.stringify(calls).length : 0)
}

const WE_CALLED =
  'You called them for the business, and they have been told who calls. Tell nobody else what the call is about, and leave no message.'

/** Who calls. A caller's name is the caller's word, so it is told in the talk and not by the system. */
export function opening({ caller, channel }: ModelTurn): ChatMessage {
  const { phoneKnown, name, returning, wasCalled } = caller
  const known = [
    wasCalled === true
      ? WE_CALLED
      : channel === 'voice'
        ? 'The phone rings. They have been greeted.'
        : 'Somebody writes.',
    phoneKnown ? 'Their number is known: no need to ask for it.' : 'Their number is hidden.',
    ...(name === null ? [] : [`They gave their name before as "${saidText(name).slice(0, 80)}".`]),
    returning ? 'They have been in touch before.' : 'They are new.',
  ]
  return { role: 'user', content: note(known.join(' ')) }
}

/** The talk as it was heard, oldest first, with what the tools answered where they did. */
export function pastBeats({ history, memory }: ModelTurn): readonly Beat[] {
  const answered = placeCalls(history, recallCalls(memory))
  return history.flatMap((utterance, at): Beat[] => {
    const message = messageOf(utterance)
    const calls = answered.get(at)
    return [...(message ? [[message]] : []), ...(calls ? [calls] : [])]
  })
}

function messageOf({ speaker, text }: Utterance): ChatMessage | null {
  const said = (speaker === 'caller' ? saidText(text) : text.trim()).slice(-UTTERANCE_CHARS_MAX)
  if (said === '') return null
  if (speaker === 'caller') return { role: 'user', content: said }
  return { role: 'assistant', content: /[.!?…]["')\]]*$/.test(said) ? said : `${said} …` }
}

/** After which utterance each exchange belongs: the newest that has its words, each before the next one's. */
function placeCalls(history: readonly Utterance[], exchanges: readonly Exchange[]): ReadonlyMap<number, Beat> {
  const placed = new Map<number, Beat>()
  let end = history.length
  let nth = exchanges.reduce((sum, { calls }) => sum + calls.length, 0)
  for (const { after, calls } of exchanges.toReversed()) {
    nth -= calls.length
    const at = history.slice(0, end).findLastIndex(({ speaker, text }) => speaker === 'caller' && text === after)
    if (at < 0) continue
    end = at
    const first = nth + 1
    placed.set(
      at,
      calls.flatMap((one, index) => exchange({ ...one, id: `past${String(first + index).padStart(5, '0')}` })),
    )
  }
  return placed
}

interface Told {
  readonly id: string
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
  readonly ok: boolean
  readonly value: unknown
}

/** A call and its answer. One message each: every server takes that, whatever was called beside it. */
function exchange({ id, name, args, ok, value }: Told, said = '', charsMax = VALUE_CHARS_MAX): Beat {
  const given = dataText(args)
  const call = { id, type: 'function', function: { name, arguments: given.length <= charsMax ? given : '{}' } } as const
  const whole = dataText({ ok, value })
  const content = whole.length <= charsMax ? whole : dataText({ ok, note: 'Too long to be shown.' })
  return [
    { role: 'assistant', content: said, tool_calls: [call] },
    { role: 'tool', tool_call_id: id, content },
  ]
}

/** What the caller just did, and what has come of it in this turn so far. Always in the prompt, within `charsMax`. */
export function presentBeat({ input, lastReplyHeard, results, said = '' }: ModelTurn, charsMax: number): Beat {
  const content = [INTERRUPTED[lastReplyHeard], inputText(input)].filter((text) => text !== '').join(' ')
  return [{ role: 'user', content }, ...resultBeat(results, said, charsMax - content.length)]
}

const INTERRUPTED: Readonly<Record<ModelTurn['lastReplyHeard'], string>> = {
  all: '',
  part: note('They cut in: of your last reply they heard only the words above.'),
  none: note('They did not hear your last reply: nothing of it has been said.'),
}

function inputText(input: CallerInput): string {
  switch (input.type) {
    case 'said':
      return saidText(input.text).slice(-INPUT_CHARS_MAX) || note('They said something that could not be made out.')
    case 'pressed':
      return note(`They pressed the key ${saidText(input.digit).slice(0, 1)}.`)
    case 'silent':
      return note(input.nth === 1 ? 'They are silent.' : `They are still silent, ${input.nth} times in a row.`)
  }
}

function resultBeat(results: readonly ToolResult[], said: string, charsMax: number): Beat {
  const each = Math.max(40, Math.min(VALUE_CHARS_MAX, Math.floor(charsMax / Math.max(1, results.length) / 2) - 100))
  return results.flatMap(({ call: { name, args }, ok, value }, at) =>
    exchange(
      { id: callId(at + 1), name, args, ok, value },
      at === 0 ? said.trim().slice(0, UTTERANCE_CHARS_MAX) : '',
      each,
    ),
  )
}
