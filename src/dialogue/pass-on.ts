import type { AgentDocument, AgentTarget } from '../agents/agent-document.ts'
import { isForAnyone } from '../agents/for-anyone.ts'
import { isOpenAt } from '../agents/open-hours.ts'
import { queueOf } from './tools/task-fields.ts'
import type { Progress, TurnSetting } from './turn-setting.ts'

/** Why a caller is passed on by rule, and not because anybody asked for it. Each is done once in a conversation. */
type Why = 'emergency' | 'recording_declined' | 'objected'

const REASONS: Readonly<Record<Why, string>> = {
  emergency: 'The caller spoke of an emergency.',
  recording_declined: 'The caller does not want to be recorded.',
  objected: 'The caller objects to the assistant, or to what is done with their data.',
}

/** What became of it: they are being connected, somebody will call them, or neither can be. */
export type PassedOn = 'connecting' | 'will_be_called' | 'nobody'

/** Passes the caller on to `target`: rings it when this turn has been spoken, or leaves it to the team to call back. */
export async function passOn(
  { room, conversationId }: TurnSetting,
  progress: Progress,
  why: Why,
  target: AgentTarget,
): Promise<PassedOn> {
  const { tools } = progress.state
  if (target.kind === 'phone' && room.inWriting !== true) {
    progress.state = { ...progress.state, tools: { ...tools, transfers: tools.transfers + 1 } }
    progress.ending = { how: 'transfer', to: target, ...(why === 'emergency' && { stands: true as const }) }
    return 'connecting'
  }
  if (room.caller.phone === null || progress.state.hides) return 'nobody'
  const { queue, priority } = queueOf(target)
  const filed = await room.fileTask({
    kind: 'callback',
    queue,
    priority: why === 'emergency' ? 'urgent' : priority,
    details: { reason: REASONS[why], ...(room.caller.name !== null && { name: room.caller.name }) },
    intentKey: `${conversationId}:${why}`,
    dueAtMs: room.nowMs,
  })
  if (filed) progress.state = { ...progress.state, tools: { ...tools, tasks: tools.tasks + 1 } }
  return filed ? 'will_be_called' : 'nobody'
}

/** Whom the routing has for anyone who asks, at this hour: somebody to ring before somebody to call back. */
export function anyoneNow({ routing, hours }: AgentDocument, nowMs: number): AgentTarget | null {
  const isOpen = isOpenAt(hours, nowMs)
  const targets = routing
    .filter(({ intent, when }) => isForAnyone(intent) && (when === 'always' || (when === 'open') === isOpen))
    .map(({ to }) => to)
  return targets.find(({ kind }) => kind === 'phone') ?? targets.find(({ kind }) => kind === 'task') ?? null
}
