import { describe, expect, test } from 'vitest'
import { describeCarrier, type FrameSample, type HookSample } from '../../../../test/suites/telephony.ts'
import { toBase64, utf8 } from '../../../kernel/bytes.ts'
import { decodeForm } from '../../../kernel/form-fields.ts'
import { signedFields } from '../../../kernel/form-signature.ts'
import { hmac } from '../../../kernel/hmac.ts'
import { twilio } from './index.ts'

const AC = 'AC00000000000000000000000000000001'
const CA = 'CA0123456789abcdef0123456789abcdef'
const RE = 'RE0123456789abcdef0123456789abcdef'
const TOKEN = '0123456789abcdef0123456789abcdef'
const CALL = { carrier: 'twilio', accountSid: AC, carrierCallId: CA }
const [FROM, TO] = ['+12125550142', '+12125550100']

/** A webhook as captured on a real call, with its forty fields' worth of company. */
const form = (fields: Readonly<Record<string, string>>): string =>
  new URLSearchParams({
    Called: TO,
    ToState: '',
    CallerCountry: 'US',
    Direction: 'inbound',
    StirVerstat: 'TN-Validation-Passed-C',
    CallToken: '{"parentCallInfoToken":"opaque=="}',
    ANewOne: 'arrived without notice',
    ApiVersion: '2010-04-01',
    AccountSid: AC,
    CallSid: CA,
    From: FROM,
    To: TO,
    ...fields,
  }).toString()

const status = (word: string, more: Readonly<Record<string, string>> = {}) => form({ CallStatus: word, ...more })
const STATUS = { type: 'status', call: CALL, sequence: null, durationSeconds: null, from: FROM, to: TO } as const
const RECORDING = { type: 'recording', call: CALL, recordingId: RE } as const

