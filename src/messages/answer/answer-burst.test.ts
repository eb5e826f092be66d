import { describe, expect, test } from 'vitest'
import { AgentDocument } from '../../agents/agent-document.ts'
import { clinic } from '../../../test/builders/businesses.ts'
import { writesTo } from '../../../test/builders/writing.ts'
import type { Content, Outgoing } from '../message.ts'
import { withoutSecrets } from './without-secrets.ts'

const SUNDAY_NIGHT_MS = Date.parse('2026-11-23T03:00:00Z')

const textOf = (sent: readonly Outgoing[]): string => sent.map(({ text }) => text).join('\n')
const tapOn = (id: string, title: string): Content => ({ type: 'choice', via: 'button', id, title })
const booked = (effects: ReturnType<typeof writesTo>['effects']) =>
  [...effects.bookings.values()].filter(({ booking }) => booking.status !== 'cancelled')

describe('booking on WhatsApp', () => {
  test('takes a burst, two taps and a name', async () => {
    const person = writesTo(clinic)
    const offer = await person.write("hi I'd like a cleaning", 'tomorrow morning')
    expect(offer).toHaveLength(1)
    expect(offer[0]).toMatchObject({ type: 'buttons', buttons: [{}, { title: 'Tue Nov 24 10 AM' }] })
    await person.tap('Tue Nov 24 10 AM')
    const readBack = await person.write('Maria Lopez')
    expect(readBack[0]).toMatchObject({ type: 'buttons', buttons: [{ title: 'Yes' }, { title: 'No' }] })
    expect(textOf(await person.tap('Yes'))).toContain("You're booked: a cleaning")
    expect(booked(person.effects)).toHaveLength(1)
  })

  test('offers the services as a list that can be tapped', async () => {
    const person = writesTo(clinic)
    const [services] = await person.write("I'd like to book an appointment")
    expect(services).toMatchObject({ type: 'list', button: 'Choose' })
    expect(textOf(await person.tap('Crown'))).toContain('Which would you like?')
    expect(person.memory().talk.tools.serviceSlug).toBe('crown')
  })

  test('moves what was booked before, with a yes that is tapped', async () => {
    const person = writesTo(clinic)
    await person.write('cleaning tomorrow at 10')
    await person.write('Maria Lopez')
    await person.write('yes')
    await person.write('yes')
    expect(booked(person.effects)).toHaveLength(1)
    await person.write('can you move it to Thursday at 2pm')
    expect(textOf(await person.tap('Yes'))).toContain('Done: your cleaning booking is moved')
  })
})

test('what was just shown can be cancelled by "cancel it"', async () => {
  const person = writesTo(clinic)
  await person.write('cleaning tomorrow at 10')
  await person.write('yes')
  await person.write('Maria Lopez')
  await person.write('yes')
  await person.write('when is my appointment?')
  expect(textOf(await person.write('cancel it'))).toContain('Shall I cancel it?')
  await person.tap('Yes')
  expect(booked(person.effects)).toHaveLength(0)
})

describe('booking by SMS', () => {
  test('numbers the times, and takes a number for an answer', async () => {
    const person = writesTo(clinic, { channel: 'sms' })
    const offer = await person.write('cleaning tomorrow morning')
    expect(textOf(offer)).toContain('\n1: Tue Nov 24 8 AM\n2: Tue Nov 24 10 AM')
    await person.write('2')
    expect(textOf(await person.write('Maria Lopez'))).toContain('at 10 AM')
    expect(textOf(await person.write('yes'))).toContain("You're booked")
  })
})

