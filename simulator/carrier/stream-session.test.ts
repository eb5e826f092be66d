import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { Ear, isVoiced, speak } from '../speech/voice.ts'
import type { Line } from './line.ts'
import { paceOf } from './pace.ts'
import { signatureOf } from './sign.ts'
import { StreamSession } from './stream-session.ts'
import { TalkLog } from './talk-log.ts'

type Frame = Readonly<Record<string, unknown>> & { readonly event: string; readonly atMs: number }

let close: () => void = () => undefined
afterEach(() => close())

/** An application that takes one stream. */
async function anApplication() {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  const frames: Frame[] = []
  const opened = new Promise<{ readonly socket: WebSocket; readonly signature: string }>((resolve) => {
    sockets.on('connection', (socket, request) => {
      socket.on('message', (data) => frames.push({ ...JSON.parse(String(data)), atMs: performance.now() } as Frame))
      resolve({ socket, signature: String(request.headers['x-twilio-signature']) })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/media/token`
  const talk = new TalkLog({ turn: () => undefined })
  const notices: string[] = []
  const line: Line = {
    talk,
    agentSpoke: (words) => talk.agentSays(words),
    callerSpoke: () => undefined,
    replied: () => undefined,
    notice: (code) => void notices.push(code),
  }
  const start = { accountSid: 'AC1', callSid: 'CA1', customParameters: { caller: '+12125550142' } }
  const session = new StreamSession({ line, pace: paceOf(8), authToken: 'secret', url, start })
  const { socket, signature } = await opened
  close = () => {
    void session.hangUp()
    server.closeAllConnections()
    server.close()
  }
  const send = (frame: object): void => socket.send(JSON.stringify({ streamSid: session.streamSid, ...frame }))
  const media = (audio: Uint8Array): void =>
    send({ event: 'media', media: { payload: Buffer.from(audio).toString('base64') } })
  const of = (event: string) => frames.filter((frame) => frame.event === event)
  return { session, socket, signature, url, frames, of, send, media, talk, notices }
}

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 90_000, interval: 2 })
const namesOf = (marks: readonly Frame[]) => marks.map(({ mark }) => (mark as { name: string }).name)

test('a stream is signed, says what it is, and sends twenty milliseconds every twenty milliseconds', async () => {
  const { session, signature, url, frames, of } = await anApplication()
  await until(() => of('media').length >= 51)
  expect(signature).toBe(signatureOf('secret', url))
  expect(frames.slice(0, 2)).toMatchObject([
    { event: 'connected', protocol: 'Call', version: '1.0.0' },
    {
      event: 'start',
      sequenceNumber: '1',
      streamSid: session.streamSid,
      start: { callSid: 'CA1', tracks: ['inbound'], customParameters: { caller: '+12125550142' } },
    },
  ])
  const [first, last] = [of('media')[0], of('media')[50]]
  // A machine under load is late now and then, and makes up for it.
  expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(800)
  expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeLessThan(2_500)
  expect(last?.['media']).toMatchObject({ track: 'inbound', chunk: '51', timestamp: '1020' })
})

test('what the caller says arrives word for word, and silence before and after it', async () => {
  const { session, of } = await anApplication()
  await until(() => of('media').length >= 5)
  await session.say('Hello there, are you open?', new AbortController().signal)
  const count = of('media').length
  await until(() => of('media').length >= count + 5)
  const audio = of('media').map(({ media }) => Buffer.from((media as { payload: string }).payload, 'base64'))
  expect(audio.every(({ length }) => length === 160)).toBe(true)
  const ear = new Ear()
  for (const frame of audio) ear.hear(frame)
  expect(ear.take()).toBe('Hello there, are you open?')
  expect([audio[0], audio.at(-1)].some((frame) => frame !== undefined && isVoiced(frame))).toBe(false)
})

test('a mark comes back when what is before it was played, and at once when nothing is', async () => {
  const { session, of, send, media, talk } = await anApplication()
  send({ event: 'mark', mark: { name: 'empty' } })
  await until(() => of('mark').length === 1)
  const sentAt = performance.now()
  media(speak('One two three. ', 100))
  send({ event: 'mark', mark: { name: 'end' } })
  expect(session.isQuiet).toBe(false)
  await until(() => of('mark').length === 2)
  expect(namesOf(of('mark'))).toEqual(['empty', 'end'])
  expect((of('mark')[1]?.atMs ?? 0) - sentAt).toBeGreaterThan(250)
  expect(talk.heard).toContain('One two three.')
  await until(() => session.isQuiet && talk.turns.length > 0)
  expect(talk.turns).toMatchObject([{ speaker: 'agent', text: 'One two three.' }])
})

test('a clear throws away what was not played, and gives back every mark', async () => {
  const { of, send, media, talk } = await anApplication()
  media(speak('One two three four five six seven eight. ', 200))
  send({ event: 'mark', mark: { name: 'a' } })
  media(speak('Nine ten. ', 200))
  send({ event: 'mark', mark: { name: 'b' } })
  await until(() => talk.heard.includes('two'))
  send({ event: 'clear' })
  await until(() => of('mark').length === 2)
  expect(namesOf(of('mark'))).toEqual(['a', 'b'])
  const heard = talk.heard.trim()
  const count = of('media').length
  await until(() => of('media').length >= count + 25)
  expect(talk.heard.trim()).toBe(heard)
  expect(talk.turns).toMatchObject([{ speaker: 'agent', cut: true }])
})

test('keys are told, a caller who hangs up stops the stream, and whoever closes it is known', async () => {
  const one = await anApplication()
  await until(() => one.of('media').length > 0)
  await one.session.press('7')
  await until(() => one.of('dtmf').length === 1)
  expect(one.of('dtmf')[0]?.['dtmf']).toEqual({ track: 'inbound_track', digit: '7' })
  await one.session.hangUp()
  await until(() => one.of('stop').length === 1)
  expect(await one.session.ended).toEqual({ by: 'caller' })
  close()
  const other = await anApplication()
  other.socket.close(1011, 'speech gone')
  expect(await other.session.ended).toEqual({ by: 'application', code: 1011, reason: 'speech gone' })
  close()
  const third = await anApplication()
  third.socket.terminate()
  expect(await third.session.ended).toMatchObject({ by: 'carrier', code: '31921' })
})

test('what is no frame of a stream is complained of, and endless rubbish ends it', async () => {
  const { session, socket, send, notices } = await anApplication()
  socket.send('not json')
  send({ event: 'media', media: { payload: '%%' } })
  send({ event: 'clear', streamSid: 'MZ0' })
  await until(() => notices.length === 3)
  for (let nth = 0; nth < 10; nth += 1) send({ event: 'dance' })
  expect(await session.ended).toMatchObject({ by: 'carrier', code: '31951' })
  expect(new Set(notices)).toEqual(new Set(['31951']))
})
