import { expect, test } from 'vitest'
import { fieldNameOf, filledIn } from './fields-in.ts'
import { readAnswer } from './read-answer.ts'
import { fieldsOf, textFor, wordingFor } from './words.ts'

const FIELDS = { business: 'Bright Smile Dental', name: 'Ann', date: 'Tuesday', time: '10:00 AM' }

const textOf = (
  content: Parameters<typeof wordingFor>[0]['content'],
  kind: 'message' | 'reminder' = 'message',
): string => {
  const content1 = wordingFor({ kind, content }, 'sms', FIELDS)?.content
  return content1?.type === 'text' ? content1.text : ''
}

test('every text says who it is from, that it is automated, and how to end it, each once', () => {
  expect(textOf({ language: 'en', sms: { text: 'Hello {name}, see you soon.' } })).toBe(
    'Bright Smile Dental: Hello Ann, see you soon. Automated message. Reply STOP to opt out.',
  )
  const own = 'Bright Smile Dental here, an automated text. STOP ends these.'
  expect(textOf({ language: 'en', sms: { text: own } })).toBe(own)
  expect(textOf({ language: 'es', sms: { text: 'Hola {name}.' } })).toMatch(/Mensaje automático\..*STOP/)
})

test('a reminder says when, and never what for', () => {
  const text = textOf({ language: 'en' }, 'reminder')
  expect(text).toContain('Tuesday at 10:00 AM')
  for (const channel of ['sms', 'voice'])
    expect(fieldsOf({ kind: 'reminder', content: { language: 'en' } }, [channel])).toEqual(['date', 'time'])
  expect(fieldsOf({ kind: 'waitlist', content: { language: 'en' } }, ['voice'])).toEqual([])
  const own = { language: 'en', voice: { text: 'See you in {room}.' } } as const
  expect(fieldsOf({ kind: 'reminder', content: own }, ['voice'])).toEqual(['room'])
})

test('in Spanish one o’clock is one hour, also in words of the business', () => {
  const written = textFor({ kind: 'reminder', content: { language: 'es' } }, 'sms') ?? ''
  const at = (time: string) => filledIn(written, { date: 'martes', time })
  expect(at('1:00 p. m.')).toContain('una cita el martes a la 1:00 p. m.')
  for (const time of ['10:00 a. m.', '11:30 a. m.', '12:15 p. m.', '13:00']) expect(at(time)).toContain(`a las ${time}`)
  expect(filledIn('A las {time}, a las 2', { time: '1:30 p. m.' })).toBe('A la 1:30 p. m., a las 2')
})

test('a value with braces in it is a value', () => {
  expect(filledIn('{name} {name}', { name: '{date}', date: 'x' })).toBe('{date} {date}')
  expect(fieldNameOf(' Due Date ')).toBe('due_date')
})

test.each([
  ['C', 'yes'],
  ['Yes, please!', 'yes'],
  ['Sí', 'yes'],
  ['sí, gracias', 'yes'],
  ['X', 'no'],
  ["I can't make it", 'no'],
  ['M', 'move'],
  ['Reschedule', 'move'],
  ['yes but can we do it later?', null],
  ['no problem', null],
  ['Is there parking?', null],
  ['', null],
])('%j is %s', (text, answer) => {
  expect(readAnswer(text)).toBe(answer)
})