describe('a button that was shown long ago', () => {
  test('means the time it showed, not whatever is on offer now', async () => {
    const person = writesTo(clinic)
    await person.write('cleaning tomorrow morning')
    const old = person.memory().choices?.choices[0]
    await person.write('what about Friday')
    const sent = await person.write(tapOn(old?.id ?? '', old?.title ?? ''))
    expect(textOf(sent)).toContain('Tuesday November 24, at 8 AM')
    expect(textOf(sent)).toContain('is free')
  })

  test('means its time in another conversation, too', async () => {
    const first = writesTo(clinic)
    await first.write('cleaning tomorrow morning')
    const old = first.memory().choices?.choices[1]
    const later = writesTo(clinic)
    const sent = await later.write(tapOn(old?.id ?? '', old?.title ?? ''))
    expect(textOf(sent)).toContain('Tuesday November 24, at 10 AM')
  })

  test('of a time that is gone says so', async () => {
    const first = writesTo(clinic)
    await first.write('cleaning tomorrow morning')
    const old = first.memory().choices?.choices[0]
    const nextWeek = writesTo(clinic, { nowMs: Date.parse('2026-12-01T15:00:00Z') })
    expect(textOf(await nextWeek.write(tapOn(old?.id ?? '', old?.title ?? '')))).toContain('already passed')
  })

  test('a yes to an earlier question is no yes to this one', async () => {
    const person = writesTo(clinic)
    await person.write('cleaning tomorrow at 10')
    await person.write('Maria Lopez')
    const old = person.memory().choices?.choices[0]
    await person.write('no, Thursday at 2pm')
    const sent = await person.write(tapOn(old?.id ?? '', 'Yes'))
    expect(textOf(sent)).toContain('belongs to an earlier question')
    expect(textOf(sent)).toContain('Thursday')
    expect(booked(person.effects)).toHaveLength(0)
    await person.tap('Yes')
    expect(booked(person.effects)).toHaveLength(1)
  })

  test('whatever its id, it breaks nothing', async () => {
    for (const id of [
      '',
      's:',
      's:x:y',
      's:99999999999999999999:r:cleaning',
      'b:',
      'y:',
      'v:',
      ':::',
      'payload of a template',
    ])
      expect(textOf(await writesTo(clinic).write(tapOn(id, 'Cleaning tomorrow'))).length).toBeGreaterThan(0)
  })
})

describe('who answers', () => {
  test('is said in the first reply, whatever that is, and not in the next', async () => {
    for (const first of [
      'hello',
      'tell me a joke',
      'I want to speak to a human',
      'my father is not breathing',
      'hola, quiero una cita',
    ]) {
      const person = writesTo(clinic)
      expect(textOf(await person.write(first)), first).toContain("I'm an AI assistant")
    }
    const person = writesTo(clinic)
    await person.write('hello')
    expect(textOf(await person.write('what are your hours'))).not.toContain("I'm an AI assistant")
  })

  test('help in an emergency stands before it', async () => {
    const text = textOf(await writesTo(clinic).write('my father is not breathing'))
    expect(text.indexOf('911')).toBeLessThan(text.indexOf('AI assistant'))
    expect(text).not.toContain('hang up')
  })
})

describe('a person instead of the agent', () => {
  test('takes over while the business is open, with a task', async () => {
    const person = writesTo(clinic)
    expect(textOf(await person.write('can I talk to a person?'))).toContain('somebody will write to you here')
    expect(person.handedOver()).toBe(true)
    expect(person.filed).toHaveLength(1)
  })

  test('writes later when it is closed, and the agent goes on', async () => {
    const person = writesTo(clinic, { nowMs: SUNDAY_NIGHT_MS })
    const text = textOf(await person.write('can I talk to a person?'))
    expect(text).toContain('We are closed right now')
    expect(text).toContain('Monday November 23, at 8 AM')
    expect(person.handedOver()).toBe(false)
    await person.write('can I talk to a person?')
    expect(new Set(person.filed.map(({ intentKey }) => intentKey)).size).toBe(1)
  })

  test('is asked for somebody who writes Spanish, in Spanish, once', async () => {
    const person = writesTo(clinic)
    expect(textOf(await person.write('Hola, quiero una cita para una limpieza'))).toContain(
      'alguien le escribirá por aquí',
    )
    await person.write('¿a qué hora abren mañana?')
    expect(person.filed).toHaveLength(1)
  })

  test('nobody is put through in writing', async () => {
    const text = textOf(await writesTo(clinic).write('please connect me to a human'))
    expect(text).not.toMatch(/connecting|on the line|hold/i)
  })
})

