import * as z from 'zod'
import { PURPOSES } from '../consent/contact.ts'
import { Text } from './document-text.ts'
import { ClockTime } from './written-forms.ts'

/** How whoever picks up shows that they are who is called, before anything is said that only they may hear. */
const IDENTITY_CHECKS = ['none', 'name', 'date_of_birth'] as const
export type IdentityCheck = (typeof IDENTITY_CHECKS)[number]

const Voicemail = z.strictObject({
  action: z.enum(['leave', 'hangup']).default('leave'),
  text: Text.optional().describe(
    'After who calls, and before the number to call back: nothing of what the call is about. By default only that.',
  ),
  phiFree: z.literal(true).default(true),
})

/**
 * The calls that an agent makes. Every agent can make them without it. What a call begins with is not in it: who calls,
 * that it is an AI, and how these calls are stopped is always said, and first.
 */
export const Outbound = z.strictObject({
  callerName: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Who calls, as an assistant is told that screens the call.'),
  purpose: Text.optional().describe('What for, as such an assistant is told. Never of health care: that is personal.'),
  identityCheck: z
    .enum(IDENTITY_CHECKS)
    .optional()
    .describe('What whoever picks up is asked first. By default their name in health care, and nothing elsewhere.'),
  matters: z
    .partialRecord(z.enum(PURPOSES), Text)
    .default({})
    .describe('By purpose: what the person is told first, once it is them. `{name}` stands for a field of the call.'),
  voicemail: Voicemail.prefault({}),
  window: z
    .tuple([ClockTime, ClockTime])
    .default(['08:00', '21:00'])
    .describe('When calls are made, where the person is. The law may be narrower, and holds then.'),
  attempts: z.number().int().min(1).max(3).default(2).describe('Of a campaign that does not say how often.'),
  gapHours: z
    .number()
    .min(1)
    .max(168)
    .default(24)
    .describe('Of a campaign that does not say: hours before somebody is tried again who did not pick up.'),
})
