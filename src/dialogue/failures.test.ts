import { expect, test } from 'vitest'
import { aDocument, TUESDAY_MS } from '../../test/builders/model-turn.ts'
import { resourcesNamed, sandboxDesk } from '../agents/evals/sandbox-desk.ts'
import { ModelFailure, type Model, type ModelChunk } from '../providers/llm/contract.ts'
import { createBreakers } from './breaker.ts'
import { ledgerInMemory } from './ledger.ts'
import { FRESH_TALK, type TalkState } from './talk-state.ts'
import { runTurn, type TurnEnd } from './turn.ts'

const document = aDocument({ routing: [] })

type Script = () => AsyncIterable<ModelChunk>
const refuses: Script = async function* () {
  yield await Promise.reject(new ModelFailure('refused'))
}
const throws: Script = async function* () {
  yield await Promise.reject(new Error('a bug'))
}
const speaks: Script = async function* () {
  yield { type: 'text', text: 'We open at nine.' }
}

/** A model that takes a message, and says something whatever came of it. */
function takesMessage(): Script {
  const fields = Object.fromEntries((document.skills.message?.fields ?? []).map(({ id }) => [id, 'Ann Lee']))
  let asked = 0
  return async function* () {
    asked += 1
    if (asked === 1) yield { type: 'call', call: { id: 'c1', name: 'take_message', args: { fields } } }
    else yield { type: 'text', text: 'Shall I try once more?' }
  }
}

/** A turn of a vendor's model with our own behind it. */
async function hear(
  vendor: Script,
  own: Script,
  {
    state = FRESH_TALK,
    files = true,
    text = 'I would like to leave a message',
  }: { state?: TalkState; files?: boolean; text?: string } = {},
): Promise<{ readonly said: string; readonly end: TurnEnd }> {
  const model = (script: Script): Model => ({ respond: script })
  const setting = {
    room: {
      document,
      language: 'en-US',
      nowMs: TUESDAY_MS,
      timeZone: document.hours.tz,
      desk: sandboxDesk(document, resourcesNamed(document), TUESDAY_MS),
      fileTask: async () => files,
      caller: { phone: '+12125550142', name: null },
    },
    models: [
      { name: 'vendor', breaker: 'ten_1/vendor', model: model(vendor), answersAtOnce: false },
      { name: 'embedded', breaker: 'ten_1/embedded', model: model(own), answersAtOnce: true },
    ],
    breakers: createBreakers(),
    ledger: ledgerInMemory(),
    conversationId: 'call_1',
    channel: 'voice' as const,
    onRule: async () => ({ done: true }),
    signal: new AbortController().signal,
    clock: () => TUESDAY_MS,
  }
  const input = { type: 'said' as const, text }
  let said = ''
  for await (const out of runTurn(setting, { input, history: [], lastReplyHeard: 'all', returning: false, state })) {
    if (out.type === 'end') return { said, end: out }
    said += out.text
  }
  throw new Error('no end')
}

test('at the end of the chain of models the caller is asked once more, and then the agent gives up', async () => {
  const first = await hear(refuses, throws)
  expect(first.said).toMatch(/once more/)
  expect(first.end.ending).toBeNull()
  const second = await hear(refuses, throws, { state: first.end.state })
  expect(second.said).toMatch(/can't go on just now/)
  expect(second.end.ending).toEqual({ how: 'failed' })
})

test('a model that takes over makes the failure before be forgotten', async () => {
  const first = await hear(refuses, throws)
  const second = await hear(refuses, speaks, { state: first.end.state })
  expect(second.end.ending).toBeNull()
  const third = await hear(refuses, throws, { state: second.end.state })
  expect(third.end.ending).toBeNull()
})

test('tools that cannot be reached twice in a row are the agent’s end, whatever it says of them', async () => {
  const first = await hear(takesMessage(), throws, { files: false })
  expect(first.end.ending).toBeNull()
  const second = await hear(takesMessage(), throws, { files: false, state: first.end.state })
  expect(second.end.ending).toEqual({ how: 'failed' })
})

test('a tool that is reached again makes the trouble before be forgotten', async () => {
  const first = await hear(takesMessage(), throws, { files: false })
  const second = await hear(takesMessage(), throws, { state: first.end.state })
  expect(second.end.state.failures).toBe(0)
  const third = await hear(takesMessage(), throws, { files: false, state: second.end.state })
  expect(third.end.ending).toBeNull()
})

test('a person who cannot be got is not promised, and asked for in vain twice in a row is the agent’s end', async () => {
  const asked = { text: 'Let me talk to a real person', files: false }
  const first = await hear(throws, throws, asked)
  expect(first.said).toMatch(/could not do that just now/)
  expect(first.end.ending).toBeNull()
  const second = await hear(throws, throws, { ...asked, state: first.end.state })
  expect(second.end.ending).toEqual({ how: 'failed' })
})