const HOOKS: readonly HookSample[] = [
  {
    title: 'a call that comes in',
    kind: 'incoming',
    body: status('ringing'),
    event: { type: 'incoming', call: CALL, from: FROM, to: TO, verdict: 'gateway' },
  },
  {
    title: 'a call redirected here half way, which is still one coming in',
    kind: 'incoming',
    body: status('in-progress'),
    event: { type: 'incoming', call: CALL, from: FROM, to: TO, verdict: 'gateway' },
  },
  {
    title: 'a call that is over, in seconds and not in minutes',
    kind: 'status',
    body: status('completed', { Duration: '1', CallDuration: '35', SequenceNumber: '0' }),
    event: { ...STATUS, status: 'completed', sequence: 0, durationSeconds: 35 },
  },
  {
    title: 'a call nobody answered, without a length',
    kind: 'status',
    body: status('no-answer', { SequenceNumber: '2' }),
    event: { ...STATUS, status: 'no_answer', sequence: 2 },
  },
  { title: 'a leg that begins', kind: 'status', body: status('initiated'), event: { ...STATUS, status: 'ringing' } },
  {
    title: 'a leg that talks',
    kind: 'status',
    body: status('in-progress'),
    event: { ...STATUS, status: 'in_progress' },
  },
  { title: 'a status nobody has told us of', kind: 'status', body: status('levitating'), event: null },
  {
    title: 'a talk we ended',
    kind: 'connected',
    body: status('in-progress', { SessionStatus: 'ended', SessionId: 'VX1', HandoffData: '{"reason":"goodbye"}' }),
    event: {
      type: 'relay_ended',
      call: CALL,
      how: 'ended_by_us',
      callerPresent: true,
      handoff: '{"reason":"goodbye"}',
      errorCode: null,
    },
  },
  {
    title: 'a talk the caller ended',
    kind: 'connected',
    body: status('completed', { SessionStatus: 'completed', SessionDuration: '8' }),
    event: {
      type: 'relay_ended',
      call: CALL,
      how: 'caller_hung_up',
      callerPresent: false,
      handoff: null,
      errorCode: null,
    },
  },
  {
    title: 'a talk lost with the caller still there',
    kind: 'connected',
    body: status('in-progress', { SessionStatus: 'failed', ErrorCode: '64105', ErrorMessage: 'Websocket ended' }),
    event: { type: 'relay_ended', call: CALL, how: 'lost', callerPresent: true, handoff: null, errorCode: '64105' },
  },
  { title: 'an action of something that is no relay', kind: 'connected', body: status('in-progress'), event: null },
  {
    title: 'a recording under way',
    kind: 'recording',
    body: form({ RecordingSid: RE, RecordingStatus: 'in-progress', RecordingDuration: '-1', ErrorCode: '0' }),
    event: { ...RECORDING, status: 'in_progress', durationSeconds: null, channels: null },
  },
  {
    title: 'a recording made, from a source the specification does not know',
    kind: 'recording',
    body: form({
      RecordingSid: RE,
      RecordingStatus: 'completed',
      RecordingDuration: '34',
      RecordingChannels: '2',
      RecordingSource: 'StartCallRecordingTwiML',
    }),
    event: { ...RECORDING, status: 'completed', durationSeconds: 34, channels: 2 },
  },
  {
    title: 'a recording that came to nothing',
    kind: 'recording',
    body: form({ RecordingSid: RE, RecordingStatus: 'absent' }),
    event: { ...RECORDING, status: 'absent', durationSeconds: null, channels: null },
  },
  {
    title: 'a fallback after our webhook failed',
    kind: 'fallback',
    body: status('ringing', { ErrorCode: '11200', ErrorUrl: 'https://gateway.example/hooks/voice/twilio' }),
    event: { type: 'fallback', call: CALL, from: FROM, to: TO, errorCode: '11200', failedDoor: 'twilio' },
  },
  {
    title: 'somebody rung who did not come',
    kind: 'dial',
    body: status('in-progress', { DialCallStatus: 'no-answer', DialBridged: 'false' }),
    event: { type: 'dial_ended', call: CALL, leg: -1, how: 'no_answer', bridged: false, callerPresent: true },
  },
  {
    title: 'two who have talked, from a carrier that does not say so',
    kind: 'dial',
    body: status('completed', { DialCallStatus: 'answered' }),
    event: { type: 'dial_ended', call: CALL, leg: -1, how: 'completed', bridged: null, callerPresent: false },
  },
  {
    title: 'a leg that presses a key',
    kind: 'whisper',
    body: status('in-progress', { Digits: '1', ParentCallSid: CA.replace('CA0', 'CA9') }),
    event: {
      type: 'leg_answered',
      call: { ...CALL, carrierCallId: CA.replace('CA0', 'CA9') },
      leg: -1,
      digits: '1',
      legCallId: CA,
    },
  },
  {
    title: 'a machine on a call of our own',
    kind: 'machine',
    body: status('in-progress', { AnsweredBy: 'machine_start' }),
    event: { type: 'judged', call: CALL, by: 'machine' },
  },
  {
    title: 'speech without a socket',
    kind: 'gather',
    body: status('in-progress', { SpeechResult: 'Next Tuesday, please', Confidence: '0.91' }),
    event: {
      type: 'gathered',
      call: CALL,
      nth: 0,
      speech: 'Next Tuesday, please',
      digits: null,
      from: FROM,
      callerPresent: true,
    },
  },
  {
    title: 'a caller who hung up after the tone',
    kind: 'voicemail',
    body: status('completed', { Digits: 'hangup', RecordingDuration: '7' }),
    event: { type: 'voicemail_ended', call: CALL, callerPresent: false },
  },
]

const frame = (value: unknown): string => JSON.stringify(value)
const SETUP = {
  type: 'setup',
  sessionId: 'VX1',
  callSid: CA,
  from: FROM,
  to: TO,
  accountSid: AC,
  callStatus: 'RINGING',
}

