import * as z from 'zod'
import type { AgentField, AgentTarget } from '../../agents/agent-document.ts'
import type { TaskOrder, ToolRoom } from './tool.ts'

const FIELDS_MAX = 40

/** What a caller said, by field id. */
export const FieldValues = z
  .record(z.string().max(64), z.string().trim().max(2000))
  .refine((fields) => Object.keys(fields).length <= FIELDS_MAX)

/** The first required field that was not given, or null. A caller's number that is known needs not be asked. */
export function missingOf(
  room: ToolRoom,
  fields: readonly AgentField[],
  given: Readonly<Record<string, string>>,
): string | null {
  const isKnown = ({ id, type }: AgentField) =>
    Boolean(given[id]) ||
    (type === 'phone' && room.caller.phone !== null) ||
    (type === 'name' && room.caller.name !== null)
  return fields.find((field) => field.required && !isKnown(field))?.id ?? null
}

/** Where a task goes when the document names no queue. */
const FRONT_DESK = { queue: 'front-desk', priority: 'normal' } as const

export function queueOf(target: AgentTarget | undefined): Pick<TaskOrder, 'queue' | 'priority'> {
  return target?.kind === 'task' ? { queue: target.queue, priority: target.priority } : FRONT_DESK
}

/** The name among what was given, for the rest of the conversation. */
export function nameAmong(fields: readonly AgentField[], given: Readonly<Record<string, string>>): string | null {
  const field = fields.find(({ type }) => type === 'name')
  return (field && given[field.id]) || given['name'] || null
}
