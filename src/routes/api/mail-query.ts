import * as z from 'zod'
import { listQuery } from './page.ts'

const STATUSES = ['arriving', 'received', 'acted', 'answered', 'closed', 'for_a_person'] as const

/** Of mails that came in, to a business and to the platform. */
export const MailQuery = listQuery({
  status: z.enum(STATUSES).optional(),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
    .optional(),
})
