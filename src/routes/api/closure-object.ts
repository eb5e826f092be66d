import * as z from 'zod'
import { progressOf, type ClosureRow } from '../../tenants/closing/closure.ts'
import { time, Time, timeOrNull } from './shape.ts'

export const ClosureObject = z
  .object({
    object: z.literal('closure'),
    id: z.string(),
    status: z.enum(['announced', 'winding_down', 'working', 'completed', 'cancelled', 'objected']),
    requested_by: z.string(),
    approved_by: z.string().nullable().describe('The second key that agreed. Until then nothing begins.'),
    announced_at: Time,
    effective_at: Time.describe('Until then it can be called off. Then keys and lines are gone.'),
    erases_at: Time.nullable().describe('When everything else goes.'),
    waits_for_holds: z.array(z.string()).describe('Holds that have to end before anything is erased.'),
    waits_for_vendors: z
      .int()
      .describe('Copies that carriers and platforms have to delete still. They are asked for up to 15 days.'),
    completed_at: Time.nullable(),
    livemode: z.boolean(),
  })
  .meta({ id: 'Closure' })

export const closureObject = (row: ClosureRow) => ({
  object: 'closure' as const,
  id: row.id,
  status: row.status,
  requested_by: row.requestedBy,
  approved_by: row.approvedBy,
  announced_at: time(row.announcedAtMs),
  effective_at: time(row.effectiveAtMs),
  erases_at: timeOrNull(row.erasesAtMs),
  waits_for_holds: progressOf(row).waitsFor ?? [],
  waits_for_vendors: progressOf(row).owed ?? 0,
  completed_at: timeOrNull(row.completedAtMs),
  livemode: true,
})
