import { expect, test } from 'vitest'
import { clinic } from '../../test/builders/businesses.ts'
import { AgentDocument } from '../agents/agent-document.ts'
import { PINS } from '../../test/builders/pinned-call.ts'
import { FRESH_MEMORY, type CallMemory } from './call-memory.ts'
import type { CallState } from './call-state.ts'
import { END_REASONS, OUTCOMES } from './call.ts'
import { NOT_BEGUN } from './outbound-talk/lead-in.ts'
import { NOBODY_YET } from './outbound-talk/party.ts'
import { prepared } from './outbound/prepared.ts'
import { summarise } from './summarise.ts'

const DOCUMENT = AgentDocument.parse(clinic)

const summaryOf = (news: Partial<CallState>) =>
  summarise({ ...prepared('call_1', PINS, 1_000), ...news }, FRESH_MEMORY, [], DOCUMENT)

test('of a call of ours, it was we who left the voicemail, and nobody here has to listen to it', () => {
  const { text, followUps } = summaryOf({ outcomes: ['voicemail_left'], endedBy: 'agent', endReason: 'agent_goodbye' })
  expect(text).toContain('We left a voicemail.')
  expect(followUps).toEqual([])
})

test.each<[Partial<CallState>, string]>([
  [{ endReason: 'busy', endedBy: 'carrier' }, 'The line was busy.'],
  [{ endReason: 'no_answer', endedBy: 'carrier' }, 'Nobody picked up.'],
  [{ endReason: 'customer_hangup', endedBy: 'caller' }, 'Whoever answered hung up before anything came of it.'],
  [{ endReason: 'agent_goodbye', endedBy: 'agent' }, 'The agent ended the call before anything came of it.'],
  [{ outcomes: ['opted_out'] }, 'Whoever answered asked not to be contacted again.'],
])('of a call of ours, nobody is said to have called us: %j', (news, said) => {
  const { text } = summaryOf(news)
  expect(text).toContain(said)
  expect(text).not.toContain('caller')
})

test.each(['en-US', 'es-US'])('of a call of ours that reached nobody it is said what picked up: %s', (language) => {
  const document = { ...DOCUMENT, languages: { ...DOCUMENT.languages, default: language } }
  const met = (outbound: Partial<CallState['outbound']>) => {
    const called = prepared('call_1', PINS, 1_000)
    const over = { endReason: 'customer_hangup', endedBy: 'caller' } as const
    const state = { ...called, ...over, outbound: { ...called.outbound!, ...outbound } }
    return summarise(state, FRESH_MEMORY, [], document).text
  }
  const heard = (['machine', 'ivr', 'screening', 'fax'] as const).map((party) =>
    met({ party: { ...NOBODY_YET, party } }),
  )
  const isSpanish = language === 'es-US'
  expect(heard).toEqual([
    expect.stringMatching(isSpanish ? 'una máquina' : 'A machine'),
    expect.stringMatching(isSpanish ? 'menú telefónico' : 'phone menu'),
    expect.stringMatching(isSpanish ? 'filtra llamadas' : 'screens calls'),
    expect.stringMatching(isSpanish ? 'un fax' : 'A fax'),
  ])
  // By the carrier's word, where nothing was heard.
  expect(met({ judged: 'fax' })).toBe(heard[3])
  const wrong = met({ party: { ...NOBODY_YET, party: 'human' }, lead: { ...NOT_BEGUN, isWrong: true } })
  expect(wrong).toContain(isSpanish ? 'número está equivocado' : 'wrong number')
})

test('a summary that is read on another day says the date, and of a call in which nobody spoke no turns', () => {
  const booking = { bookingId: 'bkg_1', serviceName: 'Cleaning', startsAtMs: Date.parse('2026-11-24T15:30:00Z') }
  const { talk } = FRESH_MEMORY
  const listed = [{ ...booking, status: 'confirmed' }] as unknown as CallMemory['talk']['tools']['listed']
  const tools = { ...talk.tools, listed, confirmed: ['bkg_1'] }
  const { outbound: _, ...inbound } = prepared('call_1', PINS, Date.parse('2026-11-23T15:00:00Z'))
  const { text } = summarise(inbound, { ...FRESH_MEMORY, talk: { ...talk, tools } }, [], DOCUMENT)
  expect(text).toBe('The caller booked Cleaning: Tuesday, November 24 at 10:30 AM.')
})

test('of a call in Spanish its business reads in Spanish what came of it, whatever that was', () => {
  const spanish: AgentDocument = { ...DOCUMENT, languages: { ...DOCUMENT.languages, default: 'es-US' }, name: 'Ada' }
  const booking = { bookingId: 'bkg_1', serviceName: 'limpieza', startsAtMs: Date.parse('2026-11-24T15:30:00Z') }
  const { talk } = FRESH_MEMORY
  const listed = [{ ...booking, status: 'confirmed' }] as unknown as CallMemory['talk']['tools']['listed']
  const tools = { ...talk.tools, listed, confirmed: ['bkg_1'] }
  const called = { ...prepared('call_1', PINS, 1_000) }
  const { outbound: _, ...inbound } = called
  const booked = summarise(inbound, { ...FRESH_MEMORY, talk: { ...talk, tools } }, [], spanish)
  expect(booked.text).toMatch(/^Quien llamó reservó limpieza: el martes, 24 de noviembre a las 10:30.*$/)
  for (const state of [inbound, called])
    for (const news of [
      ...OUTCOMES.map((one) => ({ outcomes: [one] })),
      ...END_REASONS.map((endReason) => ({ endReason })),
    ]) {
      const { text, followUps } = summarise({ ...state, ...news }, FRESH_MEMORY, [], spanish)
      expect([text, ...followUps].join(' ')).not.toMatch(/\b(?:the|was|call|caller|whoever|nobody|turns)\b/i)
    }
})
