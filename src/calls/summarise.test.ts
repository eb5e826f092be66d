import { expect, test } from 'vitest'
import { clinic } from '../../test/builders/businesses.ts'
import { AgentDocument } from '../agents/agent-document.ts'
import { PINS } from '../../test/builders/pinned-call.ts'
import { FRESH_MEMORY } from './call-memory.ts'
import type { CallState } from './call-state.ts'
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