describe('what is no request', () => {
  test('a reaction alone is not answered', async () => {
    const person = writesTo(clinic)
    expect(await person.write({ type: 'reaction', emoji: '👍', to: 'wamid.1' })).toEqual([])
  })

  test('a thumbs up is a yes where one was asked for, and nothing elsewhere', async () => {
    const person = writesTo(clinic)
    await person.write('cleaning tomorrow at 10')
    expect(textOf(await person.write('👍🏽'))).toContain('name')
    await person.write('Maria Lopez')
    expect(textOf(await person.write('👍'))).toContain("You're booked")
    expect(await person.write('🙏🏽🙏🏽')).toEqual([])
    expect(await person.write('👍')).toEqual([])
  })

  test('a form that is no object is declined politely, and what was asked is asked again', async () => {
    const person = writesTo(clinic)
    await person.write('cleaning tomorrow at 10')
    const sent = await person.write({ type: 'form', values: null, raw: '[1, 2' })
    expect(textOf(sent)).toContain("couldn't read that form")
    expect(sent[0]).toMatchObject({ type: 'buttons' })
  })

  test('what an assistant for everything is asked is declined, and the booking goes on', async () => {
    const person = writesTo(clinic)
    await person.write('cleaning tomorrow at 10')
    const text = textOf(await person.write('write me a poem about teeth'))
    expect(text).toContain('only help with matters of Elm Street Dental')
    await person.tap('Yes')
    await person.write('Maria Lopez')
    await person.tap('Yes')
    expect(booked(person.effects)).toHaveLength(1)
  })

  test('a card number is seen by nobody', async () => {
    const person = writesTo(clinic)
    await person.write('my card is 4111 1111 1111 1111')
    expect(JSON.stringify(person.memory())).not.toContain('4111')
  })
})

test('who types as people type is understood', async () => {
  const person = writesTo(clinic, { channel: 'sms' })
  expect(textOf(await person.write('can i get a cleaning tmrw at 3 pls'))).toContain('at 3 PM')
  await person.write('y')
  await person.write('jen smith')
  expect(textOf(await person.write('y'))).toContain("You're booked")
  expect(textOf(await person.write('thx'))).toContain('welcome')
  expect(textOf(await person.write('can you call me'))).toMatch(/call you back|write to you/)
})

describe('a machine that answers a machine', () => {
  test('is not answered for ever', async () => {
    const person = writesTo(clinic)
    let answers = 0
    for (let nth = 0; nth < 20; nth += 1)
      answers += (await person.write("I'm driving right now and will get back to you.")).length
    expect(answers).toBeLessThanOrEqual(4)
    expect(await person.write('what are your hours?')).toHaveLength(1)
  })

  test('is left to people when it always says something else', async () => {
    const person = writesTo(clinic)
    let nth = 0
    while (!person.handedOver() && nth < 200) await person.write(`what are your hours? (${(nth += 1)})`)
    expect(nth).toBeLessThan(100)
    expect(person.filed).toHaveLength(1)
  })
})

test('the digits of a sensitive field are known to nobody but their reader', async () => {
  const member = {
    id: 'member',
    label: 'Member number',
    type: 'number',
    digits: { min: 6, max: 6 },
    sensitive: true,
    required: true,
  }
  const person = writesTo({
    ...clinic,
    skills: { message: { fields: [member], route: { kind: 'task', queue: 'desk' } } },
  })
  await person.write('I want to leave a message')
  await person.write('482913')
  await person.write('my member number is 482913')
  expect(JSON.stringify(person.memory())).toContain('6 digits said')
  expect(JSON.stringify([person.memory(), person.filed])).not.toContain('482913')
})

test('nothing is said of phones, lines and hearing', async () => {
  const person = writesTo(clinic)
  const all: string[] = []
  for (const text of [
    'asdf qwer',
    'zxcv',
    'are you recording this?',
    'can I give you my card?',
    'I want to leave a message',
    'bye bye',
  ])
    all.push(textOf(await person.write(text)))
  expect(all.join('\n')).not.toMatch(/\b(?:say that again|catch that|this line|hear you|calling|hang up)\b/i)
})

test('what the same machine writes over and over is left to people, although it says goodbye every time', async () => {
  const person = writesTo(clinic)
  const said = 'Thank you for your message, bye! We are out of the office.'
  const replies = []
  for (let nth = 0; nth < 6; nth += 1) replies.push(await person.write(said))
  expect(replies.filter((messages) => messages.length > 0)).toHaveLength(3)
  expect(person.handedOver()).toBe(true)
})

test("account numbers and passwords are nobody's to know", () => {
  const clock = { nowMs: SUNDAY_NIGHT_MS, timeZone: 'America/New_York', language: 'en-US' }
  const told = withoutSecrets(
    'my bank account number is 000123456789 and my password is Tr0ub4dor',
    AgentDocument.parse(clinic),
    '',
    clock,
  )
  expect(told).not.toMatch(/000123456789|Tr0ub4dor/)
})
