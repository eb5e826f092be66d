import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WhatsAppCloud } from './cloud.ts'
import { GraphRefusal, noSuchObject } from './graph-refusal.ts'
import { lineOf } from './graph-messages.ts'
import type { GraphRequest } from './graph.ts'
import type { StoredMedia } from './media-shelf.ts'

type Json = Readonly<Record<string, unknown>>

const MIB = 1024 * 1024
/** What may be sent, and how large it may be. */
const SENT_BYTES_MAX: readonly (readonly [type: RegExp, bytesMax: number])[] = [
  [/^image\/(jpeg|png)$/, 5 * MIB],
  [/^image\/webp$/, 500 * 1024],
  [/^(audio\/(aac|amr|mpeg|mp4|ogg)|video\/(mp4|3gpp))/, 16 * MIB],
  [/^(application|text)\//, 100 * MIB],
]
const UPLOAD_BYTES_MAX = 100 * MIB

export function describeMedia({ cloud, id, query }: GraphRequest): Json {
  const media = mediaOf(cloud, id, query.get('phone_number_id'))
  return {
    messaging_product: 'whatsapp',
    url: cloud.media.addressOf(media, cloud.options.apiUrl(), Date.now()),
    mime_type: media.mimeType,
    sha256: media.sha256,
    file_size: String(media.bytes.length),
    id: media.id,
  }
}

function mediaOf(cloud: WhatsAppCloud, id: string, lineId: string | null): StoredMedia {
  const media = cloud.media.get(id)
  if (media === null || (lineId !== null && lineId !== media.lineId)) throw noSuchObject(id)
  return media
}

export function deleteMedia({ cloud, id }: GraphRequest): Json {
  mediaOf(cloud, id, null)
  return { success: cloud.media.remove(id) }
}

/** The bytes, at an address that was handed out. One that is over is simply not there. */
export function sendMedia(cloud: WhatsAppCloud, url: URL, response: ServerResponse): void {
  const media = cloud.media.at(url, Date.now())
  if (media === null) return void response.writeHead(404).end()
  const headers = { 'Content-Type': media.mimeType, 'Content-Length': String(media.bytes.length) }
  response.writeHead(200, headers).end(media.bytes)
}

export async function uploadMedia({ cloud, id, incoming }: GraphRequest): Promise<Json> {
  const line = lineOf({ cloud, id })
  const form = await formOf(incoming)
  const file = form.get('file')
  if (form.get('messaging_product') !== 'whatsapp' || !(file instanceof File))
    throw new GraphRefusal(100, 'messaging_product and file are required')
  const given = form.get('type')
  const type = typeof given === 'string' ? given : file.type
  const [, bytesMax] = SENT_BYTES_MAX.find(([form_]) => form_.test(type)) ?? []
  if (bytesMax === undefined)
    throw new GraphRefusal(100, `Param file must be a file with one of the known types, not ${type}`)
  if (file.size > bytesMax) throw new GraphRefusal(131053, 'The file is too large')
  return { id: cloud.media.put(line.id, type, new Uint8Array(await file.arrayBuffer())).id }
}

async function formOf(incoming: IncomingMessage): Promise<FormData> {
  const type = incoming.headers['content-type'] ?? ''
  if (Number(incoming.headers['content-length'] ?? 0) > UPLOAD_BYTES_MAX) throw new GraphRefusal(131053, 'too large')
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  try {
    return await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData()
  } catch {
    throw new GraphRefusal(100, 'The body is no multipart form')
  }
}
