import type { Category } from '../category.ts'
import { dueRows } from '../due-rows.ts'
import { messages } from './table.ts'

export const messageCategory: Category = {
  name: 'messages',
  what: 'That a message was written, on which channel, when, and how far it came. No words.',
  basis: 'legitimate_interest',
  keepDays: 395,
  bounds: { minDays: 1, maxDays: 395 },
  endAction: 'delete',
  subject: 'person',
  where: 'region',
  tables: [messages],
  blobPrefixes: [],
  erase: { does: 'delete', rows: [{ table: messages, tenantId: messages.tenantId, names: [messages.personId] }] },
  clock: {
    table: messages,
    tenantId: messages.tenantId,
    fromAtMs: messages.createdAtMs,
    expiresAtMs: messages.expiresAtMs,
  },

  outline: {
    yearOf: 'createdAtMs',
    fields: {
      direction: { as: 'word', words: messages.direction.enumValues },
      channel: { as: 'word', words: messages.channel.enumValues },
      type: { as: 'word', words: messages.type.enumValues },
      author: { as: 'word', words: messages.author.enumValues },
      status: { as: 'word', words: messages.status.enumValues },
      personId: { as: 'token' },
    },
  },

  due: dueRows({
    table: messages,
    id: messages.id,
    tenantId: messages.tenantId,
    personId: messages.personId,
    expiresAtMs: messages.expiresAtMs,
    sealed: false,
  }),
}
