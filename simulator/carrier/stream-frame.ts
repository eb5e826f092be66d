/** A frame the application sent on a stream, checked. */
export type StreamFrame =
  | { readonly event: 'media'; readonly audio: Uint8Array }
  | { readonly event: 'mark'; readonly name: string }
  | { readonly event: 'clear' }

type Fields = Readonly<Record<string, unknown>>

const FRAME_CHARS_MAX = 1024 * 1024
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The frame in `text`, or what is wrong with it. */
export function readStreamFrame(text: string, streamSid: string): StreamFrame | string {
  const fields = text.length > FRAME_CHARS_MAX ? null : fieldsOf(parsed(text))
  if (fields === null) return 'not json'
  if (fields['streamSid'] !== streamSid) return 'of another stream'
  return READ.get(fields['event'])?.(fields) ?? 'unknown event'
}

const READ = new Map<unknown, (fields: Fields) => StreamFrame | string>([
  ['media', readMedia],
  ['mark', readMark],
  ['clear', () => ({ event: 'clear' })],
])

function readMedia({ media }: Fields): StreamFrame | string {
  const payload = fieldsOf(media)?.['payload']
  if (typeof payload !== 'string' || !BASE64.test(payload)) return 'media without base64 audio'
  return { event: 'media', audio: Buffer.from(payload, 'base64') }
}

function readMark({ mark }: Fields): StreamFrame | string {
  const name = fieldsOf(mark)?.['name']
  return typeof name === 'string' && name !== '' ? { event: 'mark', name } : 'a mark without a name'
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
