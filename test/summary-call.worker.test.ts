import { env } from 'cloudflare:workers'
import { afterEach, expect, test, vi } from 'vitest'
import { AgentDocument } from '../src/agents/agent-document.ts'
import { readSummary, readTranscript } from '../src/calls/transcript.ts'
import { aVendor, begun, over, row, withModel, type Change } from './talked-call.ts'

afterEach(() => void vi.restoreAllMocks())

const withFields: Change = (document) =>
  AgentDocument.parse({
    ...document,
    capture: [
      { id: 'insurer', label: 'insurance', type: 'enum', options: ['Aetna', 'Cigna'] },
      { id: 'caller', label: 'name', type: 'name' },
    ],
  })
const storing =
  (store: AgentDocument['privacy']['store']): Change =>
  (document) => ({ ...document, privacy: { ...document.privacy, store } })

/** A model that says this much in the call, and writes that after it. */
const talksAndWrites = (written: unknown) => ({
  replies: [{ text: 'We take most plans. What insurance do you have?' }, { text: JSON.stringify(written) }],
})

const WRITTEN = {
  summary: 'The caller asked about insurance. They have Aetna.',
  follow_ups: ['Check the plan.'],
  fields: { insurer: 'Aetna', made_up: 'nothing' },
}

test('after the call the model writes the summary, the fields and what is left to do, from what was heard', async () => {
  const stand = await aVendor(talksAndWrites(WRITTEN))
  const { line, call, socket } = await begun((document) => withFields(withModel(document)))
  await socket.say('I have Aetna, card 4111 1111 1111 1111, is that fine?')
  const callId = await over(call, socket)
  expect(await readSummary(line.ctx, callId)).toEqual({
    text: WRITTEN.summary,
    followUps: ['Check the plan.'],
    fields: [{ id: 'insurer', value: 'Aetna' }],
    generatedBy: 'model',
  })
  const asked = JSON.stringify((await stand.asked()).at(-1)?.body)
  expect(asked).toMatch(/caller: I have Aetna, card \[card number\]/)
  expect(asked).not.toMatch(/4111/)
  const sealed = await row('SELECT sealed_summary AS words, summary_by AS maker FROM transcripts')
  expect(sealed?.['maker']).toBe('model')
  expect(sealed?.['words']).not.toMatch(/Aetna/)
})

test.each([
  ['fails', { status: 500 }],
  ['takes too long', { answer_delay_ms: 17_000 }],
  ['writes something that is no summary', null],
] as const)('a vendor that %s leaves the summary made by rules, and the call is reported in time', async (_, fault) => {
  const stand = await aVendor(talksAndWrites('no such thing'))
  const { line, call, socket } = await begun((document) => withFields(withModel(document)))
  await socket.say('Do you take my plan?')
  if (fault !== null) await stand.order({ faults: [{ ...fault, times: 9 }] })
  const hungUpAtMs = Date.now()
  const summary = await readSummary(line.ctx, await over(call, socket))
  expect(Date.now() - hungUpAtMs).toBeLessThan(25_000)
  expect(summary?.generatedBy).toBe('rules')
  expect(summary?.text).toMatch(/turn with/)
})

test('without a model the rules find what the caller answered when they were asked for it', async () => {
  const { line, call, socket } = await begun(withFields)
  await socket.say("I'd like to book a cleaning, any time next week")
  let reply = await socket.say('The first one please')
  for (let nth = 0; nth < 4 && !/booked|all set/i.test(reply); nth += 1)
    reply = await socket.say(/name/i.test(reply) ? 'Ann Lee' : 'Yes please')
  const summary = await readSummary(line.ctx, await over(call, socket))
  expect(summary).toMatchObject({ generatedBy: 'rules', fields: [{ id: 'caller', value: 'Ann Lee' }] })
})

test('of an answer that was cut off it is not said that anything was answered, in the summary or in the row', async () => {
  const { line, call, socket } = await begun()
  expect(await socket.say('What are your opening hours?')).toMatch(/ AM /)
  socket.send({ type: 'interrupt', utteranceUntilInterrupt: '', durationUntilInterruptMs: 10 })
  expect(await socket.press('7')).toMatch(/doesn't do anything/i)
  const summary = await readSummary(line.ctx, await over(call, socket))
  expect(summary?.text).toMatch(/^The caller hung up before anything came of it\. 2 turns/)
  expect(await row('SELECT outcome FROM calls')).toEqual({ outcome: 'abandoned' })
})

test('a business that stores no personal data keeps a transcript and a summary without any', async () => {
  const { line, call, socket } = await begun((document) => withFields(storing('no_pii')(document)))
  await socket.say("Hi, I'd like to book a cleaning, any time next week")
  let reply = await socket.say('The first one please')
  for (let nth = 0; nth < 4 && !/booked|all set/i.test(reply); nth += 1)
    reply = await socket.say(/name/i.test(reply) ? 'Zebulon Quartermaine' : 'Yes please')
  expect(reply).toMatch(/booked|all set/i)
  await socket.say('My e-mail is zeb at example dot com and I was born on March third nineteen eighty')
  await socket.say('Call me at two one two five five five oh one seven seven')
  const callId = await over(call, socket)
  const kept = JSON.stringify([await readTranscript(line.ctx, callId), await readSummary(line.ctx, callId)])
  expect(kept).toMatch(/\[name\]/)
  expect(kept).toMatch(/cleaning/i)
  expect(kept).not.toMatch(/Zebulon|Quartermaine|example dot com|nineteen eighty|five five five/i)
})

test('a business that stores metadata only keeps neither transcript nor summary', async () => {
  const { line, call, socket } = await begun(storing('metadata'))
  await socket.say('what are your opening hours')
  const callId = await over(call, socket)
  expect(await readTranscript(line.ctx, callId)).toBeNull()
  expect(await readSummary(line.ctx, callId)).toBeNull()
  expect(await row('SELECT count(*) AS n FROM transcripts')).toEqual({ n: 0 })
  expect((await env.BLOBS.list({ prefix: 'transcripts/' })).objects.filter(({ key }) => key.endsWith(callId))).toEqual(
    [],
  )
})
