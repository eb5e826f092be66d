import { expect, test } from 'vitest'
import { clinic } from '../../../test/builders/businesses.ts'
import { PINS } from '../../../test/builders/pinned-call.ts'
import { AgentDocument } from '../../agents/agent-document.ts'
import { callUrls } from '../../calls/callback-urls.ts'
import { byHand, willCallBack } from './voice-reply-by-hand.ts'
import type { Opening } from './voice-reply.ts'

const NOW_MS = Date.parse('2026-11-20T15:00:00Z')
const DOCUMENT = AgentDocument.parse(clinic)
const PERSON = { number: '+12125550142', mode: 'cold' }
const ANSWERS = [
  { type: 'dial', leg: 0, person: PERSON, isFirst: true, trouble: true },
  { type: 'dial', leg: 1, person: PERSON, isFirst: false },
  { type: 'bridge', recorded: true },
  { type: 'listen', nth: 1, says: 'resumed', announces: false, recorded: false, stopRecording: false },
  { type: 'wait', nth: 1 },
  { type: 'goodbye' },
  { type: 'will_call_back' },
  { type: 'voicemail', stopRecording: false, trouble: true },
  { type: 'voicemail_taken' },
] as unknown as readonly Parameters<typeof byHand>[1][]

/** All that a carrier is to say, and the languages it is to say it in, for an agent that talks in `language`. */
function saidIn(language: string): { readonly words: string; readonly voices: ReadonlySet<string> } {
  const document = { ...DOCUMENT, languages: { ...DOCUMENT.languages, default: language }, business: 'Bright Smile' }
  const urls = callUrls('https://gateway.example', 'twilio', 'ref')
  const opening = { words: null, keysMax: null, pins: PINS, streams: false, document, urls } as unknown as Opening
  const replies = [...ANSWERS.map((answer) => byHand({ ...opening, answer }, answer, NOW_MS)), willCallBack(language)]
  const said = JSON.stringify(replies)
  const texts = [...said.matchAll(/"(?:text|silence)":"([^"]+)"/g)].map(([, text]) => text)
  return { words: texts.join(' '), voices: new Set([...said.matchAll(/"language":"([^"]+)"/g)].map(([, tag]) => tag!)) }
}

test('what is said without the agent is Spanish where the agent is, in a voice that speaks it', () => {
  const { words, voices } = saidIn('es-US')
  expect(words).toMatch(/Le comunico con Bright Smile.*deje un mensaje para Bright Smile después del tono/)
  expect(words).not.toMatch(/\b(?:the|is|call|you|please|goodbye|moment|message)\b/i)
  expect([...voices]).toEqual(['es-US'])
})

test('and English for everybody else, in a voice that speaks that', () => {
  expect(saidIn('en-GB').words).toMatch(/I am connecting you to Bright Smile.*leave a message for Bright Smile/)
  expect([...saidIn('en-GB').voices]).toEqual(['en-GB'])
  const { words, voices } = saidIn('fr-FR')
  expect(words).toBe(saidIn('en-GB').words)
  // The language that is listened for stays the caller's.
  expect([...voices].toSorted()).toEqual(['en-US', 'fr-FR'])
})
