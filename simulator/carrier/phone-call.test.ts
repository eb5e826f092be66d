import twilioPackage from 'twilio'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../server.ts'
import { startTinyGateway, type Answer, type Asked, type Frame, type TinyGateway } from '../tiny-gateway.ts'
import type { PhoneCall } from './phone-call.ts'

const AC = 'AC00000000000000000000000000000001'
const TOKEN = '0123456789abcdef0123456789abcdef'
const [FROM, TO] = ['+12125550142', '+12125550100']
const SPEED = 50

let gateway: TinyGateway
let simulator: Simulator
/** What the gateway answers its voice webhook, its action, and everything else with. */
let documents: { voice: string; action: string }

beforeEach(async () => {
  gateway = await startTinyGateway()
  const { url: publicUrl } = gateway
  simulator = await startSimulator({ port: 0, publicUrl, accountSid: AC, authToken: TOKEN, stateDir: null })
  documents = { voice: relay(), action: '<Response><Hangup/></Response>' }
  gateway.onRequest = ({ path }) => answerOf(path)
  const number = simulator.board.numberOf(TO)!
  simulator.board.saveNumber({
    ...number,
    voice_url: `${publicUrl}/voice#rc=0`,
    voice_fallback_url: `${publicUrl}/fallback#rc=0`,
    status_callback: `${publicUrl}/status#rc=0`,
  })
})
afterEach(async () => {
  await simulator.close()
  await gateway.close()
})

const answerOf = (path: string): Answer => {
  if (path === '/voice') return { body: documents.voice }
  return path.startsWith('/action') ? { body: documents.action } : { status: 204 }
}

const relay = (more = '', before = '') =>
  `<Response>${before}<Connect action="${gateway.url}/action"><ConversationRelay url="${gateway.socketUrl}" dtmfDetection="true" partialPrompts="true" interruptible="any" reportInputDuringAgentSpeech="any" events="speaker-events tokens-played" ${more}/></Connect></Response>`

const NEVER = new AbortController().signal

function ring(): { call: PhoneCall; done: Promise<void> } {
  const dial = { answers: 'answered', talksMs: 100 } as const
  const call = simulator.board.dial({ from: FROM, to: TO, speed: SPEED, dial, onTurn: () => undefined })!
  return { call, done: call.run().then(() => simulator.board.settle()) }
}

const isFrame = (type: string, name?: string) => (frame: Frame) =>
  frame['type'] === type && (name === undefined || frame['name'] === name)

/** Until the gateway has been sent such a frame. */
const untilFrame = async (call: PhoneCall, wanted: (frame: Frame) => boolean): Promise<void> => {
  for (let tries = 0; !gateway.frames.some(wanted); tries += 1) {
    if (tries > 400) throw new Error(`no such frame among ${JSON.stringify(gateway.frames)}`)
    await call.talk.until(() => false, 5)
  }
}

const untilQuiet = (call: PhoneCall) => call.talk.until(() => call.handset?.isQuiet === true, 3000)
const paths = () => gateway.asked.map(({ path }) => path)
const hookOf = (path: string): Asked => gateway.asked.find((asked) => asked.path === path)!
const kinds = (frames: readonly Frame[]) =>
  frames.map(({ type, name, value, last }) =>
    [type, name, name === 'tokensPlayed' ? undefined : value, last].filter((part) => part !== undefined).join(' '),
  )

/** Answers every final prompt and every key with one message. */
const answering = (token: string) => (frame: Frame, socket: { send(text: string): void }) => {
  if (frame['type'] === 'dtmf' || frame['last'] === true)
    socket.send(JSON.stringify({ type: 'text', token, last: true }))
}

