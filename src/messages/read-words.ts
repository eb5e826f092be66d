import { and, eq } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { oneOf } from '../records/expired.ts'
import { messageBodies } from '../records/message-bodies/table.ts'
import { findPersonKeys } from '../vault/person-keys.ts'
import { open } from '../vault/seal.ts'
import { bodyPlace } from './body-place.ts'
import type { Content, Outgoing } from './message.ts'
import { wordsOf } from './words-of.ts'

/** A page of a list is never longer. */
const MESSAGES_MAX = 101

/** What these messages say, by id. Without those that say nothing, are not kept, or do not open any more. */
export async function readWords(ctx: Ctx, messageIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (messageIds.length > MESSAGES_MAX) throw new RangeError('more messages than a page has')
  const words = new Map<string, string>()
  if (messageIds.length === 0) return words
  const rows = await ctx.db
    .select()
    .from(messageBodies)
    .where(and(eq(messageBodies.tenantId, ctx.tenantId), oneOf(messageBodies.messageId, messageIds)))
  const people = rows.map(({ personId }) => personId)
  const keys = await findPersonKeys(ctx.vault, ctx.blobs, ctx.tenantId, people)
  for (const { messageId, personId, sealedBody } of rows) {
    const key = keys.get(personId) ?? null
    const json = key === null ? null : await open(key, bodyPlace(ctx.tenantId, messageId), sealedBody)
    const said = json === null ? null : wordsOf(JSON.parse(json) as Content | Outgoing)
    if (said !== null) words.set(messageId, said)
  }
  return words
}
