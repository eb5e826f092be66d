import type { AgentDocument } from '../../agents/agent-document.ts'
import { findMessageLine } from '../message-line.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import type { Waiting } from './take-burst.ts'

/** The agent that the line of a message is given to now; null where there is none, or the line is another business's. */
export async function documentOf(
  handle: ThreadHandle,
  { message, provider }: Waiting,
  nowMs: number,
): Promise<AgentDocument | null> {
  const { directory, db } = handle.ctx(nowMs)
  const { channel, line } = message
  const found = await findMessageLine({ directory, dbOf: () => db, nowMs }, { provider, channel, line })
  return found?.tenantId === handle.pins.tenantId ? (found.agent?.document ?? null) : null
}