describe('a call', () => {
  test('rings with everything a carrier sends, signed, and the relay begins with who it is', async () => {
    documents.voice = relay('welcomeGreeting="Hello there."')
    const { call, done } = ring()
    await untilFrame(call, isFrame('info', 'tokensPlayed'))
    const voice = hookOf('/voice')
    expect(voice.form).toMatchObject({ AccountSid: AC, CallSid: call.sid, CallStatus: 'ringing', From: FROM, To: TO })
    const signature = String(voice.headers['x-twilio-signature'])
    expect(twilioPackage.validateRequest(TOKEN, signature, `${gateway.url}/voice`, voice.form)).toBe(true)

    const [upgrade] = gateway.upgrades
    const expected = twilioPackage.getExpectedTwilioSignature(TOKEN, gateway.socketUrl, {})
    expect(upgrade).toMatchObject({ 'user-agent': 'Jetty/11.0.24', 'x-twilio-signature': expected })
    expect(gateway.frames[0]).toMatchObject({
      type: 'setup',
      sessionId: expect.stringMatching(/^VX[0-9a-f]{32}$/),
      callSid: call.sid,
      accountSid: AC,
      from: FROM,
      to: TO,
      callStatus: 'RINGING',
      customParameters: {},
    })
    await untilQuiet(call)
    call.end('completed', 'caller')
    await done
    expect(call.talk.turns[0]).toMatchObject({ speaker: 'agent', text: 'Hello there.' })
  })

  test('ended by the caller: the action, then the status in seconds and minutes', async () => {
    const { call, done } = ring()
    await untilFrame(call, isFrame('setup'))
    call.end('completed', 'caller')
    await done
    expect(paths()).toEqual(['/voice', '/action', '/status'])
    expect(hookOf('/action').form).toMatchObject({ SessionStatus: 'completed', CallStatus: 'completed' })
    expect(hookOf('/status').form).toMatchObject({
      CallStatus: 'completed',
      CallDuration: '1',
      Duration: '1',
      SequenceNumber: '0',
    })
  })

  test('ended by the agent: the socket closes, queued speech is lost, the handoff is told', async () => {
    gateway.onFrame = (frame, socket) => {
      if (frame['type'] !== 'setup') return
      socket.send(
        JSON.stringify({ type: 'text', token: 'A long goodbye that nobody will ever hear to its end.', last: true }),
      )
      socket.send(JSON.stringify({ type: 'end', handoffData: '{"reason":"bye"}' }))
    }
    const { call, done } = ring()
    await done
    expect(call.endedBy).toBe('agent')
    expect(call.talk.heard).not.toContain('goodbye')
    expect(hookOf('/action').form).toMatchObject({
      SessionStatus: 'ended',
      CallStatus: 'in-progress',
      HandoffData: '{"reason":"bye"}',
    })
  })

  test('goes to the fallback when the webhook fails, and the fallback is told why', async () => {
    gateway.onRequest = ({ path }) =>
      path === '/voice'
        ? { status: 500 }
        : path === '/fallback'
          ? { body: '<Response><Say>Sorry.</Say></Response>' }
          : {}
    const { call, done } = ring()
    await done
    expect(hookOf('/fallback').form).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: `${gateway.url}/voice`,
      CallSid: call.sid,
    })
    expect(call.talk.turns.map(({ text }) => text)).toEqual(['Sorry.'])
  })

  test('ends with an application error when neither answers with what Twilio takes', async () => {
    gateway.onRequest = () => ({ body: '<Response><Sing/></Response>' })
    const { call, done } = ring()
    await done
    expect(call.notices.map(({ code }) => code)).toEqual(['12200', '12200'])
    expect(call.talk.turns.at(-1)?.text).toContain('application error')
    expect(call.endedBy).toBe('carrier')
  })

  test('is rejected before it is answered', async () => {
    documents.voice = '<Response><Reject reason="busy"/></Response>'
    const { call, done } = ring()
    await done
    expect(call.answeredAtMs).toBeNull()
    expect(hookOf('/status').form).toMatchObject({ CallStatus: 'busy', SipResponseCode: '486' })
  })

  test('is sent elsewhere, and ended, through the API', async () => {
    const { call, done } = ring()
    await untilFrame(call, isFrame('setup'))
    call.redirect({ document: '<Response><Say>Elsewhere.</Say><Pause length="60"/></Response>' })
    await call.talk.until(() => call.talk.heard.includes('Elsewhere.'), 2000)
    call.end('completed', 'agent')
    await done
    expect(call.talk.turns.map(({ text }) => text)).toEqual(['Elsewhere.'])
    expect(paths()).not.toContain('/action')
  })
})

