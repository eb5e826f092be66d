import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCallAssembler } from './assemble-calls.ts'
import type { CallPiece } from './read-delta.ts'

const piece = (changes: Partial<CallPiece>): CallPiece => ({ index: null, id: null, name: null, args: '', ...changes })

function assemble(pieces: readonly CallPiece[]) {
  const calls = createCallAssembler(0)
  for (const one of pieces) calls.push([one])
  return calls.finish()
}

const anyCalls = fc.array(
  fc.record({
    name: fc.constantFrom('book', 'find_slots', 'cancel'),
    args: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { maxKeys: 4 }),
    cut: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 6 },
)

test('calls are put together from any pieces, even when those of several are mixed', () => {
  fc.assert(
    fc.property(anyCalls, fc.boolean(), (wanted, isMixed) => {
      const pieces = wanted.map(({ name, args, cut }, index) => {
        const text = JSON.stringify(args)
        const cuts = Array.from({ length: Math.ceil(text.length / cut) }, (_, nth) =>
          text.slice(nth * cut, (nth + 1) * cut),
        )
        return [piece({ index, id: `id${index}`, name }), ...cuts.map((part) => piece({ index, args: part }))]
      })
      const longest = Math.max(...pieces.map(({ length }) => length))
      const mixed = Array.from({ length: longest }, (_, nth) => pieces.flatMap((own) => own.slice(nth, nth + 1))).flat()
      const got = assemble(isMixed ? mixed : pieces.flat())
      expect(got.map(({ name, args }) => ({ name, args: JSON.stringify(args) }))).toEqual(
        wanted.map(({ name, args }) => ({ name, args: JSON.stringify(JSON.parse(JSON.stringify(args))) })),
      )
      expect(new Set(got.map(({ id }) => id)).size).toBe(wanted.length)
    }),
  )
})

test('a server that repeats the name with every piece calls once', () => {
  const pieces = ['{"opt', 'ion":', '1}'].map((args) => piece({ index: 0, id: 'a', name: 'book', args }))
  expect(assemble(pieces)).toMatchObject([{ name: 'book', args: { option: 1 } }])
})

test('whole calls under one index, without ids, are as many as they are', () => {
  const pieces = [1, 2].map((option) => piece({ index: 0, name: 'book', args: `{"option":${option}}` }))
  expect(assemble(pieces).map(({ args }) => args)).toEqual([{ option: 1 }, { option: 2 }])
})

test('no arguments are none, and arguments quoted twice are read', () => {
  expect(assemble([piece({ index: 0, name: 'my_bookings' })])).toMatchObject([{ args: {} }])
  expect(assemble([piece({ index: 0, name: 'book', args: '"{\\"option\\":1}"' })])).toMatchObject([
    { args: { option: 1 } },
  ])
})

test('a call without a name is none', () => {
  expect(() => assemble([piece({ index: 0, args: '{}' })])).toThrow('malformed')
})

test('there is an end to how many calls one reply makes', () => {
  const many = Array.from({ length: 100 }, (_, index) => piece({ index, name: 'book', args: '{}' }))
  expect(() => assemble(many)).toThrow('malformed')
})
