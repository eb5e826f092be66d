import type { numbers } from '../records/numbers/table.ts'

export type NumberRow = typeof numbers.$inferSelect

/** The carrier account of a test number: there is none, and no carrier is ever asked about it. */
export const TEST_ACCOUNT = 'test'

/** What is claimed: a live number for everyone, a test number only within its business. */
export const claimOf = (tenantId: string, livemode: boolean, phoneNumber: string): string =>
  livemode ? phoneNumber : `test:${tenantId}:${phoneNumber}`
