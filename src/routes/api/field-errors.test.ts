import { expect, test } from 'vitest'
import * as z from 'zod'
import { bodyErrors, queryErrors } from './field-errors.ts'

const Schema = z.strictObject({
  name: z.string().min(1),
  minutes: z.number().int().max(60),
  'odd/name~': z.boolean().optional(),
  kind: z.enum(['chair', 'room']).optional(),
  target: z
    .union([z.literal('repeat'), z.strictObject({ number: z.string().regex(/^\+/, 'must be E.164') })])
    .optional(),
  slots: z.array(z.strictObject({ at: z.iso.datetime() })).optional(),
})

const errorsOf = (value: unknown) => {
  const parsed = Schema.safeParse(value, { reportInput: true })
  return parsed.error ? bodyErrors(parsed.error).map(({ pointer, code }) => ({ pointer, code })) : []
}

test('all wrong fields are named at once, each by its pointer', () => {
  expect(errorsOf({ minutes: 90, kind: 'sofa', surprise: 1 })).toEqual([
    { pointer: '/name', code: 'missing' },
    { pointer: '/minutes', code: 'too_big' },
    { pointer: '/kind', code: 'unknown_value' },
    { pointer: '/surprise', code: 'unknown_field' },
  ])
})

test('a choice that is not there is missing, and no wrong one', () => {
  const parsed = z.object({ kind: z.enum(['chair', 'room']) }).safeParse({}, { reportInput: true })
  expect(parsed.error && bodyErrors(parsed.error)).toEqual([
    { pointer: '/kind', code: 'missing', detail: 'This is required.' },
  ])
})

test('a pointer escapes what would end it', () => {
  expect(errorsOf({ name: 'a', minutes: 1, 'odd/name~': 'yes' })).toEqual([
    { pointer: '/odd~1name~0', code: 'wrong_type' },
  ])
})

test('of alternatives the one that was meant is told about', () => {
  expect(errorsOf({ name: 'a', minutes: 1, target: { number: '212', extra: true } })).toEqual([
    { pointer: '/target/number', code: 'wrong_format' },
    { pointer: '/target/extra', code: 'unknown_field' },
  ])
  expect(errorsOf({ name: 'a', minutes: 1, target: 7 })).toEqual([{ pointer: '/target', code: 'invalid' }])
})

test('a field in a list is found', () => {
  expect(errorsOf({ name: 'a', minutes: 1, slots: [{ at: '2026-12-01T10:00:00Z' }, { at: 'noon' }] })).toEqual([
    { pointer: '/slots/1/at', code: 'wrong_format' },
  ])
})

test('no error repeats what was sent', () => {
  const secret = 'Ann Lee +12125550142'
  const parsed = Schema.safeParse(
    { name: { first: secret }, minutes: secret, kind: secret, target: { number: secret } },
    { reportInput: true },
  )
  expect(JSON.stringify(bodyErrors(parsed.error!))).not.toMatch(/Ann|5550142/)
})

test('a query parameter is named as it is written', () => {
  const parsed = z
    .strictObject({ limit: z.coerce.number().max(100) })
    .safeParse({ limit: '500', lmit: '1' }, { reportInput: true })
  expect(queryErrors(parsed.error!).map(({ pointer }) => pointer)).toEqual(['limit', 'lmit'])
})

test('what may be a time or a day and is not there is missing, and not badly written', () => {
  const When = z.object({ at: z.union([z.iso.datetime(), z.iso.date()], { error: 'must be a time or a date' }) })
  const told = (value: unknown) => bodyErrors(When.safeParse(value, { reportInput: true }).error!)
  expect(told({})).toEqual([{ pointer: '/at', code: 'missing', detail: 'This is required.' }])
  expect(told({ at: 'noon' })[0]?.code).not.toBe('missing')
})

test('of a closed list its words are told in plain words', () => {
  const parsed = z.object({ by: z.enum(['voice', 'sms']) }).safeParse({ by: 'fax' }, { reportInput: true })
  expect(bodyErrors(parsed.error!)[0]?.detail).toBe('Expected one of "voice"|"sms".')
})
