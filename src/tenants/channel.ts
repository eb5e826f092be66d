import type { channels } from '../records/channels/table.ts'

export type ChannelRow = typeof channels.$inferSelect

/** What is claimed: a live line for everyone, a test line only within its business. */
export const channelClaimOf = (tenantId: string, livemode: boolean, provider: string, line: string): string =>
  livemode ? `${provider}:${line}` : `test:${tenantId}:${provider}:${line}`

/** Where a secret of the business's own application is sealed for. */
export const channelSecretPlace = (channelId: string, secret: 'app_secret' | 'access_token'): string =>
  `channels|${channelId}|${secret}`

/** Whether a platform's code is one of trouble that passes by itself: nobody was reached, or they could not answer. */
export const isPassing = (code: string): boolean =>
  /^(unreached|unreachable|unknown|(http_)?(408|429|5\d\d))$/.test(code)
