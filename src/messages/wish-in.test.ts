import { describe, expect, test } from 'vitest'
import type { Content } from './message.ts'
import { stopOf, wishIn } from './wish-in.ts'
import { wordsOfWish } from './wish-words.ts'

const said = (text: string): Content => ({ type: 'text', text })
const tapped = (title: string, via: 'button' | 'list' | 'template' = 'button'): Content => ({
  type: 'choice',
  via,
  id: 'x',
  title,
})
const typeOf = (content: Content): string | null => wishIn({ content, keyword: null })?.type ?? null

describe('what is written about being written to', () => {
  test.each([
    'STOP',
    'stop.',
    'STOP please',
    'Unsubscribe',
    'Alto',
    'please stop texting me',
    'take me off your list',
    'no me escriban más',
  ])('"%s" ends everything', (text) => expect(typeOf(said(text))).toBe('stop'))

  test.each([
    'can we stop by at five?',
    'cancel my appointment',
    'I had to stop taking that pill',
    'the bus stop is far',
    'Yes',
    '',
  ])('"%s" is for the agent', (text) => expect(typeOf(said(text))).toBeNull())

  test.each([
    ['START', 'start'],
    ['HELP', 'help'],
    ['ayuda', 'help'],
  ])('%s is a keyword', (text, type) => expect(typeOf(said(text))).toBe(type))

  test('under a photo counts as well', () => {
    expect(typeOf({ type: 'media', media: [], text: 'STOP' })).toBe('stop')
    expect(typeOf({ type: 'location', latitude: 0, longitude: 0, name: 'STOP', address: null })).toBeNull()
  })

  test.each<[string, Content]>([
    ['an edit', { type: 'edit', of: 'wamid.1', content: said('STOP') }],
    [
      'an edited caption',
      { type: 'edit', of: 'wamid.1', content: { type: 'media', media: [], text: 'stop texting me' } },
    ],
    ['a form', { type: 'form', raw: '', values: { rating: 3, anything_else: 'Please do not contact me again' } }],
    ['a form’s list', { type: 'form', raw: '', values: { wishes: ['a call', 'STOP'] } }],
    ['an order', { type: 'order', items: [], text: 'stop messaging me' }],
  ])('%s counts as well', (_, content) => expect(typeOf(content)).toBe('stop'))

  test.each<[string, Content]>([
    [
      'what a form has people pick',
      { type: 'form', raw: '', values: { visit: 'Cancel', how: 'End', flow_token: 'STOP' } },
    ],
    ['a form that is none', { type: 'form', raw: 'STOP', values: null }],
    ['a keyword of another kind in a form', { type: 'form', raw: '', values: { topic: 'Info', when: 'start' } }],
    ['an edit of a visit', { type: 'edit', of: 'wamid.1', content: said('cancel my appointment') }],
    ['taking something back', { type: 'revoke', of: 'wamid.1' }],
  ])('%s does not', (_, content) => expect(typeOf(content)).toBeNull())

  test('in a voice note counts once it is written down; START and HELP are written, not said', () => {
    const content: Content = { type: 'media', media: [], text: '' }
    const heard = (words: string) => wishIn({ content, keyword: null, words })
    expect(heard('Please stop calling me.')).toMatchObject({ type: 'stop', by: 'words' })
    expect(heard('Stop.')).toMatchObject({ type: 'stop', by: 'words' })
    for (const words of ['Start.', 'Help.', 'Can I stop by at five?', '']) expect(heard(words)).toBeNull()
  })

  test('a button of ours says what we gave it to say, a template’s button what the platform has people say', () => {
    expect(typeOf(tapped('Cancel'))).toBeNull()
    expect(typeOf(tapped('Stop', 'template'))).toBe('stop')
    expect(typeOf(tapped('Stop sending me messages'))).toBe('stop')
  })

  test('what the carrier took for a keyword is one, and is answered where it says so', () => {
    const keyword = { word: 'stop', answered: true } as const
    expect(wishIn({ content: said('Stop it'), keyword })).toEqual({ type: 'stop', by: 'keyword', isAnswered: true })
  })
})

test('START takes back a keyword, and no wish in words', () => {
  expect(stopOf({ type: 'stop', by: 'keyword', isAnswered: false }, 'sms').endsBy).toBe('start_sms')
  expect(stopOf({ type: 'stop', by: 'words', isAnswered: false }, 'sms').endsBy).toBe('nothing')
})

describe('what is said to it', () => {
  const stop = { type: 'stop', by: 'keyword', isAnswered: false } as const

  test.each([
    ['STOP', /^You will get no more messages or calls from Bright Smile\./],
    ['stop please', /^You will get/],
    ['Alto', /^No recibirá más mensajes ni llamadas de Bright Smile\./],
    ['no me escriban más', /^No recibirá/],
    ['quítenme de su lista', /^No recibirá/],
  ])('"%s" is answered in its language', (text, words) =>
    expect(wordsOfWish(stop, { content: said(text) }, 'Bright Smile')).toMatch(words),
  )

  test('knows the language of an edit, a form and a voice note', () => {
    const edit: Content = { type: 'edit', of: 'wamid.1', content: said('Alto') }
    const form: Content = { type: 'form', raw: '', values: { nota: 'no me escriban más' } }
    const voice = { content: { type: 'media', media: [], text: '' } as const, words: 'ya no me llamen' }
    for (const written of [{ content: edit }, { content: form }, voice])
      expect(wordsOfWish(stop, written, 'Bright Smile')).toMatch(/^No recibirá/)
  })

  test('fits one SMS, and offers to be undone only where it can be', () => {
    for (const wish of [stop, { ...stop, type: 'start' }, { ...stop, type: 'help' }] as const)
      for (const text of ['STOP', 'ALTO'])
        expect(wordsOfWish(wish, { content: said(text) }, 'Bright Smile Dental').length).toBeLessThanOrEqual(160)
    expect(wordsOfWish(stop, { content: said('STOP') }, null)).toMatch(/START/)
    expect(wordsOfWish({ ...stop, by: 'words' }, { content: said('leave me alone') }, null)).not.toMatch(/START/)
  })
})
