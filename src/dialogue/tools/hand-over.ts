import type { AgentTarget } from '../../agents/agent-document.ts'
import { isOpenAt, nextOpeningAfter } from '../../agents/open-hours.ts'
import { HOUR_MS } from '../../bookings/booking.ts'
import { peopleWords } from './people-words.ts'
import { queueOf } from './task-fields.ts'
import type { ToolOutcome, ToolRoom, ToolState } from './tool.ts'

/** Somebody writes within this time of the business being open. */
const REPLY_HOURS = 2

interface Wanted {
  readonly target: AgentTarget | undefined
  readonly reason: string
  readonly intentKey: string
  readonly state: ToolState
}

/**
 * In writing nobody is put through: a task asks the business's people to go on from here.
 *
 * While the business is open the agent falls silent with it. While it is closed nobody would answer, so the agent goes on,
 * and somebody writes when it opens.
 */
export async function handOver(room: ToolRoom, { target, reason, intentKey, state }: Wanted): Promise<ToolOutcome> {
  const { document, nowMs, caller } = room
  const isOpen = isOpenAt(document.hours, nowMs)
  const opensAtMs = isOpen ? nowMs : nextOpeningAfter(document.hours, nowMs)
  const filed = await room.fileTask({
    kind: 'message',
    ...queueOf(target),
    details: {
      reason: reason === '' ? 'Asked for a person.' : reason,
      ...(caller.name !== null && { name: caller.name }),
    },
    intentKey: isOpen ? intentKey : closedKey(intentKey),
    ...(opensAtMs !== null && { dueAtMs: opensAtMs + REPLY_HOURS * HOUR_MS }),
  })
  if (!filed) return { ok: false, value: { code: 'unavailable' } }
  const words = peopleWords(room.language)
  const after = { tasks: state.tasks + 1, transfers: state.transfers + 1 }
  if (isOpen) {
    const value = { transferring: true, say: words.handedOver }
    return { ok: true, value, state: after, outcome: 'transferred', ending: { how: 'handed_over' } }
  }
  const opens = opensAtMs === null ? '' : words.opens(opensAtMs, room)
  const say = `${words.closedInWriting}${opens}`
  return { ok: true, value: { callback: true, say }, state: after, outcome: 'callback_task' }
}

/** While nobody takes over, it is wished once, however often it is said. */
const closedKey = (intentKey: string): string => `${intentKey.slice(0, intentKey.indexOf(':'))}:hand_over`
