import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Content } from '../message.ts'
import { inputOf, joined, type BurstItem } from './input-text.ts'

let last = 0
const item = (content: Content, words?: string): BurstItem => {
  last += 1
  return { providerMessageId: `wamid.${last}`, content, ...(words !== undefined && { words }) }
}
const text = (words: string): BurstItem => item({ type: 'text', text: words })
const said = (items: readonly BurstItem[]): string =>
  joined(inputOf(items).pieces.flatMap((piece) => ('text' in piece ? [piece.text] : [])))

const photo = (caption = ''): Content => ({
  type: 'media',
  text: caption,
  media: [{ kind: 'image', source: { id: '1' }, contentType: null, sha256: null, fileName: null }],
})
const voice: Content = {
  type: 'media',
  text: '',
  media: [{ kind: 'voice', source: { id: '1' }, contentType: null, sha256: null, fileName: null }],
}

describe('a burst is one text', () => {
  test('pieces of one sentence stay one sentence', () => {
    expect(said([text("I'd like a cleaning"), text('tomorrow at 10')])).toBe("I'd like a cleaning tomorrow at 10")
  })

  test('sentences of their own stay that', () => {
    expect(said([text('Hello'), text('Do you have anything tomorrow?'), text('Maria Lopez')])).toBe(
      'Hello. Do you have anything tomorrow? Maria Lopez',
    )
  })

  test('no word is lost, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 }), (texts) => {
        const all = said(texts.map(text))
        for (const one of texts) expect(all).toContain(one.trim())
      }),
    )
  })
})

describe('what is changed before it is answered', () => {
  test('an edit takes the place of what it edits', () => {
    const first = text('tomorrow at 10')
    const edit = item({ type: 'edit', of: first.providerMessageId, content: { type: 'text', text: 'tomorrow at 11' } })
    expect(said([first, edit])).toBe('tomorrow at 11')
  })

  test('an edit of something that was answered is a message of its own', () => {
    const edit = item({ type: 'edit', of: 'wamid.long-ago', content: { type: 'text', text: 'I meant 11' } })
    expect(said([edit])).toBe('I meant 11')
  })

  test('what is taken back was never said', () => {
    const first = text('something I regret')
    expect(said([first, text('hello'), item({ type: 'revoke', of: first.providerMessageId })])).toBe('hello')
  })

  test('what is taken back after it was edited was never said', () => {
    const first = text('one')
    const edit = item({ type: 'edit', of: first.providerMessageId, content: { type: 'text', text: 'two' } })
    expect(said([first, edit, item({ type: 'revoke', of: first.providerMessageId })])).toBe('')
  })
})

describe('what is no text', () => {
  test('a reaction, a sticker and a permission to call say nothing', () => {
    const sticker: Content = {
      ...photo(),
      type: 'media',
      media: [{ kind: 'sticker', source: { id: '1' }, contentType: null, sha256: null, fileName: null }],
      text: '',
    }
    const nothing = inputOf([
      item({ type: 'reaction', emoji: '👍', to: 'wamid.1' }),
      item(sticker),
      item({ type: 'call_permission', granted: true, permanent: false, expiresAtMs: null }),
    ])
    expect(nothing).toEqual({ pieces: [], notes: [], asides: [] })
  })

  test('a voice note is its words', () => {
    expect(said([item(voice, 'I need a cleaning')])).toBe('I need a cleaning')
  })

  test('a voice note without words is asked for in writing', () => {
    expect(inputOf([item(voice)]).asides).toEqual(['voice'])
  })

  test('the caption of a photo is what was said with it', () => {
    const input = inputOf([item(photo('is this tooth broken?'))])
    expect(input.pieces).toEqual([{ text: 'is this tooth broken?' }])
    expect(input.notes).toEqual(['They sent a photo.'])
  })

  test('a form is its fields, in words', () => {
    const values = {
      full_name: 'Maria Lopez',
      guests: 2,
      window_seat: true,
      days: ['Mon', 'Tue'],
      flow_token: 'x',
      deep: {},
    }
    expect(said([item({ type: 'form', values, raw: '{}' })])).toBe(
      'full name: Maria Lopez. guests: 2. window seat: yes. days: Mon, Tue',
    )
  })

  test('a form that is no object is not read', () => {
    const input = inputOf([item({ type: 'form', values: null, raw: '"none"' })])
    expect(input).toEqual({ pieces: [], notes: [], asides: ['form'] })
  })

  test('what nobody can read is said to be that', () => {
    const input = inputOf([
      item({ type: 'unsupported', what: 'poll', code: 131051 }),
      item({ type: 'unknown', what: 'hologram' }),
    ])
    expect(input.asides).toEqual(['unreadable'])
  })
})
