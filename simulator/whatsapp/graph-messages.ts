import * as z from 'zod'
import { GraphRefusal, noSuchObject } from './graph-refusal.ts'
import type { GraphRequest } from './graph.ts'
import type { OwnLine } from './own-line.ts'
import { readSendRequest } from './send-request.ts'
import { takeMessage } from './take-message.ts'

type Json = Readonly<Record<string, unknown>>

const READABLE_MS = 30 * 24 * 3_600_000

/** The line a request names. @throws GraphRefusal when it is none of the application's. */
export function lineOf({ cloud, id }: Pick<GraphRequest, 'cloud' | 'id'>): OwnLine {
  const line = cloud.lineOf(id)
  if (line === null) throw noSuchObject(id)
  return line
}

export function sendMessage({ cloud, id, body, fault }: GraphRequest): Json {
  const line = lineOf({ cloud, id })
  return takeMessage(cloud, line, readSendRequest(body), fault?.fails ?? null)
}

const ReadRequest = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
})

/** Shows a message as read, and that an answer is being written. */
export function markRead({ cloud, id, body }: GraphRequest): Json {
  const line = lineOf({ cloud, id })
  const parsed = ReadRequest.safeParse(body)
  if (!parsed.success) throw new GraphRefusal(131009, z.prettifyError(parsed.error))
  const { message_id: messageId, typing_indicator: typing } = parsed.data
  const received = cloud.received.get(messageId)
  if (received?.lineId !== line.id || Date.now() - received.atMs > READABLE_MS)
    throw new GraphRefusal(131009, 'Invalid parameter: message_id')
  received.readAtMs ??= Date.now()
  if (typing !== undefined) received.typed = true
  return { success: true }
}
