import { fromBase64, toHex } from '../../../kernel/bytes.ts'
import type { Content, MediaKind, MediaRef } from '../../../messages/message.ts'
import { idIn, textIn, wordsIn, type Json } from './json-fields.ts'

const CAPTION_CHARS_MAX = 4096
const URL_CHARS_MAX = 2048
const FILE_NAME_CHARS_MAX = 255

/** One file, with its caption. Null when nothing says where it is. */
export function readMedia(kind: MediaKind, media: Json): Content | null {
  const source = sourceIn(media)
  if (source === null) return null
  const isVoice = kind === 'audio' && media['voice'] === true
  const ref: MediaRef = {
    kind: isVoice ? 'voice' : kind,
    source,
    contentType: wordsIn(media, 'mime_type', 100),
    sha256: sha256In(media),
    fileName: wordsIn(media, 'filename', FILE_NAME_CHARS_MAX),
  }
  return { type: 'media', media: [ref], text: textIn(media, 'caption', CAPTION_CHARS_MAX) ?? '' }
}

/** The id is good for a week, the address for five minutes. */
function sourceIn(media: Json): MediaRef['source'] | null {
  const id = idIn(media, 'id')
  if (id !== null) return { id }
  const url = wordsIn(media, 'url', URL_CHARS_MAX)
  return url !== null && URL.canParse(url) ? { url } : null
}

/** Webhooks tell the hash in base64, the API in either way: always 64 lower-case hex digits, or null. */
export function sha256In(media: Json): string | null {
  const told = wordsIn(media, 'sha256', 100)
  if (told === null) return null
  if (/^[0-9a-f]{64}$/i.test(told)) return told.toLowerCase()
  const bytes = fromBase64(told)
  return bytes?.length === 32 ? toHex(bytes) : null
}
