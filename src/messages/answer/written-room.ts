import type { AgentDocument } from '../../agents/agent-document.ts'
import { callDesk } from '../../bookings/call-desk.ts'
import type { ToolRoom } from '../../dialogue/tools/tool.ts'
import { errorName, log } from '../../kernel/log.ts'
import { createTask } from '../../tasks/create.ts'
import type { Sender } from '../message.ts'
import type { ThreadHandle } from '../thread-handle.ts'

/** Who writes, in which conversation, and with which agent. */
export interface Writer {
  readonly document: AgentDocument
  readonly language: string
  readonly conversationId: string
  readonly sender: Pick<Sender, 'phone'>
  /** As they told it, or null. */
  readonly name: string | null
}

/** What the tools may reach while somebody writes: the real diaries and the real task list, for this person only. */
export function openWrittenRoom(handle: ThreadHandle, writer: Writer, nowMs: number): ToolRoom {
  const { document, language, conversationId, sender, name } = writer
  const ctx = handle.ctx(nowMs)
  const { personId } = handle.pins
  const caller = { callId: null, holder: conversationId, personId, keySubject: personId }
  return {
    document,
    language,
    nowMs,
    timeZone: document.hours.tz,
    desk: callDesk(ctx, caller, document),
    takesVoicemail: false,
    inWriting: true,
    caller: { phone: sender.phone, name, isKnown: true },
    async fileTask(order) {
      try {
        const details = {
          ...order.details,
          thread_id: handle.threadId,
          ...(sender.phone !== null && { caller_number: sender.phone }),
        }
        await createTask(ctx, { ...order, callId: null, personId, keySubject: personId, details })
        return true
      } catch (error) {
        log.error('task.not_filed', { threadId: handle.threadId, kind: order.kind, error: errorName(error) })
        return false
      }
    },
  }
}
