import { WebSocket } from 'ws'
import { newSid } from '../simulator/carrier/sid.ts'
import { signatureOf } from '../simulator/carrier/sign.ts'
import { parseTwiml } from '../simulator/carrier/twiml.ts'
import type { Rig } from './rig.ts'
import type { Vendor, VendorEnd } from './vendor.ts'
import { voiceWebhook } from './voice-webhook.ts'

/** A call as raw audio: the carrier's end and the vendor's, with the bridge between them that is measured. */
export interface MediaLine {
  /** The caller's twenty milliseconds, with this name in them. */
  speak(name: string): void
  /** The vendor's hundred milliseconds, with this name in them. */
  answer(name: string): void
  /** The vendor hears the caller begin. */
  interrupt(): void
  /** The rest of a turn, around what is measured: whoever speaks has finished, and is answered. */
  turn(part: 'paused' | 'replies' | 'replied'): void
  onHeard: (name: string) => void
  onAnswered: (name: string) => void
  onCleared: () => void
  close(): void
}

const NAME_CHARS = 8
/** Base64 of μ-law that is no silence, after a name of eight characters. */
const audioOf = (name: string, chars: number): string =>
  name.padStart(NAME_CHARS, 'A') + 'f39/'.repeat((chars - NAME_CHARS) / 4)
const FRAME_CHARS = 216
const DELTA_CHARS = 1068

/** A line that nobody measures just now is not silent either: a call's audio never stops, and an object is let go that hears nothing. */
const IDLE = 'AAAAidle'
const IDLE_EVERY_MS = 1_000

const nameIn = (payload: string): string => payload.slice(0, NAME_CHARS)

/** What of a frame's text is its audio: cheaper than reading the whole of it, and the same for both sides. */
function payloadIn(text: string, key: string): string | null {
  const at = text.indexOf(key)
  return at < 0 ? null : nameIn(text.slice(at + key.length, at + key.length + NAME_CHARS))
}

const open = async (url: string, headers: Record<string, string>): Promise<WebSocket> => {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false, handshakeTimeout: 20_000 })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)
  return socket
}

const media = (streamSid: string, name: string): string =>
  `{"event":"media","sequenceNumber":"3","media":{"track":"inbound","chunk":"1","timestamp":"5","payload":"${audioOf(name, FRAME_CHARS)}"},"streamSid":"${streamSid}"}`

/** A call to the gateway's agent that speaks through a vendor. */
export async function streamGateway(rig: Rig, vendor: Vendor): Promise<MediaLine> {
  const { params } = voiceWebhook(rig, rig.url)
  const url = `${rig.url}/hooks/voice/twilio`
  const headers = { 'X-Twilio-Signature': signatureOf(rig.authToken, url, params) }
  const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(params) })
  const verbs = parseTwiml(await answer.text(), answer.headers.get('content-type') ?? '')
  const address = verbs.find(({ name }) => name === 'Connect')?.children[0]?.attributes['url']
  if (address === undefined) throw new Error('the answer connects the call to no stream')
  const socket = await open(address, { 'X-Twilio-Signature': signatureOf(rig.authToken, address) })
  const streamSid = `MZ${newSid('CA').slice(2)}`
  const { AccountSid: accountSid, CallSid: callSid, From: caller } = params
  const mediaFormat = { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 }
  const start = { accountSid, callSid, streamSid, tracks: ['inbound'], mediaFormat, customParameters: { caller } }
  socket.send(JSON.stringify({ event: 'start', sequenceNumber: '1', start, streamSid }))
  const end = await vendor.next()
  const line = lineOf(socket, end, (name) => media(streamSid, name))
  end.send('{"type":"session.updated","session":{}}')
  giveBackMarks(socket, line)
  return line
}

/** A call over a bridge that does nothing but pass on. */
export async function streamFloor(rig: Rig, vendor: Vendor): Promise<MediaLine> {
  const address = `${rig.floorUrl.replace('http', 'ws')}/bridge/${newSid('CA')}?vendor=${encodeURIComponent(vendor.url)}`
  const socket = await open(address, {})
  const end = await vendor.next()
  const line = lineOf(socket, end, (name) => media('MZ', name))
  socket.on('message', (data) => {
    const text = String(data)
    if (text.includes('speech_started')) line.onCleared()
    else if (text.includes('output_audio.delta')) heard(line, text, '"delta":"')
  })
  return line
}

function heard(line: MediaLine, text: string, key: string): void {
  const name = payloadIn(text, key)
  if (name !== null) line.onAnswered(name)
}

/** How long the carrier has something to play: marks come back so much later. */
const PLAY_MS = 400

function giveBackMarks(socket: WebSocket, line: MediaLine): void {
  let pending: string[] = []
  socket.on('message', (data) => {
    const text = String(data)
    if (text.startsWith('{"event":"media"')) return heard(line, text, '"payload":"')
    if (text.startsWith('{"event":"clear"')) {
      line.onCleared()
      for (const mark of pending.splice(0)) socket.send(mark)
      return
    }
    pending.push(text)
    setTimeout(() => {
      if (!pending.includes(text)) return
      pending = pending.filter((mark) => mark !== text)
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    }, PLAY_MS)
  })
}

function lineOf(socket: WebSocket, end: VendorEnd, frame: (name: string) => string): MediaLine {
  let replies = 0
  const awake = setInterval(() => socket.readyState === WebSocket.OPEN && socket.send(frame(IDLE)), IDLE_EVERY_MS)
  const reply = () => ({
    response_id: `resp_${replies}`,
    item_id: `item_${replies}`,
    output_index: 0,
    content_index: 0,
  })
  const tell = (event: Readonly<Record<string, unknown>>): void => end.send(JSON.stringify(event))
  const line: MediaLine = {
    speak: (name) => socket.send(frame(name)),
    answer: (name) => tell({ type: 'response.output_audio.delta', ...reply(), delta: audioOf(name, DELTA_CHARS) }),
    interrupt: () => tell({ type: 'input_audio_buffer.speech_started', audio_start_ms: 1, item_id: 'caller' }),
    turn(part) {
      if (part === 'paused') {
        tell({ type: 'response.done', response: { id: `resp_${replies}`, status: 'cancelled' } })
        tell({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: 2, item_id: 'caller' })
        const transcript = 'Do you take insurance?'
        tell({
          type: 'conversation.item.input_audio_transcription.completed',
          item_id: 'caller',
          content_index: 0,
          transcript,
        })
      } else if (part === 'replies') {
        replies += 1
        tell({ type: 'response.created', response: { id: `resp_${replies}`, metadata: null } })
        tell({ type: 'response.output_audio_transcript.delta', ...reply(), delta: 'We take Delta Dental and Aetna.' })
      } else tell({ type: 'response.done', response: { id: `resp_${replies}`, status: 'completed' } })
    },
    onHeard: () => undefined,
    onAnswered: () => undefined,
    onCleared: () => undefined,
    close() {
      clearInterval(awake)
      socket.terminate()
    },
  }
  end.onMessage = (text) => {
    const name = payloadIn(text, '"audio":"') ?? payloadIn(text, '"payload":"')
    if (name !== null && name !== IDLE) line.onHeard(name)
  }
  return line
}
