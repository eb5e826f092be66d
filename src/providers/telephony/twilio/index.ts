import type { Telephony } from '../contract.ts'
import { accountOf } from './account.ts'
import { apiOf } from './api.ts'
import { parseMedia, renderMedia } from './media.ts'
import { claimedAccount, parseTwilio } from './parse.ts'
import { parseRelay, renderRelay } from './relay.ts'
import { renderTwilio } from './render.ts'
import { verifyTwilio, verifyUpgrade } from './verify.ts'

/** Twilio Programmable Voice with ConversationRelay and Media Streams. */
export const twilio: Telephony = {
  name: 'twilio',
  // About two kilobytes are usual; speech results and handoff data may make it more.
  hookBytesMax: 64 * 1024,
  account: accountOf,
  claimedAccount,
  verify: verifyTwilio,
  verifyUpgrade,
  parse: parseTwilio,
  render: renderTwilio,
  parseRelay,
  renderRelay,
  parseMedia,
  renderMedia,
  api: apiOf,
}
