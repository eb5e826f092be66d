import { isBase64, plainField } from '../../../kernel/plain-field.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import { xmlElement } from '../../../kernel/xml.ts'
import type { MediaCommand, MediaEvent } from '../contract.ts'
import { phoneOf } from './field-values.ts'

/** Twenty milliseconds are 216 characters; a gap in the network is made up for by a longer frame. */
const FRAME_CHARS_MAX = 64 * 1024

type Frame = Readonly<Record<string, unknown>>
type Parsed = Result<MediaEvent | null, 'malformed'>

const MALFORMED: Parsed = err('malformed')

/** The parameter by which our own TwiML has the caller's number told back: the frames themselves name nobody. */
const CALLER = 'caller'

/** `<Stream>`: its address takes no query, so the token is in the path; the caller goes beside it, and into no log. */
export const stream = ({ url, caller }: { readonly url: string; readonly caller: string | null }): string =>
  xmlElement('Stream', { url }, ...(caller === null ? [] : [xmlElement('Parameter', { name: CALLER, value: caller })]))

/** How a frame of the caller's audio begins, as the carrier writes it. */
const AUDIO = '{"event":"media",'

/** A frame of Media Streams in our words; null for an event we do not know, or that tells us nothing. */
export function parseMedia(text: string): Parsed {
  const isPlain =
    text.startsWith(AUDIO) && text.length <= FRAME_CHARS_MAX && plainField(text, '"track":"') === 'inbound'
  const payload = isPlain ? plainField(text, '"payload":"') : null
  return payload !== null && isBase64(payload) && text.endsWith('}') ? ok({ type: 'audio', payload }) : parsed(text)
}

function parsed(text: string): Parsed {
  const frame = text.length > FRAME_CHARS_MAX ? null : objectIn(text)
  switch (frame?.['event']) {
    case undefined:
      return MALFORMED
    case 'media':
      return audio(partOf(frame, 'media'))
    case 'mark': {
      const { name } = partOf(frame, 'mark')
      return isText(name) ? ok({ type: 'mark', name }) : MALFORMED
    }
    case 'dtmf': {
      const { digit } = partOf(frame, 'dtmf')
      return typeof digit === 'string' && /^[0-9*#A-D]$/.test(digit) ? ok({ type: 'key', digit }) : MALFORMED
    }
    case 'start':
      return started(partOf(frame, 'start'))
    case 'stop':
      return ok({ type: 'stopped' })
    default:
      return ok(null)
  }
}

function audio({ track, payload }: Frame): Parsed {
  // On a stream of one track it is the caller's; our own voice is of no use to us.
  if (track === 'outbound') return ok(null)
  return typeof payload === 'string' && isBase64(payload) ? ok({ type: 'audio', payload }) : MALFORMED
}

function started(start: Frame): Parsed {
  const { streamSid: streamId, callSid: carrierCallId, accountSid } = start
  const { encoding, sampleRate, channels } = partOf(start, 'mediaFormat')
  const isLine = encoding === 'audio/x-mulaw' && Number(sampleRate) === 8000 && Number(channels) === 1
  if (!isLine || !isText(streamId) || !isText(carrierCallId) || !isText(accountSid)) return MALFORMED
  const caller = partOf(start, 'customParameters')[CALLER]
  return ok({ type: 'started', streamId, carrierCallId, accountSid, from: isText(caller) ? phoneOf(caller) : null })
}

/** What we tell the stream, as its frame. Audio may be of any length. */
export function renderMedia(streamSid: string, command: MediaCommand): string {
  switch (command.type) {
    case 'audio':
      // Base64, as the vendor's session has seen: nothing in it is to be escaped.
      return `{"event":"media","streamSid":${JSON.stringify(streamSid)},"media":{"payload":"${command.payload}"}}`
    case 'mark':
      return JSON.stringify({ event: 'mark', streamSid, mark: { name: command.name } })
    case 'clear':
      return JSON.stringify({ event: 'clear', streamSid })
  }
}

function objectIn(text: string): Frame | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Frame =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function partOf(frame: Frame, name: string): Frame {
  const part = frame[name]
  return isObject(part) ? part : {}
}
