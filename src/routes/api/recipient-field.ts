import * as z from 'zod'
import { readPhone } from '../../kernel/read-phone.ts'
import type { Recipient } from '../../messages/message.ts'

/** A business-scoped user id: a country, a dot, and what follows; a portfolio's has `ENT` between. */
export const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/

/** Whoever is written to: a number in any human spelling, or a WhatsApp user id. */
export const RecipientField = z
  .string()
  .trim()
  .min(1)
  .max(140)
  .transform((text, context): Recipient => {
    if (USER_ID.test(text)) return { phone: null, userId: text }
    const phone = readPhone(text)
    if (phone !== null) return { phone, userId: null }
    const message = 'Neither a phone number nor a WhatsApp user id can be read here.'
    context.addIssue({ code: 'custom', message, params: { code: 'not_a_recipient' }, input: text })
    return z.NEVER
  })
  .meta({
    examples: ['+1 212 555 0142'],
    description:
      'A phone number in any human spelling (one without its country is of the United States), or a WhatsApp user id.',
  })
