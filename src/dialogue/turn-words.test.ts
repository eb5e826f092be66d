import { expect, test } from 'vitest'
import { aDocument, TUESDAY_MS } from '../../test/builders/model-turn.ts'
import { resourcesNamed, sandboxDesk } from '../agents/evals/sandbox-desk.ts'
import { ModelFailure, type Model, type ToolResult } from '../providers/llm/contract.ts'
import { createBreakers } from './breaker.ts'
import { doneWords } from './done-words.ts'
import { ledgerInMemory } from './ledger.ts'
import { FRESH_TALK, type TalkState } from './talk-state.ts'
import { runTurn } from './turn.ts'
import type { TurnSetting } from './turn-setting.ts'
import { saySlot } from './when/say.ts'

const english = aDocument({})
const document = { ...english, languages: { ...english.languages, default: 'es-US' } }
const ENGLISH = /\b(?:sorry|you|your|please|moment|team|say|the)\b/i

const settingWith = (respond: Model['respond'], channel: TurnSetting['channel']): TurnSetting => ({
  room: {
    document,
    language: 'es-US',
    nowMs: TUESDAY_MS,
    timeZone: document.hours.tz,
    desk: sandboxDesk(document, resourcesNamed(document), TUESDAY_MS),
    fileTask: async () => true,
    caller: { phone: '+12125550142', name: null },
  },
  models: [{ name: 'vendor', breaker: 'ten_1/vendor', model: { respond }, answersAtOnce: false }],
  breakers: createBreakers(),
  ledger: ledgerInMemory(),
  conversationId: 'call_1',
  channel,
  onRule: async () => ({ done: true }),
  signal: new AbortController().signal,
  clock: () => TUESDAY_MS,
})

async function said(respond: Model['respond'], state: TalkState, channel: TurnSetting['channel'] = 'voice') {
  const input = { type: 'said', text: '¿A qué hora cierran?' } as const
  const ask = { input, history: [], lastReplyHeard: 'all', returning: false, state } as const
  const texts: string[] = []
  for await (const out of runTurn(settingWith(respond, channel), ask)) if (out.type === 'say') texts.push(out.text)
  return texts.join(' ').trim()
}

test('when no model can lead on, whoever speaks Spanish is told so in Spanish, by voice and in writing', async () => {
  const gone: Model['respond'] = async function* () {
    yield* []
    throw new ModelFailure('unreachable')
  }
  const silent: Model['respond'] = async function* () {
    yield* []
  }
  const cut: Model['respond'] = async function* () {
    yield { type: 'text', text: 'Cerramos a las cinco. Y los sá' }
    throw new ModelFailure('cut')
  }
  const tired = { ...FRESH_TALK, failures: 1 }
  for (const respond of [gone, silent, cut])
    for (const state of [FRESH_TALK, tired])
      for (const channel of ['voice', 'sms'] as const) {
        const words = await said(respond, state, channel)
        expect(words).not.toBe('')
        expect(words).not.toMatch(ENGLISH)
      }
})

test('what tools have done before that is told in Spanish, and each with its own time, where that is known', () => {
  const { room } = settingWith(async function* () {
    yield* []
  }, 'voice')
  const startsAtMs = Date.parse('2026-12-08T15:30:00Z')
  const booked = { service: 'limpieza', say: saySlot(startsAtMs, room), booked: true }
  const result = (value: ToolResult['value'], ok = true): ToolResult => ({
    call: { id: 'x', name: 'x', args: {} },
    ok,
    value,
  })
  const movedToMs = Date.parse('2026-12-09T18:00:00Z')
  const listed = [
    { bookingId: 'bkg_2', startsAtMs: movedToMs },
    { bookingId: 'bkg_1', startsAtMs },
  ] as unknown as TalkState['tools']['listed']
  const moved = { moved: true, say: saySlot(movedToMs, room) }
  const tools = { ...FRESH_TALK.tools, listed, confirmed: ['bkg_1'], moved: ['bkg_2'] }
  expect(doneWords(room, tools, [result(booked)])).toMatch(
    /^Su cita quedó reservada: limpieza, el martes, 8 de diciembre a las 10:30\D+\.$/,
  )
  expect(doneWords(room, tools, [result(booked), result({ taken: true })])).toMatch(
    / a las 10:30\D+\. Ya se lo pasé a nuestro equipo\.$/,
  )
  expect(doneWords(room, tools, [result(booked), result(moved)])).toMatch(
    /^Su cita quedó reservada: limpieza, el martes, 8 de diciembre a las 10:30\D+\. Su cita quedó cambiada para el miércoles, 9 de diciembre a la 1:00\D+\.$/,
  )
  const other = [
    { moved: true },
    { cancelled: true },
    { held: true, say: 'Tuesday' },
    { voicemail: true, say: 'Claro que sí.' },
  ]
  const words = doneWords(
    room,
    tools,
    other.map((value) => result(value)),
  )
  expect(words).toBe(
    'Su cita quedó cambiada. Su cita quedó cancelada. Le aparto ese horario. ¿Se lo reservo? Claro que sí.',
  )
  expect(doneWords(room, tools, [result(booked, false), result({ say: 'We open at nine.', open_now: true })])).toBe('')
})
