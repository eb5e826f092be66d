import { describe, expect, test } from 'vitest'
import { aDocument, TUESDAY_MS } from '../../test/builders/model-turn.ts'
import type { AgentDocument, AgentTarget } from '../agents/agent-document.ts'
import { resourcesNamed, sandboxDesk } from '../agents/evals/sandbox-desk.ts'
import { createBreakers } from './breaker.ts'
import { ledgerInMemory } from './ledger.ts'
import { FRESH_TALK } from './talk-state.ts'
import type { TaskOrder } from './tools/tool.ts'
import { runTurn, type TurnEnd } from './turn.ts'
import type { RuleEffect, TurnAsk } from './turn-setting.ts'

const DESK: AgentTarget = { kind: 'phone', number: '+12125550190', mode: 'warm', sendDigits: 'ww2' }
const TEAM: AgentTarget = { kind: 'task', queue: 'nurses', priority: 'low' }
const anyone = (to: AgentTarget): AgentDocument['routing'] => [{ intent: 'human', when: 'always', to }]

interface Heard {
  readonly reply: string
  readonly end: TurnEnd
  readonly filed: readonly TaskOrder[]
}

/** What comes of an utterance that no model is asked about. */
async function hear(
  text: string,
  document: AgentDocument,
  {
    phone = '+12125550142',
    effect = { done: true },
    language = 'en-US',
    history = [],
  }: { phone?: string | null; effect?: RuleEffect; language?: string; history?: TurnAsk['history'] } = {},
): Promise<Heard> {
  const filed: TaskOrder[] = []
  const setting = {
    room: {
      document,
      language,
      nowMs: TUESDAY_MS,
      timeZone: document.hours.tz,
      desk: sandboxDesk(document, resourcesNamed(document), TUESDAY_MS),
      fileTask: async (order: TaskOrder) => filed.push(order) > 0,
      caller: { phone, name: null },
    },
    models: [],
    breakers: createBreakers(),
    ledger: ledgerInMemory(),
    conversationId: 'call_1',
    channel: 'voice' as const,
    onRule: async () => effect,
    signal: new AbortController().signal,
    clock: () => TUESDAY_MS,
  }
  const input = { type: 'said' as const, text }
  let reply = ''
  for await (const out of runTurn(setting, {
    input,
    history,
    lastReplyHeard: 'all',
    returning: false,
    state: FRESH_TALK,
  })) {
    if (out.type === 'end') return { reply, end: out, filed }
    reply += out.text
  }
  throw new Error('no end')
}

describe('an emergency', () => {
  const document = (thenTransfer?: AgentTarget): AgentDocument => {
    const plain = aDocument({})
    const emergency = { say: 'Please hang up and call 911.', terms: [], ...(thenTransfer && { thenTransfer }) }
    return { ...plain, guardrails: { ...plain.guardrails, emergency } }
  }
  const CHEST = 'I have chest pain and cannot breathe'

  test('is answered with the document’s sentence, and then the caller is put through to whom it names', async () => {
    const { reply, end } = await hear(CHEST, document(DESK))
    expect(reply).toMatch(/^Please hang up and call 911\. .*connecting you/)
    expect(end.ending).toEqual({ how: 'transfer', to: DESK, stands: true })
    expect(end.state.outcomes).toEqual(['emergency_redirect'])
  })

  test('is left to the team as urgent where the document says so, whatever its queue is used to', async () => {
    const { reply, end, filed } = await hear(CHEST, document(TEAM))
    expect(reply).toMatch(/call 911.*team to call you back right away/)
    expect(end.ending).toBeNull()
    expect(filed).toMatchObject([{ kind: 'callback', queue: 'nurses', priority: 'urgent' }])
  })

  test('of a caller with no number promises no call back', async () => {
    const { reply, filed } = await hear(CHEST, document(TEAM), { phone: null })
    expect(reply).toBe('Please hang up and call 911.')
    expect(filed).toEqual([])
  })

  test('is answered with the sentence alone where nobody is named', async () => {
    const { reply, end } = await hear(CHEST, document())
    expect(reply).toBe('Please hang up and call 911.')
    expect(end.ending).toBeNull()
  })
})

