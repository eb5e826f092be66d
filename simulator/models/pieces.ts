import type { Reply } from './mind.ts'
import type { ModelFault } from './model-fault.ts'

/** The delta of one chunk. */
export type Piece = Readonly<Record<string, unknown>>

const CHARS_PER_TOKEN = 4
const THOUGHT = 'The caller wants something. Let me think about what to say.'

/** Text in the pieces a tokeniser makes of it: words with the space before them, long ones cut. */
export const tokensOf = (text: string): readonly string[] => text.match(/\s*\S{1,12}|\s+$/g) ?? []

/** What OpenAI would count, roughly. */
export const tokenCount = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN)

/** A reply in the deltas it is streamed in, after the one that only names the role. */
export function piecesOf({ text, calls }: Reply, fault: ModelFault, id: () => string): readonly Piece[] {
  const thoughts = fault.thinks === 'field' ? tokensOf(THOUGHT).map((content) => ({ reasoning_content: content })) : []
  const spoken = fault.thinks === 'tags' ? `<think>\n${THOUGHT}\n</think>\n\n${text}` : text
  return [
    ...thoughts,
    ...tokensOf(spoken).map((content) => ({ content })),
    ...calls.flatMap(({ name, args }, at) => callPieces({ name, args, at, id: id() }, fault)),
  ]
}

interface CallInReply {
  readonly name: string
  readonly args: Reply['calls'][number]['args']
  readonly at: number
  readonly id: string
}

const ARGUMENT_PIECE_CHARS = 7

function callPieces({ name, args, at, id }: CallInReply, { calls: quirks }: ModelFault): readonly Piece[] {
  const has = (quirk: ModelFault['calls'][number]): boolean => quirks.includes(quirk)
  const index = has('no_index') ? {} : { index: has('one_index') ? 0 : at }
  const head = { ...index, ...(has('no_ids') ? {} : { id: has('same_id') ? 'call_0' : id }), type: 'function' }
  const text = typeof args === 'string' ? args : JSON.stringify(args)
  const piece = (call: Readonly<Record<string, unknown>>): Piece => ({ tool_calls: [call] })
  if (has('object')) return [piece({ ...head, function: { name, arguments: args } })]
  if (has('whole')) return [piece({ ...head, function: { name, arguments: text } })]
  const cuts = Array.from({ length: Math.ceil(text.length / ARGUMENT_PIECE_CHARS) }, (_, nth) =>
    text.slice(nth * ARGUMENT_PIECE_CHARS, (nth + 1) * ARGUMENT_PIECE_CHARS),
  )
  return [
    piece({ ...head, function: { name, arguments: '' } }),
    ...cuts.map((part) => piece({ ...index, function: { arguments: part } })),
  ]
}
