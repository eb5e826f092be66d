import * as z from 'zod'
import { readPhone } from '../../kernel/read-phone.ts'

/** A phone number as people write it, read into E.164. */
export const Phone = z
  .string()
  .max(60)
  .transform((text, context) => {
    const number = readPhone(text)
    if (number !== null) return number
    context.addIssue({
      code: 'custom',
      message: 'No phone number can be read here.',
      params: { code: 'not_a_phone_number' },
      input: text,
    })
    return z.NEVER
  })
  .meta({
    examples: ['+1 212 555 0142'],
    description: 'In any human spelling; a number without its country is one of the United States.',
  })
