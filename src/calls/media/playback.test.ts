import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBase64 } from '../../kernel/bytes.ts'
import { bytesIn, heardOf, Playback } from './playback.ts'

const audio = (ms: number): string => toBase64(new Uint8Array(ms * 8).fill(7))

test('what was played is what came back by marks, and nothing more', () => {
  const playback = new Playback()
  const [first] = playback.send('one', audio(20))
  expect(playback.of('one')).toEqual({ replyId: 'one', sentMs: 20, playedMs: 0 })
  expect(playback.played(first?.mark ?? '')).toBe(true)
  expect(playback.of('one')).toEqual({ replyId: 'one', sentMs: 20, playedMs: 20 })
  expect(playback.played('a mark of nobody’s')).toBe(false)
})

test('a mark that comes back after everything was thrown away tells nothing', () => {
  const playback = new Playback()
  const marks = [...playback.send('one', audio(400)), ...playback.send('two', audio(100))].flatMap(
    ({ mark }) => mark ?? [],
  )
  playback.played(marks[0] ?? '')
  expect(playback.clear()).toEqual([
    { replyId: 'one', sentMs: 400, playedMs: 150 },
    { replyId: 'two', sentMs: 100, playedMs: 0 },
  ])
  for (const mark of marks) playback.played(mark)
  expect(playback.unplayedMs).toBe(0)
  expect(playback.of('one')).toBeNull()
})

test('whatever is sent is sent whole and in order, and once played is known to be', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 6_000 }), { minLength: 1, maxLength: 20 }),
      (parts) => {
        const playback = new Playback()
        const pieces = parts.flatMap((bytes) => playback.send('one', toBase64(bytes)))
        const last = playback.finish('one')
        expect(pieces.map(({ payload }) => atob(payload)).join('')).toBe(
          parts.map((bytes) => atob(toBase64(bytes))).join(''),
        )
        const sent = parts.reduce((sum, { length }) => sum + length, 0)
        expect(pieces.reduce((sum, { payload }) => sum + bytesIn(payload), 0)).toBe(sent)
        const marks = [...pieces.flatMap(({ mark }) => mark ?? []), ...(last === null ? [] : [last])]
        expect(marks.map((mark) => playback.played(mark)).indexOf(true)).toBe(marks.length - 1)
        expect(playback.of('one')?.playedMs).toBe(Math.floor(sent / 8))
      },
    ),
  )
})

test('what was heard of a text is its beginning, in whole words, and all of it only when all was played', () => {
  fc.assert(
    fc.property(
      fc.lorem({ maxCount: 12 }),
      fc.nat(5_000),
      fc.integer({ min: 1, max: 5_000 }),
      (text, played, sentMs) => {
        const playedMs = Math.min(played, sentMs)
        const heard = heardOf(text, { sentMs, playedMs })
        expect(text.startsWith(heard)).toBe(true)
        expect(heard === '' || heard === text || /^\s/.test(text.slice(heard.length))).toBe(true)
        if (playedMs === sentMs) expect(heard).toBe(text)
        if (playedMs === 0) expect(heard).toBe('')
        // Never more than a word less than was played: a word that was begun may not have been understood.
        const reached = Math.floor((text.length * playedMs) / sentMs)
        expect(text.slice(heard.length, reached).trim()).not.toMatch(/\s/)
      },
    ),
  )
  expect(heardOf('One two three four', { sentMs: 1_000, playedMs: 500 })).toBe('One two')
  expect(heardOf('One two three four', { sentMs: 1_800, playedMs: 800 })).toBe('One two')
})
