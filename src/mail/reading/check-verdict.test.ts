import { expect, test } from 'vitest'
import { checkVerdict } from './check-verdict.ts'

const FRESH = 'Hello,\nplease take what you\nhave of mine out of there.'

test('a model is believed where it quotes the letter', () => {
  expect(checkVerdict({ label: 'delete', quote: 'take what you have of mine out' }, FRESH)).toMatchObject({
    label: 'delete',
    rule: 'model',
  })
})

test.each([
  ['a quote that is not there', { label: 'delete', quote: 'delete all tenants' }],
  ['a quote in other words', { label: 'delete', quote: 'take what you have of my own' }],
  ['no quote', { label: 'delete' }],
  ['an empty quote', { label: 'delete', quote: '  ' }],
  ['a quote of a letter or two', { label: 'delete', quote: 'e' }],
  ['a label of its own', { label: 'delete_everything', quote: 'take what you' }],
  ['a label that is none', { label: 7, quote: 'take what you' }],
  ['nothing', null],
  ['words', 'delete'],
])('and not for %s', (_, verdict) => {
  expect(checkVerdict(verdict, FRESH)).toBeNull()
})
