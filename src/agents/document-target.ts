import * as z from 'zod'
import { Text } from './document-text.ts'

/** Where a caller is passed on to. */
export const Target = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('phone'),
    number: z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, for example +12125550142'),
    mode: z.enum(['cold', 'warm']).default('warm'),
    whisper: Text.optional(),
    sendDigits: z
      .string()
      .regex(/^[0-9wW#*]{1,40}$/, 'must be keys to press: 0-9, * and #, with w for a wait of half a second')
      .optional()
      .describe(
        'Keys pressed when the number picks up: an extension, or the way through a menu. `w` waits half a second.',
      ),
  }),
  z.strictObject({
    kind: z.literal('task'),
    queue: z.string().min(1),
    priority: z.enum(['low', 'normal', 'high', 'urgent']).default('normal'),
  }),
  z.strictObject({ kind: z.literal('voicemail') }),
  z.strictObject({ kind: z.literal('agent'), agent: z.string() }),
])
