import type { CallHandle } from './call-handle.ts'
import type { CallMemory, CallTurn } from './call-memory.ts'
import { revisedReading, type Revision } from './masked-talk.ts'

/** What is shorter is too likely to be found where it is something else. */
const NOTED_CHARS_MIN = 6

/** Takes out of everything kept what has turned out to be part of a number. Done twice, it is done once. */
export async function reviseKept(handle: CallHandle, revisions: readonly Revision[], nowMs: number): Promise<void> {
  if (revisions.length === 0) return
  await handle.changeMemory((memory) => revisions.reduce(reviseMemory, memory), nowMs)
  for (const revision of revisions) await handle.correctTurn(revision.turn, (turn) => reviseTurn(turn, revision), nowMs)
}

/** The memory without it: the talk, the replies, the model's notes, and what is heard together with what comes next. */
export function reviseMemory(memory: CallMemory, revision: Revision): CallMemory {
  const { speaker } = revision
  const inWords = <T extends { readonly speaker: string; readonly text: string }>(said: T): T =>
    said.speaker === speaker ? { ...said, text: revisedText(said.text, revision) } : said
  const { mask, talk } = memory
  return {
    ...memory,
    history: memory.history.map(inWords),
    replies:
      speaker === 'caller'
        ? memory.replies
        : memory.replies.map((reply) => ({
            ...reply,
            text: revisedText(reply.text, revision),
            heard: revisedText(reply.heard, revision),
          })),
    talk: { ...talk, memories: notesRevised(talk.memories, revision) },
    ...(mask && {
      mask: {
        ...mask,
        state: { ...mask.state, said: mask.state.said.map(inWords) },
        ...(mask.reading && { reading: revisedReading(mask.reading, revision) }),
      },
    }),
  }
}

const notesRevised = (memories: CallMemory['talk']['memories'], revision: Revision) =>
  Object.fromEntries(Object.entries(memories).map(([name, notes]) => [name, revisedNotes(notes, revision)]))

/** A kept turn without it. */
export function reviseTurn(turn: CallTurn, revision: Revision): CallTurn {
  if (revision.speaker === 'caller')
    return turn.caller === null ? turn : { ...turn, caller: revisedText(turn.caller, revision) }
  return { ...turn, agent: revisedText(turn.agent, revision), heard: revisedText(turn.heard, revision) }
}

/** Of a reply the end is known, and of what was heard of it perhaps only its beginning. */
function revisedText(text: string, { before, after }: Revision): string {
  if (text.endsWith(before)) return text.slice(0, text.length - before.length) + after
  const at = text === '' ? -1 : before.indexOf(text)
  if (at !== 0) return text
  let shared = 0
  while (shared < text.length && before[shared] === after[shared]) shared += 1
  return text.slice(0, shared).trimEnd()
}

/** Notes are the model's own, and mostly JSON. */
function revisedNotes(notes: string, { before, after }: Revision): string {
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)
  return before.length < NOTED_CHARS_MIN ? notes : notes.replaceAll(inJson(before), inJson(after))
}
