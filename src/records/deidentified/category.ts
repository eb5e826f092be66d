import type { Category } from '../category.ts'
import { deidentifiedRows } from './table.ts'

export const deidentifiedCategory: Category = {
  name: 'deidentified',
  what: 'What a business had kept of its calls, messages, bookings and tasks beyond their end, without anything that tells of anybody (45 CFR 164.514(b)(2)). As long as it is a customer.',
  basis: 'legitimate_interest',
  keepDays: null,
  bounds: 'fixed',
  endAction: 'delete',
  subject: 'nobody',
  where: 'region',
  tables: [deidentifiedRows],
  blobPrefixes: [],
}