describe('the relay', () => {
  test('a turn: the caller speaks in guesses, then whole; the answer is heard and its playing reported', async () => {
    gateway.onFrame = answering('Certainly. One moment.')
    const { call, done } = ring()
    await untilQuiet(call)
    await call.handset!.say('I would like an appointment, please.', NEVER)
    await untilQuiet(call)
    call.end('completed', 'caller')
    await done
    const frames = kinds(gateway.frames.slice(1))
    expect(frames[0]).toBe('info clientSpeaking on')
    expect(frames.slice(1, 4)).toEqual(['prompt false', 'prompt false', 'prompt false'])
    expect(frames.slice(4)).toEqual([
      'info clientSpeaking off',
      'prompt true',
      'info agentSpeaking on',
      'info tokensPlayed',
      'info tokensPlayed',
      'info agentSpeaking off',
    ])
    expect(gateway.frames.find((frame) => frame['last'] === false)?.['voicePrompt']).toBe('I would')
    expect(call.talk.turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['caller', 'I would like an appointment, please.'],
      ['agent', 'Certainly. One moment.'],
    ])
    expect(call.replyMs).toHaveLength(1)
  })

  test('speaking over the agent: what was played, the interruption, the first guess, silence', async () => {
    gateway.onFrame = (frame, socket) => {
      if (frame['type'] === 'setup')
        socket.send(
          JSON.stringify({ type: 'text', token: 'One two three four five six seven eight nine ten.', last: true }),
        )
    }
    const { call, done } = ring()
    await call.talk.until(() => call.talk.heard.includes('three'), 3000)
    await call.handset!.say('Stop. Stop.', NEVER)
    call.end('completed', 'caller')
    await done
    const from = gateway.frames.findIndex(isFrame('info', 'clientSpeaking'))
    expect(kinds(gateway.frames.slice(from, from + 5))).toEqual([
      'info clientSpeaking on',
      'info tokensPlayed',
      'interrupt',
      'prompt false',
      'info agentSpeaking off',
    ])
    const interrupt = gateway.frames.find(isFrame('interrupt'))!
    expect(interrupt['utteranceUntilInterrupt']).toMatch(/^One two three/)
    expect(interrupt['utteranceUntilInterrupt']).not.toContain('ten')
    expect(interrupt['durationUntilInterruptMs']).toBeGreaterThanOrEqual(20)
    expect(call.talk.turns[0]).toMatchObject({ speaker: 'agent', cut: true })
  })

  test('a key over the agent is told first; its interruption may come after the answer, which is still heard', async () => {
    gateway.onFrame = (frame, socket) => {
      answering('You pressed a key.')(frame, socket)
      if (frame['type'] === 'setup')
        socket.send(JSON.stringify({ type: 'text', token: 'One two three four five six seven.', last: true }))
    }
    const { call, done } = ring()
    await call.talk.until(() => call.talk.heard.includes('two'), 3000)
    await call.handset!.press('1', true, NEVER)
    await untilQuiet(call)
    call.end('completed', 'caller')
    await done
    const types = gateway.frames.map(({ type }) => type)
    expect(types.indexOf('dtmf')).toBeLessThan(types.indexOf('interrupt'))
    expect(gateway.frames.find(isFrame('interrupt'))?.['utteranceUntilInterrupt']).toMatch(/^One two/)
    expect(call.talk.turns.at(-1)).toMatchObject({ speaker: 'agent', text: 'You pressed a key.' })
  })

  test('a message that may not be interrupted is heard to its end, and what was said meanwhile is reported', async () => {
    const token = 'One two three four five six seven eight nine ten eleven twelve.'
    gateway.onFrame = (frame, socket) => {
      if (frame['type'] === 'setup')
        socket.send(JSON.stringify({ type: 'text', token, last: true, interruptible: false }))
    }
    const { call, done } = ring()
    await call.talk.until(() => call.talk.heard.includes('two'), 3000)
    await call.handset!.say('Wait.', NEVER)
    await untilFrame(call, (frame) => frame['value'] === 'off' && frame['name'] === 'agentSpeaking')
    call.end('completed', 'caller')
    await done
    expect(gateway.frames.some(isFrame('interrupt'))).toBe(false)
    expect(gateway.frames.some((frame) => frame['voicePrompt'] === 'Wait.')).toBe(true)
    expect(
      gateway.frames
        .filter(isFrame('info', 'tokensPlayed'))
        .map(({ value }) => value)
        .join(''),
    ).toBe(token)
  })

  test('what the document does not ask for is not sent', async () => {
    documents.voice = `<Response><Connect action="${gateway.url}/action"><ConversationRelay url="${gateway.socketUrl}"/></Connect></Response>`
    gateway.onFrame = answering('Yes.')
    const { call, done } = ring()
    await untilQuiet(call)
    await call.handset!.press('1', false, NEVER)
    await call.handset!.say('Hello, is anybody there?', NEVER)
    await untilQuiet(call)
    call.end('completed', 'caller')
    await done
    expect(kinds(gateway.frames)).toEqual(['setup', 'prompt true'])
  })

  test('ten malformed frames in a row close it, nine and a good one do not', async () => {
    gateway.onFrame = (frame, socket) => {
      if (frame['type'] === 'setup') for (let count = 0; count < 9; count += 1) socket.send('nonsense')
      if (frame['type'] === 'setup') socket.send(JSON.stringify({ type: 'text', token: 'Fine.', last: true }))
      if (frame['last'] === true)
        for (let count = 0; count < 10; count += 1) socket.send(JSON.stringify({ type: 'text', token: 7 }))
    }
    const { call, done } = ring()
    await call.talk.until(() => call.talk.turns.length > 0, 3000)
    expect(gateway.frames.filter(isFrame('error'))).toHaveLength(9)
    expect(gateway.frames.find(isFrame('error'))!['description']).toBe(
      'Invalid message received, code: 64107, not json',
    )
    const closed = new Promise((resolve) =>
      gateway.sockets[0]!.once('close', (code, reason) => resolve([code, String(reason)])),
    )
    await call.handset!.say('And now?', NEVER)
    expect(await closed).toEqual([1007, 'Too many consecutive malformed messages.'])
    await done
    expect(hookOf('/action').form).toMatchObject({
      SessionStatus: 'failed',
      ErrorCode: '64105',
      CallStatus: 'in-progress',
    })
  })

  test('a socket that dies leaves the caller there, and a new document begins a new session', async () => {
    documents.action = relay()
    const { call, done } = ring()
    await untilFrame(call, isFrame('setup'))
    call.handset!.dropSocket()
    await untilFrame(call, (frame) => frame['callStatus'] === 'IN_PROGRESS')
    call.end('completed', 'caller')
    await done
    expect(hookOf('/action').form).toMatchObject({
      SessionStatus: 'failed',
      ErrorCode: '64105',
      ErrorMessage: 'Websocket ended',
      CallStatus: 'in-progress',
    })
    const [first, second] = gateway.frames.filter(isFrame('setup'))
    expect(second!['callSid']).toBe(first!['callSid'])
    expect(second!['sessionId']).not.toBe(first!['sessionId'])
  })

  test('a socket that cannot be reached sends the call to the fallback', async () => {
    documents.voice = relay().replace(gateway.socketUrl, 'ws://127.0.0.1:1/relay')
    const { call, done } = ring()
    await done
    expect(hookOf('/fallback').form['ErrorCode']).toBe('64102')
    expect(call.isOver).toBe(true)
  })
})

