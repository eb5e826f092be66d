import type { Messaging } from '../contract.ts'
import { accountOf, claimedAccount } from './account.ts'
import { apiOf } from './client.ts'
import { readTwilio, splitTwilio } from './read.ts'
import { hasSignature, verifyTwilio } from './verify.ts'

/** SMS, and WhatsApp as Twilio passes it on. */
export const twilio: Messaging = {
  name: 'twilio',
  // A text of 1,600 emoji is some 20 kilobytes in a form; an advertisement it came from may be as long.
  hookBytesMax: 128 * 1024,
  account: accountOf,
  hasSignature,
  claimedAccount,
  verify: verifyTwilio,
  split: splitTwilio,
  read: readTwilio,
  api: apiOf,
}
