import type { Messaging } from '../contract.ts'
import { accountOf } from './account.ts'
import { apiOf } from './client.ts'
import { readDelivery } from './read.ts'
import { claimedAccount, splitDelivery } from './split.ts'
import { hasSignature, verifyMeta } from './verify.ts'

/** WhatsApp by Meta's own Cloud API. */
export const whatsapp: Messaging = {
  name: 'whatsapp',
  // Meta's own bound for a delivery.
  hookBytesMax: 3 * 1024 * 1024,
  account: accountOf,
  hasSignature,
  claimedAccount,
  verify: verifyMeta,
  split: splitDelivery,
  read: readDelivery,
  api: apiOf,
}
