import { eq } from 'drizzle-orm'
import { bodyPlace } from '../../../messages/body-place.ts'
import { mediaNamePlace, mediaWordsPlace } from '../../../messages/media-place.ts'
import type { Content, Outgoing } from '../../../messages/message.ts'
import { openPlatformId } from '../../../messages/platform-id.ts'
import type { MediaRow } from '../../../messages/read-message.ts'
import { messageBodies } from '../../../records/message-bodies/table.ts'
import { messageMedia } from '../../../records/message-media/table.ts'
import { messages } from '../../../records/messages/table.ts'
import { threads } from '../../../records/threads/table.ts'
import { open } from '../../../vault/seal.ts'
import { mediaFile } from '../file-names.ts'
import { listed, type ExportSource, type Section } from '../section.ts'
import { redacted } from '../third-parties.ts'

/** What a message says, without other people. Cards of other people are theirs. */
function contentOf({ whose }: ExportSource, content: Content | Outgoing): unknown {
  if (content.type === 'contacts') return { type: content.type, contacts: content.contacts.map(() => '[contact]') }
  if (content.type === 'edit') return { type: content.type, of: content.of, content: 'As the message itself says.' }
  const { type, ...said } = content
  return { type, ...redacted(said, whose) }
}

async function openedMedia({ ctx, key, whose }: ExportSource, row: MediaRow) {
  const { id, status, sealedWords, sealedFileName } = row
  const words = sealedWords === null ? null : await open(key, mediaWordsPlace(ctx.tenantId, id), sealedWords)
  const name = sealedFileName === null ? null : await open(key, mediaNamePlace(ctx.tenantId, id), sealedFileName)
  const said = words === null ? null : (JSON.parse(words) as { text: string }).text
  return {
    ...redacted({ file_name: name, words: said }, whose),
    file: status === 'stored' ? mediaFile(row) : null,
  }
}

/** What is kept of what somebody and the business wrote to each other. */
export const messageSections: readonly Section[] = [
  listed<typeof threads.$inferSelect>({
    category: 'threads',
    table: threads,
    id: threads.id,
    whose: ({ personId }) => eq(threads.personId, personId),
  }),
  listed<typeof messages.$inferSelect>({
    category: 'messages',
    table: messages,
    id: messages.id,
    whose: ({ personId }) => eq(messages.personId, personId),
    async opened({ ctx, key }, { providerMessageId: kept }) {
      return { provider_message_id: kept === null ? null : await openPlatformId(ctx.tenantId, key, kept) }
    },
  }),
  listed<typeof messageBodies.$inferSelect>({
    category: 'message_bodies',
    table: messageBodies,
    id: messageBodies.messageId,
    whose: ({ personId }) => eq(messageBodies.personId, personId),
    saidIn: ({ messageId }) => [messageId],
    async opened(source, { messageId, sealedBody }) {
      const text = await open(source.key, bodyPlace(source.ctx.tenantId, messageId), sealedBody)
      return { content: text === null ? null : contentOf(source, JSON.parse(text) as Content | Outgoing) }
    },
  }),
  listed<MediaRow>({
    category: 'message_media',
    table: messageMedia,
    id: messageMedia.id,
    whose: ({ personId }) => eq(messageMedia.personId, personId),
    saidIn: ({ id, messageId }) => [id, messageId],
    opened: openedMedia,
  }),
]