describe('who is in danger and cannot call', () => {
  const document = aDocument({})
  const caller = (text: string) => ({ speaker: 'caller' as const, text })
  const ALARM = [
    caller('there is a man here with a knife'),
    { speaker: 'agent' as const, text: 'Please hang up now and call 911.' },
  ]
  const UNHEARD = /^You don't have to speak\. In many places you can text 911/

  test.each([
    "I can't call",
    "Okay, I can't call, I'm hiding.",
    'Yes, I cannot speak, he will hear me.',
    "I'm not able to call",
    "I'm hiding in the closet",
    "I can't hang up",
    "it's not safe to talk",
    'no puedo llamar',
    'estoy escondida, me va a oír',
  ])('and says “%s” is never told to hang up', async (said) => {
    expect((await hear(said, document, { history: ALARM })).reply).toMatch(UNHEARD)
  })

  test('is not told to either where it is said with the danger, or the danger is named again', async () => {
    const hiding = "someone is breaking in, I'm hiding and I can't talk"
    expect((await hear(hiding, document)).reply).toMatch(UNHEARD)
    const told = [...ALARM, caller("I can't call"), { speaker: 'agent' as const, text: 'You can text 911.' }]
    expect((await hear('he has a gun', document, { history: told })).reply).toMatch(UNHEARD)
  })

  test('is called back by nobody, and people are told so at once', async () => {
    const { guardrails } = document
    const team = {
      ...document,
      guardrails: { ...guardrails, emergency: { say: 'Call 911.', terms: [], thenTransfer: TEAM } },
    }
    const { reply, filed, end } = await hear('he has a gun', team, { history: [...ALARM, caller("I can't call")] })
    expect(reply).not.toMatch(/call you back/)
    expect(filed).toMatchObject([
      { kind: 'message', priority: 'urgent', details: { message: expect.stringContaining('Do not call') } },
    ])
    expect(end.state.hides).toBe(true)
  })

  test('of themselves hears where to write', async () => {
    const history = [caller('I want to kill myself')]
    expect((await hear("I can't talk", document, { history })).reply).toMatch(
      /^You don't have to speak\. You can text 988/,
    )
    const { reply } = await hear('no puedo hablar', document, { history, language: 'es-US' })
    expect(reply).toMatch(/AYUDA por mensaje de texto al 988/)
    expect(reply).not.toMatch(/cuelgue|hang up/)
  })

  test.each(["my dad collapsed and I can't get him to talk", 'he has a gun', "I can't breathe, can you hear me"])(
    'is nobody who says “%s”: they are told to call',
    async (said) => expect((await hear(said, document)).reply).toMatch(/hang up and call 911|hang up now and call 911/),
  )

  test('is nobody who has told of no danger', async () => {
    const greeted = [{ speaker: 'agent' as const, text: 'If this is an emergency, hang up and call 911.' }]
    const { reply } = await hear("I can't call during the day", document, { history: greeted })
    expect(reply).not.toMatch(UNHEARD)
  })
})

describe('who will not be recorded', () => {
  const document = (
    onDecline: AgentDocument['opening']['recording']['onDecline'],
    routing: AgentDocument['routing'] = [],
  ): AgentDocument => {
    const plain = aDocument({})
    const { opening } = plain
    return { ...plain, routing, opening: { ...opening, recording: { ...opening.recording, onDecline } } }
  }
  const NO = 'I do not want to be recorded'

  test('goes on unrecorded where the document says nothing', async () => {
    const { reply, end } = await hear(NO, document('continue_unrecorded', anyone(DESK)))
    expect(reply).toMatch(/won't be kept/)
    expect(end.ending).toBeNull()
  })

  test('is put through to a person where the document says so', async () => {
    const { reply, end } = await hear(NO, document('transfer', anyone(DESK)))
    expect(reply).toMatch(/won't be kept.*connecting you/)
    expect(end.ending).toEqual({ how: 'transfer', to: DESK })
  })

  test('is called back where only that can be done, and never sent to speak on a tape', async () => {
    const routing = [...anyone({ kind: 'voicemail' }), ...anyone(TEAM)]
    const { reply, end, filed } = await hear(NO, document('transfer', routing))
    expect(reply).toMatch(/team to call you back/)
    expect(end.ending).toBeNull()
    expect(filed).toMatchObject([{ queue: 'nurses', priority: 'low' }])
  })

  test('hears it all in Spanish on a call in Spanish', async () => {
    const said = 'no quiero que me graben'
    const { reply } = await hear(said, document('transfer', anyone(DESK)), { language: 'es-US' })
    expect(reply).toMatch(/no se guardará.*le comunico/)
    expect((await hear(said, document('end'), { language: 'es-US' })).reply).toMatch(/nada de esta llamada.*Adiós/)
  })

  test('is let go with a reason where the document says so', async () => {
    const { reply, end } = await hear(NO, document('end'))
    expect(reply).toMatch(/nothing of this call is kept.*Goodbye/)
    expect(end.ending).toEqual({ how: 'consent_declined' })
  })

  test('loses nothing by saying so on a call that is not recorded', async () => {
    const { reply, end } = await hear(NO, document('end'), { effect: { done: true, recorded: false } })
    expect(reply).toMatch(/won't be kept/)
    expect(end.ending).toBeNull()
  })

  test('is not passed on before the recording has been given up', async () => {
    const effect = { done: false, say: 'Please say it once more.' }
    const { reply, end } = await hear(NO, document('transfer', anyone(DESK)), { effect })
    expect(reply).toBe('Please say it once more.')
    expect(end.ending).toBeNull()
  })
})
