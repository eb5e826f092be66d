import { err, ok } from '../kernel/result.ts'
import type { MessagingApi } from '../providers/messaging/contract.ts'

/** Where the messages of a test key go: taken at once, and to nobody. */
export const nowhere: MessagingApi = {
  send: async ({ messageId }) => ({ how: 'accepted', providerMessageId: `test_${messageId}`, recipient: null }),
  markRead: async () => true,
  fetchMedia: async () => err('gone'),
  deleteMessage: async () => ok(undefined),
  subscribe: async () => ok(undefined),
  unsubscribe: async () => ok(undefined),
  lookUp: async () => ok({ displayNumber: null }),
}
