import { callDesk } from '../bookings/call-desk.ts'
import type { ToolRoom } from '../dialogue/tools/tool.ts'
import { errorName, log } from '../kernel/log.ts'
import { createTask } from '../tasks/create.ts'
import type { CallHandle } from './call-handle.ts'

/** What the tools of this call may reach: the real diary and the real task list. */
export async function openRoom(handle: CallHandle, nowMs: number): Promise<ToolRoom> {
  const document = await handle.document()
  const { phone, name } = await handle.memory(nowMs)
  const ctx = handle.ctx(nowMs)
  const { callId, personId } = handle.state
  const keySubject = handle.state.keySubject ?? callId
  return {
    document,
    language: document.languages.default,
    nowMs,
    timeZone: document.hours.tz,
    desk: callDesk(ctx, { callId, personId, keySubject }, document),
    takesVoicemail: handle.state.pins.keepsAudio !== false,
    caller: { phone, name },
    async fileTask(order) {
      try {
        await createTask(ctx, {
          ...order,
          callId,
          personId,
          keySubject,
          details: { ...order.details, ...(phone !== null && { caller_number: phone }) },
        })
        return true
      } catch (error) {
        log.error('task.not_filed', { callId, kind: order.kind, error: errorName(error) })
        return false
      }
    },
  }
}
