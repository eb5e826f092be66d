import * as z from 'zod'
import type { AgentDocument, AgentField } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { HOUR_MS } from '../../bookings/booking.ts'
import { mentionsMedicine } from './controlled-medicines.ts'
import { FieldValues, missingOf, nameAmong, queueOf } from './task-fields.ts'
import type { Tool, ToolOutcome } from './tool.ts'

const Args = z.object({ fields: FieldValues.describe("What the caller said, by the refill skill's field ids.") })

type RefillSkill = NonNullable<AgentDocument['skills']['refill']>

const NAMES_A_MEDICINE = /medic|drug|prescri|\brx\b|refill/i

/** The fields that name the medicine, or all free text where none says so. */
function medicineFields(fields: readonly AgentField[]): readonly AgentField[] {
  const named = fields.filter(({ id, label }) => NAMES_A_MEDICINE.test(`${id} ${textIn(label, 'en')}`))
  return named.length > 0 ? named : fields.filter(({ type }) => type === 'text')
}

function isNeverTaken({ fields, neverTake }: RefillSkill, given: Readonly<Record<string, string>>): boolean {
  return medicineFields(fields).some(({ id }) => mentionsMedicine(given[id] ?? '', neverTake))
}

/**
 * Passes a refill request on to the care team. It is never approved here, and nothing is promised beyond the document's
 * own promise; for a medicine that is never taken down, nothing is promised at all.
 */
export const requestRefill: Tool = {
  skill: 'refill',
  spec: {
    name: 'request_refill',
    description: 'Passes a refill request on to the care team, once the caller has confirmed it. Approves nothing.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  intent: (_, { tasks }) => `refill:${tasks + 1}`,
  async run(room, given, state, intentKey) {
    const args = Args.safeParse(given)
    const skill = room.document.skills.refill
    if (skill === undefined) return { ok: false, value: { code: 'unavailable' } }
    if (!args.success)
      return { ok: false, value: { code: 'missing_field', field: skill.fields[0]?.id ?? 'medication' } }
    const { fields } = args.data
    const field = missingOf(room, skill.fields, fields)
    if (field !== null) return { ok: false, value: { code: 'missing_field', field } }

    const isRefused = isNeverTaken(skill, fields)
    const order = {
      // A message and not a refill: nothing of the kind was requested in the business's name.
      kind: isRefused ? 'message' : 'refill',
      ...queueOf(skill.route),
      details: isRefused
        ? { ...fields, note: 'Not taken as a refill request: the caller was promised nothing.' }
        : fields,
      intentKey,
      ...(!isRefused && { dueAtMs: room.nowMs + skill.turnaroundHours * HOUR_MS }),
    } as const
    if (!(await room.fileTask(order))) return { ok: false, value: { code: 'unavailable' } }
    const callerName = nameAmong(skill.fields, fields)
    const next = { tasks: state.tasks + 1, ...(callerName !== null && { callerName }) }
    const done: ToolOutcome = isRefused
      ? { ok: false, value: { code: 'not_taken' }, outcome: 'message_taken' }
      : {
          ok: true,
          value: { requested: true, promise: textIn(skill.promise, room.language) },
          outcome: 'refill_requested',
        }
    return { ...done, state: next }
  },
}
