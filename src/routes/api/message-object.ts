import * as z from 'zod'
import { CHANNELS, CONTENT_TYPES, MEDIA_KINDS, MESSAGE_STATUSES } from '../../messages/message.ts'
import { textOf, type OpenedMedia, type OpenedMessage } from '../../messages/read-message.ts'
import { segmentsOf } from '../../messages/sms-segments.ts'
import { messageMedia } from '../../records/message-media/table.ts'
import { messages } from '../../records/messages/table.ts'
import { contentObject, ContentObject } from './content-object.ts'
import { time, Time } from './shape.ts'

export type MessageRow = typeof messages.$inferSelect

const MediaObject = z
  .object({
    id: z.string().meta({ examples: ['med_01k5m3x8q2v7w9y0z1a2b3c4d5'] }),
    kind: z.enum(MEDIA_KINDS),
    content_type: z.string().nullable(),
    bytes: z.int().nullable(),
    sha256: z.string().nullable().describe('Of the bytes, hexadecimal.'),
    file_name: z.string().nullable(),
    status: z
      .enum(messageMedia.status.enumValues)
      .describe('`stored`: it can be fetched. `elsewhere`: the platform named an address that is not its own.'),
    words: z.object({ language: z.string(), text: z.string() }).nullable().describe('A voice note in words.'),
    expires_at: Time,
  })
  .meta({ id: 'MessageMedia' })

export const MessageObject = z
  .object({
    object: z.literal('message'),
    id: z.string(),
    thread_id: z.string(),
    person_id: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    channel: z.enum(CHANNELS),
    provider: z.string(),
    line: z.string().describe('Your side: a number of yours, or Meta’s id of one.'),
    provider_message_id: z
      .string()
      .nullable()
      .describe('What the platform calls it. Kept sealed where it holds their number; null once their key is gone.'),
    type: z.enum(CONTENT_TYPES),
    author: z.enum(messages.author.enumValues),
    status: z
      .enum(MESSAGE_STATUSES)
      .describe(
        '`sending`: a request was made, and nobody knows yet what became of it. `blocked`: not sent, by their wish.',
      ),
    error_code: z.string().nullable().describe('Ours or the platform’s, of a message that was not sent.'),
    replies_to: z.string().nullable(),
    livemode: z.boolean(),
    sent_at: Time.describe('By the platform’s clock, for what came in.'),
    created_at: Time,
    updated_at: Time,
  })
  .meta({ id: 'Message' })

export const WholeMessage = z
  .object({
    ...MessageObject.shape,
    text: z.string().nullable().describe('What it says. Null where it has no words, or none are kept.'),
    content: ContentObject.nullable().describe('All of it, by its `type`.'),
    segments: z.int().nullable().describe('How many text messages an SMS of yours is sent, and paid for, as.'),
    history: z.array(z.object({ word: z.string(), code: z.string().nullable(), at: Time })),
    media: z.array(MediaObject),
  })
  .meta({ id: 'WholeMessage' })

export const messageObject = (row: MessageRow) => ({
  object: 'message' as const,
  id: row.id,
  thread_id: row.threadId,
  person_id: row.personId,
  direction: row.direction,
  channel: row.channel,
  provider: row.provider,
  line: row.line,
  provider_message_id: row.providerMessageId,
  type: row.type,
  author: row.author,
  status: row.status,
  error_code: row.errorCode,
  replies_to: row.repliesTo,
  livemode: row.livemode,
  sent_at: time(row.sentAtMs),
  created_at: time(row.createdAtMs),
  updated_at: time(row.updatedAtMs),
})

const mediaObject = ({ row, fileName, words }: OpenedMedia) => ({
  id: row.id,
  kind: row.kind,
  content_type: row.contentType,
  bytes: row.bytes,
  sha256: row.sha256,
  file_name: fileName,
  status: row.status,
  words,
  expires_at: time(row.expiresAtMs),
})

/** A message with what it says and what became of it. */
export function wholeMessage(row: MessageRow, { content, media }: OpenedMessage) {
  const text = textOf(content)
  const isSms = row.channel === 'sms' && row.direction === 'outbound'
  return {
    ...messageObject(row),
    text,
    content: content && contentObject(content),
    segments: isSms && text !== null ? segmentsOf(text).count : null,
    history: row.history.map(({ word, code, atMs }) => ({ word, code: code ?? null, at: time(atMs) })),
    media: media.map(mediaObject),
  }
}
