import * as z from 'zod'
import { Text } from './document-text.ts'
import { Slug } from './written-forms.ts'

/** No number that is keyed in is longer. */
const DIGITS_MAX = 40
const Count = z.number().int().min(1).max(DIGITS_MAX)

/** Something a caller is asked for. */
export const Field = z.strictObject({
  id: Slug,
  label: Text,
  ask: Text.optional(),
  type: z.enum(['text', 'name', 'phone', 'email', 'date', 'dob', 'number', 'boolean', 'enum', 'zip']),
  options: z.array(z.string().min(1)).max(50).optional(),
  digits: z
    .strictObject({ min: Count, max: Count })
    .optional()
    .describe('Makes a number a code, as of a membership: so many digits, said or keyed in, zeros in front and all.'),
  sensitive: z
    .boolean()
    .optional()
    .describe(
      'Nobody is to see the digits: they reach no model, transcript, log, task or event. They are kept sealed with the ' +
        'transcript, for as long, and shown under `summary.sensitive_fields` when the one call is got.',
    ),
  required: z.boolean().default(true),
  /** How it is read back: not at all, as it is, or spelled. */
  confirm: z.enum(['none', 'echo', 'spell']).default('echo'),
  /** When it is read back as soon as it is given. By default always for phone, email and dob, for name when in doubt. */
  confirmWhen: z.enum(['always', 'when_unsure', 'never']).optional(),
  /** Protected health information: kept out of thin events. */
  phi: z.boolean().default(false),
  saveTo: z.string().optional(),
})