describe('a recording', () => {
  const start = () =>
    `<Start><Recording name="careline" recordingStatusCallback="${gateway.url}/recording" recordingStatusCallbackEvent="in-progress completed absent"/></Start>`

  test('is reported, fetched, deleted once, and then gone', async () => {
    documents.voice = relay('welcomeGreeting="Good morning, this is a test of the recording."', start())
    const { call, done } = ring()
    await call.talk.until(() => call.talk.heard.includes('recording.'), 3000)
    call.end('completed', 'caller')
    await done
    const reports = gateway.asked.filter(({ path }) => path === '/recording').map(({ form }) => form)
    expect(reports.map(({ RecordingStatus }) => RecordingStatus)).toEqual(['in-progress', 'completed'])
    expect(paths().indexOf('/status')).toBeLessThan(paths().lastIndexOf('/recording'))
    const { RecordingSid: sid, RecordingUrl: url } = reports[1]!
    expect(reports[1]).toMatchObject({
      RecordingChannels: '2',
      RecordingDuration: '1',
      CallSid: call.sid,
      RecordingSource: 'StartCallRecordingTwiML',
    })

    const headers = { authorization: `Basic ${btoa(`${AC}:${TOKEN}`)}` }
    expect((await fetch(`${url}.wav`)).status).toBe(401)
    const audio = Buffer.from(await (await fetch(`${url}.wav`, { headers })).arrayBuffer())
    expect(audio.length).toBeGreaterThan(44)
    expect(audio.subarray(44).equals(Buffer.alloc(audio.length - 44))).toBe(false)
    const part = await fetch(`${url}.wav`, { headers: { ...headers, range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer()).equals(audio.subarray(10, 20))).toBe(true)

    const gone = async () => (await fetch(`${url}.json`, { method: 'DELETE', headers })).status
    expect([await gone(), await gone()]).toEqual([204, 404])
    expect((await fetch(`${url}.wav`, { headers })).status).toBe(404)
    expect(simulator.board.recordings.get(sid!)).toMatchObject({ status: 'deleted', segments: [] })
  })

  test('is stopped by its name and not by another', async () => {
    const stop = (name: string) => `<Stop><Recording name="${name}"/></Stop>`
    documents.voice = `<Response>${start()}${stop('other')}<Say>On it goes.</Say>${stop('careline')}<Say>Off the record.</Say></Response>`
    const { call, done } = ring()
    await done
    expect(call.recording?.segments.map(({ text }) => text.trim())).toEqual(['On', 'it', 'goes.'])
    expect(call.notices).toHaveLength(1)
  })

  test('cannot be deleted while it is being made', async () => {
    documents.voice = relay('', start())
    const { call, done } = ring()
    await untilFrame(call, isFrame('setup'))
    const url = `${simulator.url}/2010-04-01/Accounts/${AC}/Recordings/${call.recording!.sid}.json`
    const refused = await fetch(url, {
      method: 'DELETE',
      headers: { authorization: `Basic ${btoa(`${AC}:${TOKEN}`)}` },
    })
    expect([refused.status, ((await refused.json()) as { code: number }).code]).toEqual([400, 20009])
    call.end('completed', 'caller')
    await done
  })
})