const FRAMES: readonly FrameSample[] = [
  {
    title: 'a talk that begins',
    frame: frame({ ...SETUP, customParameters: {}, parentCallSid: '' }),
    event: { type: 'setup', sessionId: 'VX1', carrierCallId: CA, accountSid: AC, from: FROM, to: TO },
  },
  {
    title: 'a caller who hides the number',
    frame: frame({ ...SETUP, from: 'anonymous' }),
    event: { type: 'setup', sessionId: 'VX1', carrierCallId: CA, accountSid: AC, from: null, to: TO },
  },
  {
    title: 'half a sentence',
    frame: frame({ type: 'prompt', voicePrompt: 'Stop. Stop', lang: 'en', last: false }),
    event: { type: 'prompt', text: 'Stop. Stop', language: 'en', final: false },
  },
  {
    title: 'a whole one, with a field we do not know',
    frame: frame({ type: 'prompt', voicePrompt: 'Hello.', lang: 'en', last: true, agentSpeaking: false }),
    event: { type: 'prompt', text: 'Hello.', language: 'en', final: true },
  },
  { title: 'a key', frame: frame({ type: 'dtmf', digit: '#' }), event: { type: 'key', digit: '#' } },
  { title: 'a key as a number', frame: frame({ type: 'dtmf', digit: 9 }), event: { type: 'key', digit: '9' } },
  {
    title: 'an interruption',
    frame: frame({ type: 'interrupt', utteranceUntilInterrupt: 'Sentence 2 of', durationUntilInterruptMs: 684 }),
    event: { type: 'interrupt', heard: 'Sentence 2 of', afterMs: 684 },
  },
  {
    title: 'an interruption as old documentation writes it',
    frame: frame({ type: 'interrupt', utteranceUntilInterrupt: '', durationUntilInterruptMs: '460.4' }),
    event: { type: 'interrupt', heard: '', afterMs: 460 },
  },
  {
    title: 'an interruption of unknown length',
    frame: frame({ type: 'interrupt', utteranceUntilInterrupt: 'We', durationUntilInterruptMs: 'soon' }),
    event: { type: 'interrupt', heard: 'We', afterMs: null },
  },
  {
    title: 'us speaking',
    frame: frame({ type: 'info', name: 'agentSpeaking', value: 'on' }),
    event: { type: 'agent_speaking', on: true },
  },
  {
    title: 'the caller silent',
    frame: frame({ type: 'info', name: 'clientSpeaking', value: 'off' }),
    event: { type: 'caller_speaking', on: false },
  },
  {
    title: 'what was played',
    frame: frame({ type: 'info', name: 'tokensPlayed', value: ' the quick brown fox' }),
    event: { type: 'played', text: ' the quick brown fox' },
  },
  { title: 'an info we do not know', frame: frame({ type: 'info', name: 'weather', value: 'wet' }), event: null },
  {
    title: 'a complaint about our frame',
    frame: frame({ type: 'error', description: 'Invalid message received, code: 64107, not json' }),
    event: { type: 'error', code: '64107' },
  },
  { title: 'a type we do not know', frame: frame({ type: 'constructor' }), event: null },
]

describeCarrier('twilio', {
  carrier: twilio,
  secrets: { TWILIO_ACCOUNT_SID: AC, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_AUTH_TOKEN_SECONDARY: 'b'.repeat(32) },
  samples: HOOKS,
  frames: FRAMES,
  async sign(body, token) {
    const url = 'https://gateway.example/hooks/voice/twilio?t=1'
    const mac = await hmac('SHA-1', token, utf8(url + signedFields(decodeForm(body))))
    return { url, method: 'POST', body: utf8(body), headers: new Headers({ 'x-twilio-signature': toBase64(mac) }) }
  },
  async signUpgrade(url, token) {
    return new Headers({ 'x-twilio-signature': toBase64(await hmac('SHA-1', token, utf8(url))) })
  },
})

describe('twilio', () => {
  const read = (body: string) =>
    twilio.parse('incoming', {
      url: 'https://gateway.example/',
      method: 'POST',
      headers: new Headers(),
      body: utf8(body),
    })

  test.each([
    ['anonymous', null],
    ['Anonymous', null],
    ['+266696687', null],
    ['+86282452253', null],
    ['restricted', null],
    ['', null],
    ['client:ann', null],
    ['sip:+12125550142@example.com', null],
    ['+12125550142', '+12125550142'],
    ['whatsapp:+12125550142', '+12125550142'],
  ])('reads a caller %j as %j', (from, expected) => {
    expect(read(form({ From: from }))).toMatchObject({ ok: true, value: { from: expected } })
  })

  test.each(['CallSid', 'AccountSid', 'To'])('cannot read a call without %s', (field) => {
    expect(read(form({ [field]: '' }))).toEqual({ ok: false, error: { reason: 'unreadable', field } })
  })

  test('does not choose between two values of one field, and takes the same one twice', () => {
    expect(read(`${form({})}&To=%2B12125550199`)).toMatchObject({ ok: false, error: { field: 'To' } })
    expect(read(`${form({})}&To=${encodeURIComponent(TO)}`)).toMatchObject({ ok: true })
  })

  test('a call id that could climb out of a path is none', () => {
    expect(read(form({ CallSid: 'CA/../../Recordings/RE0123456789abc' }))).toMatchObject({ ok: false })
  })

  test('the fields of a GET are those of its address, and its body is nobody’s', () => {
    const hook = { method: 'GET', headers: new Headers(), body: utf8(form({ To: '+12125550199' })) }
    const parsed = twilio.parse('incoming', { ...hook, url: `https://gateway.example/hook?${form({})}` })
    expect(parsed).toMatchObject({ ok: true, value: { to: TO } })
  })

  test('one setting of a pair is named when the other is missing', () => {
    expect(() => twilio.account({ TWILIO_ACCOUNT_SID: AC })).toThrow('TWILIO_AUTH_TOKEN')
    expect(() => twilio.account({ TWILIO_AUTH_TOKEN: TOKEN })).toThrow('TWILIO_ACCOUNT_SID')
  })
})
