import * as z from 'zod'
import { Hours } from '../../agents/hours.ts'

/** Opening hours as the API takes and gives them: as in the agent document. */
export const HoursField = z.strictObject(Hours.shape).meta({
  id: 'Hours',
  description: 'A week on the business’s own wall clock, and dates that differ from it. A day may end at 24:00.',
  examples: [
    {
      tz: 'America/New_York',
      weekly: { mo: [['08:00', '17:00']], tu: [['08:00', '17:00']] },
      exceptions: [{ date: '2026-12-25', open: [], note: 'Christmas' }],
    },
  ],
})
