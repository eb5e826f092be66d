import * as z from 'zod'
import { PURPOSES, type Purpose } from '../../consent/contact.ts'

/** What people also call a purpose. */
const ALSO: Readonly<Record<string, Purpose>> = {
  reminder: 'appointment_reminder',
  appointment: 'appointment_reminder',
  telemarketing: 'marketing',
  promotional: 'marketing',
  promotion: 'marketing',
  transactional: 'service',
  informational: 'service',
}

const purposeIn = (text: string): Purpose | undefined => PURPOSES.find((one) => one === text) ?? ALSO[text]

/** What a contact is for, by its name or another that is in use for it. */
export const PurposeField = z
  .string()
  .max(40)
  .transform((text, context): Purpose => {
    const purpose = purposeIn(text)
    if (purpose !== undefined) return purpose
    const message = `This is one of ${PURPOSES.join(', ')}.`
    context.addIssue({ code: 'custom', message, params: { code: 'unknown_value' }, input: text })
    return z.NEVER
  })
  .meta({
    examples: ['appointment_reminder'],
    description:
      `What it is for: ${PURPOSES.join(', ')}. Also taken: ${Object.keys(ALSO).join(', ')}. ` +
      'It decides what consent is needed, and at what hours it may go.',
  })
