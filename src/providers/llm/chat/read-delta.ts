import * as z from 'zod'
import { ModelFailure } from '../contract.ts'

/** A piece of a tool call. `args` is text to be joined, or the whole object where a server sends it whole. */
export interface CallPiece {
  readonly index: number | null
  readonly id: string | null
  readonly name: string | null
  readonly args: string | Readonly<Record<string, unknown>>
}

export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** What one event of a reply adds to it, whichever of the shapes it came in. */
export interface Delta {
  readonly text: string
  readonly calls: readonly CallPiece[]
  /** Why the reply is over, in the vendor's word, once it is. */
  readonly finish: string | null
  readonly usage: Usage | null
  /** The vendor's word for what went wrong in the middle, or null. */
  readonly error: string | null
}

const Arguments = z.union([z.string(), z.record(z.string(), z.unknown())]).nullish()

const Piece = z.object({
  index: z.int().min(0).nullish().catch(null),
  id: z.string().nullish().catch(null),
  function: z.object({ name: z.string().nullish(), arguments: Arguments }).nullish(),
  // Workers AI's older shape has them here.
  name: z.string().nullish(),
  arguments: Arguments,
})
const Pieces = z.array(Piece).nullish()

/** A part of a reply, or the whole of it. Thoughts, refusals apart and log probabilities are not ours to read. */
const Said = z.object({
  content: z.string().nullish().catch(null),
  refusal: z.string().nullish().catch(null),
  tool_calls: Pieces,
})

const Count = z.number().min(0)

const Choice = z.object({ delta: Said.nullish(), message: Said.nullish(), finish_reason: z.string().nullish() })

const Chunk = z.object({
  choices: z.array(Choice).nullish(),
  response: z.union([z.string(), z.number()]).nullish().catch(null),
  tool_calls: Pieces,
  usage: z.object({ prompt_tokens: Count, completion_tokens: Count }).nullish().catch(null),
  error: z
    .union([
      z.string().transform(() => ({ type: null, code: null })),
      z.object({
        type: z.string().nullish().catch(null),
        code: z.union([z.string(), z.number()]).nullish().catch(null),
      }),
    ])
    .nullish(),
})

type Piece = z.infer<typeof Piece>

const pieceOf = (piece: Piece): CallPiece => ({
  index: piece.index ?? null,
  id: piece.id || null,
  name: piece.function?.name || piece.name || null,
  args: piece.function?.arguments ?? piece.arguments ?? '',
})

/** A whole message has its calls in order and mostly without an index. */
const whole = (pieces: readonly Piece[]): CallPiece[] => pieces.map((piece, index) => ({ ...pieceOf(piece), index }))

/**
 * Reads one event's data: OpenAI's chunks and whole answers, and Workers AI's `{response, tool_calls}`.
 *
 * @throws ModelFailure `malformed` when it is no JSON or none of these.
 */
export function readDelta(data: string): Delta {
  const chunk = Chunk.safeParse(parsed(data))
  if (!chunk.success) throw new ModelFailure('malformed')
  const { choices, usage, error } = chunk.data
  const choice = choices?.[0]
  return {
    // Some models of Workers AI send the same words in both shapes.
    ...(choice ? saidByChoice(choice) : saidPlainly(chunk.data)),
    finish: choice?.finish_reason || null,
    usage: usage ? { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } : null,
    error: error ? `error ${error.type ?? ''} ${error.code ?? ''}` : null,
  }
}

function saidByChoice({ delta, message }: z.infer<typeof Choice>): Pick<Delta, 'text' | 'calls'> {
  const said = delta ?? message
  const pieces = said?.tool_calls ?? []
  return { text: said?.content ?? said?.refusal ?? '', calls: delta ? pieces.map(pieceOf) : whole(pieces) }
}

const saidPlainly = ({ response, tool_calls: calls }: z.infer<typeof Chunk>): Pick<Delta, 'text' | 'calls'> => ({
  text: String(response ?? ''),
  calls: whole(calls ?? []),
})

function parsed(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}
