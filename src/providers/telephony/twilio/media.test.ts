import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CallReply } from '../../../calls/call.ts'
import { toBase64 } from '../../../kernel/bytes.ts'
import { parseMedia, renderMedia } from './media.ts'
import { renderTwilio } from './render.ts'

const STREAM = `MZ${'0'.repeat(32)}`
const CALL = `CA${'0'.repeat(32)}`
const ACCOUNT = `AC${'0'.repeat(32)}`
const start = {
  event: 'start',
  sequenceNumber: '1',
  start: {
    accountSid: ACCOUNT,
    streamSid: STREAM,
    callSid: CALL,
    tracks: ['inbound'],
    mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
    customParameters: { caller: '+12125550142' },
  },
  streamSid: STREAM,
}
const read = (frame: unknown) => parseMedia(JSON.stringify(frame))

test('the frames of a stream are read as the carrier sends them', () => {
  expect(read({ event: 'connected', protocol: 'Call', version: '1.0.0' })).toEqual({ ok: true, value: null })
  expect(read(start)).toEqual({
    ok: true,
    value: { type: 'started', streamId: STREAM, carrierCallId: CALL, accountSid: ACCOUNT, from: '+12125550142' },
  })
  const media = { track: 'inbound', chunk: '1', timestamp: '5', payload: 'f39/' }
  expect(read({ event: 'media', sequenceNumber: '3', media, streamSid: STREAM })).toEqual({
    ok: true,
    value: { type: 'audio', payload: 'f39/' },
  })
  expect(read({ event: 'dtmf', streamSid: STREAM, dtmf: { track: 'inbound_track', digit: '1' } })).toEqual({
    ok: true,
    value: { type: 'key', digit: '1' },
  })
  expect(read({ event: 'mark', streamSid: STREAM, mark: { name: 't7' } })).toEqual({
    ok: true,
    value: { type: 'mark', name: 't7' },
  })
  expect(read({ event: 'stop', streamSid: STREAM, stop: {} })).toEqual({ ok: true, value: { type: 'stopped' } })
  expect(read({ event: 'from_the_future' })).toEqual({ ok: true, value: null })
})

test('a hidden caller is nobody, and a stream in another format is no line of ours', () => {
  const hidden = { ...start, start: { ...start.start, customParameters: { caller: 'anonymous' } } }
  expect(read(hidden)).toMatchObject({ value: { from: null } })
  expect(read({ ...start, start: { ...start.start, customParameters: undefined } })).toMatchObject({
    value: { from: null },
  })
  const wide = { ...start.start, mediaFormat: { encoding: 'audio/x-l16', sampleRate: 16_000, channels: 1 } }
  expect(read({ ...start, start: wide })).toEqual({ ok: false, error: 'malformed' })
})

test('whatever comes is an event, nothing, or malformed: never a throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(typeof parseMedia(text).ok).toBe('boolean')
    }),
  )
  const bad = [{ event: 'media', media: { payload: 'not base64!' } }, { event: 'mark' }, { event: 'dtmf', dtmf: {} }]
  for (const frame of bad) expect(read(frame)).toEqual({ ok: false, error: 'malformed' })
  expect(parseMedia(JSON.stringify({ event: 'media', media: { payload: 'A'.repeat(70_000) } })).ok).toBe(false)
})

test('audio comes through as it was, whatever its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
      const payload = toBase64(bytes)
      const sent = JSON.parse(renderMedia(STREAM, { type: 'audio', payload })) as { media: { payload: string } }
      expect(sent).toEqual({ event: 'media', streamSid: STREAM, media: { payload } })
      expect(read({ event: 'media', media: { track: 'inbound', payload: sent.media.payload } })).toEqual({
        ok: true,
        value: { type: 'audio', payload },
      })
    }),
  )
  expect(JSON.parse(renderMedia(STREAM, { type: 'clear' }))).toEqual({ event: 'clear', streamSid: STREAM })
  expect(JSON.parse(renderMedia(STREAM, { type: 'mark', name: 'm1' }))).toEqual({
    event: 'mark',
    streamSid: STREAM,
    mark: { name: 'm1' },
  })
})

test('audio is read alike in whatever order and spelling a frame has its parts, and our own voice is none', () => {
  const audio = { ok: true, value: { type: 'audio', payload: 'f39/f39/' } }
  const media = { payload: 'f39/f39/', timestamp: '5', track: 'inbound', chunk: '1' }
  expect(read({ event: 'media', media, streamSid: STREAM })).toEqual(audio)
  expect(read({ streamSid: STREAM, media, event: 'media' })).toEqual(audio)
  expect(read({ event: 'media', media: { ...media, track: undefined } })).toEqual(audio)
  expect(parseMedia(JSON.stringify({ event: 'media', media }).replaceAll('/', '\\/'))).toEqual(audio)
  expect(parseMedia(JSON.stringify({ event: 'media', media }, null, 2))).toEqual(audio)
  expect(read({ event: 'media', media: { ...media, track: 'outbound' } })).toEqual({ ok: true, value: null })
  const whole = JSON.stringify({ event: 'media', media })
  expect(parseMedia(whole.slice(0, -2)).ok).toBe(false)
})

test('a call that is streamed is told what it talks to, recorded, greeted, and only then connected', async () => {
  const reply: CallReply = {
    type: 'talk',
    announcement: 'This is an AI. This call is recorded.',
    recording: { statusUrl: 'https://gateway.example.com/recording' },
    stopRecording: false,
    actionUrl: 'https://gateway.example.com/streamed?call=ref',
    relayUrl: 'wss://gateway.example.com/relay/token',
    media: { url: 'wss://gateway.example.com/media/token', caller: '+12125550142' },
    greeting: 'Hello, I am an AI assistant.',
    language: 'en-US',
    voice: { provider: null, id: null, bargeIn: true },
    hints: [],
  }
  const twiml = await renderTwilio(reply).text()
  const places = ['This is an AI. ', '<Start>', 'Hello, I am an AI', '<Connect', '<Stream'].map((part) =>
    twiml.indexOf(part),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
  expect(twiml).toContain('<Stream url="wss://gateway.example.com/media/token">')
  expect(twiml).toContain('<Parameter name="caller" value="+12125550142"/>')
  expect(twiml).not.toContain('ConversationRelay')
  expect(await renderTwilio({ ...reply, announcement: null, greeting: null }).text()).not.toContain('<Say')
})
