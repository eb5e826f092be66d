import type { Place } from '../vault/seal.ts'

/** Where what a message says is sealed for, in `message_bodies`. */
export const bodyPlace = (tenantId: string, messageId: string): Place => ({
  tenantId,
  table: 'message_bodies',
  recordId: messageId,
  field: 'body',
})
