import { expect, test } from 'vitest'
import type { CallReply } from '../../../calls/call.ts'
import { renderRelay } from './relay.ts'
import { renderTwilio } from './render.ts'
import { cutAtSentence } from './say.ts'

const PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>'

const TALK: Extract<CallReply, { type: 'talk' }> = {
  type: 'talk',
  announcement: 'This is an AI. The call is recorded.',
  recording: { statusUrl: 'https://gw.example/r?c=1&m=2' },
  stopRecording: false,
  actionUrl: 'https://gw.example/connected',
  relayUrl: 'wss://gw.example/relay/t',
  greeting: 'Hi <there>, you & I',
  language: 'en-US',
  voice: { provider: 'ElevenLabs', id: 'v1', bargeIn: true },
  hints: ['Dr. Patel', 'crown, gold', ''],
}

const document = async (reply: CallReply): Promise<string> => {
  const text = await renderTwilio(reply).text()
  expect(text.startsWith(PROLOGUE)).toBe(true)
  return text.slice(PROLOGUE.length)
}

test('announces before it records, and records before it talks', async () => {
  expect(await document(TALK)).toBe(
    '<Response><Say language="en-US">This is an AI. The call is recorded.</Say>' +
      '<Start><Recording name="careline" recordingStatusCallback="https://gw.example/r?c=1&amp;m=2" recordingStatusCallbackEvent="in-progress completed absent"/></Start>' +
      '<Connect action="https://gw.example/connected" method="POST">' +
      '<ConversationRelay url="wss://gw.example/relay/t" welcomeGreeting="Hi &lt;there&gt;, you &amp; I" welcomeGreetingInterruptible="none" language="en-US" ttsProvider="ElevenLabs" voice="v1" interruptible="any" reportInputDuringAgentSpeech="any" dtmfDetection="true" partialPrompts="true" events="speaker-events tokens-played" hints="Dr. Patel, crown gold"/>' +
      '</Connect></Response>',
  )
})

test('a reconnect says nothing twice, and a refusal stops the recording by its name', async () => {
  const again = { ...TALK, announcement: null, recording: null, stopRecording: true, greeting: null, hints: [] }
  const silent = await document({ ...again, voice: { provider: null, id: null, bargeIn: false } })
  expect(silent).toBe(
    '<Response><Stop><Recording name="careline"/></Stop><Connect action="https://gw.example/connected" method="POST">' +
      '<ConversationRelay url="wss://gw.example/relay/t" language="en-US" interruptible="none" reportInputDuringAgentSpeech="any" dtmfDetection="true" partialPrompts="true" events="speaker-events tokens-played"/>' +
      '</Connect></Response>',
  )
})

test.each<[CallReply, string]>([
  [
    { type: 'say_and_hang_up', text: 'Bye & thanks.', language: 'en-US' },
    '<Response><Say language="en-US">Bye &amp; thanks.</Say><Hangup/></Response>',
  ],
  [
    { type: 'dial', number: '+12125550142', actionUrl: 'https://gw.example/d', callerId: '+12125550100' },
    '<Response><Dial action="https://gw.example/d" method="POST" callerId="+12125550100" answerOnBridge="true"><Number>+12125550142</Number></Dial></Response>',
  ],
  [
    { type: 'dial', number: '+12125550142', actionUrl: 'https://gw.example/d', callerId: null },
    '<Response><Dial action="https://gw.example/d" method="POST" answerOnBridge="true"><Number>+12125550142</Number></Dial></Response>',
  ],
  [
    {
      type: 'dial',
      number: '+12125550142',
      sendDigits: 'ww204#',
      actionUrl: 'https://gw.example/d',
      callerId: null,
      answeredUrl: 'https://gw.example/w',
    },
    '<Response><Dial action="https://gw.example/d" method="POST" answerOnBridge="true"><Number sendDigits="ww204#" url="https://gw.example/w" method="POST">+12125550142</Number></Dial></Response>',
  ],
  [
    { type: 'whisper', text: 'A call.', language: 'en-US', actionUrl: 'https://gw.example/w', times: 2 },
    '<Response><Gather action="https://gw.example/w" method="POST" input="dtmf" numDigits="1" timeout="8"><Say language="en-US">A call.</Say><Say language="en-US">A call.</Say></Gather><Hangup/></Response>',
  ],
  [{ type: 'reject' }, '<Response><Reject/></Response>'],
  [{ type: 'hang_up' }, '<Response><Hangup/></Response>'],
  [{ type: 'nothing' }, '<Response/>'],
])('%j', async (reply, expected) => {
  expect(await document(reply)).toBe(expected)
})

test('says as many whole sentences as Twilio takes', () => {
  const sentence = `${'word '.repeat(30)}end. `
  const cut = cutAtSentence(sentence.repeat(60))
  expect(cut.length).toBeLessThanOrEqual(4096)
  expect(cut.length).toBeGreaterThan(3900)
  expect(cut.endsWith('end.')).toBe(true)
  expect(cutAtSentence('x'.repeat(5000))).toHaveLength(4096)
  expect(cutAtSentence('Short.')).toBe('Short.')
})

test('hints are bounded', async () => {
  const text = await document({ ...TALK, hints: Array.from({ length: 5000 }, (_, index) => `hint ${index}`) })
  expect(/hints="([^"]*)"/.exec(text)![1]!.split(', ').length).toBe(100)
})

test.each([
  [
    { type: 'say', text: 'Hello', last: false },
    { type: 'text', token: 'Hello', last: false },
  ],
  [
    { type: 'say', text: 'Hello', last: true, language: 'en-US', interruptible: true },
    { type: 'text', token: 'Hello', last: true, lang: 'en-US', interruptible: true },
  ],
  [
    { type: 'play', sourceUrl: 'https://gw.example/hold.mp3', loop: 0 },
    { type: 'play', source: 'https://gw.example/hold.mp3', loop: 0, preemptible: false, interruptible: true },
  ],
  [
    { type: 'press', digits: '9www4' },
    { type: 'sendDigits', digits: '9www4' },
  ],
  [
    { type: 'language', language: 'es-ES' },
    { type: 'language', ttsLanguage: 'es-ES', transcriptionLanguage: 'es-ES' },
  ],
  [
    { type: 'end', handoff: '{"reason":"bye"}' },
    { type: 'end', handoffData: '{"reason":"bye"}' },
  ],
] as const)('tells the relay %j', (command, expected) => {
  expect(JSON.parse(renderRelay(command))).toEqual(expected)
})
