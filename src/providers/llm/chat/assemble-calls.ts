import { ModelFailure, type ToolCall } from '../contract.ts'
import { callId } from './chat-message.ts'
import type { CallPiece } from './read-delta.ts'

const CALLS_MAX = 16
const ARGUMENT_CHARS_MAX = 16 * 1024

interface Draft {
  readonly index: number | null
  id: string | null
  name: string | null
  args: string
  whole: Readonly<Record<string, unknown>> | null
}

/** Joins the pieces of a reply's tool calls. */
export interface CallAssembler {
  /** Throws a ModelFailure when there are more, or longer ones, than any tool of ours takes. */
  push(pieces: readonly CallPiece[]): void
  /** The calls in the order they began. Throws a ModelFailure when one has no name or no object of arguments. */
  finish(): readonly ToolCall[]
}

/**
 * Joins tool calls by index, as OpenAI streams them, and by what is left where servers differ: whole calls in one piece,
 * no ids, no index, or several whole calls under one index.
 *
 * @param callsBefore  how many calls this turn has had: ids go on from there.
 */
export function createCallAssembler(callsBefore: number): CallAssembler {
  const drafts: Draft[] = []
  let chars = 0

  function add(piece: CallPiece): void {
    const draft = draftOf(drafts, piece)
    draft.id ??= piece.id
    draft.name ??= piece.name
    if (typeof piece.args === 'string') {
      draft.args += piece.args
      chars += piece.args.length
    } else {
      draft.whole = piece.args
      chars += JSON.stringify(piece.args).length
    }
    if (chars > ARGUMENT_CHARS_MAX || drafts.length > CALLS_MAX) throw new ModelFailure('malformed')
  }

  return {
    push: (pieces) => pieces.forEach(add),
    finish: () =>
      drafts.map(({ name, args, whole }, nth) => {
        const read = whole ?? objectIn(args)
        if (name === null || read === null) throw new ModelFailure('malformed')
        return { id: callId(callsBefore + nth + 1), name, args: read }
      }),
  }
}

/** The call that a piece belongs to, a new one when it begins one. */
function draftOf(drafts: Draft[], piece: CallPiece): Draft {
  const known =
    piece.index === null
      ? (drafts.findLast(({ id }) => id !== null && id === piece.id) ?? (begins(piece) ? undefined : drafts.at(-1)))
      : drafts.findLast(({ index }) => index === piece.index)
  if (known && !isAnother(known, piece)) return known
  const fresh: Draft = { index: piece.index, id: null, name: null, args: '', whole: null }
  drafts.push(fresh)
  return fresh
}

const begins = ({ id, name }: CallPiece): boolean => id !== null || name !== null

/** Whether `piece` begins a call of its own though its index is taken: some servers number every call 0. */
function isAnother(known: Draft, piece: CallPiece): boolean {
  if (piece.name === null) return false
  if (known.id !== null && piece.id !== null) return known.id !== piece.id
  return known.name !== null && (known.whole !== null || (known.args !== '' && objectIn(known.args) !== null))
}

/** The object that arguments are, `{}` for none at all, or null. Some servers quote the JSON once more. */
function objectIn(args: string): Readonly<Record<string, unknown>> | null {
  if (args.trim() === '') return {}
  const read = parsed(args)
  const inner = typeof read === 'string' ? parsed(read) : read
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? (inner as Record<string, unknown>)
    : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
