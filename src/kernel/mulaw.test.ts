import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeMulaw, encodeMulaw, fromMulaw, MULAW_SILENCE, toMulaw, upsampleMulaw } from './mulaw.ts'

/**
 * ITU-T G.711, table 2a: the segments of positive input in 14-bit values, smallest first. Each has sixteen intervals (the
 * first of all has one more, around zero) of `step`, ending at decision value `end`; `top` is the last interval's output.
 */
const SEGMENTS = [
  { end: 31, step: 2, top: 30 },
  { end: 95, step: 4, top: 93 },
  { end: 223, step: 8, top: 219 },
  { end: 479, step: 16, top: 471 },
  { end: 991, step: 32, top: 975 },
  { end: 2015, step: 64, top: 1983 },
  { end: 4063, step: 128, top: 3999 },
  { end: 8159, step: 256, top: 8031 },
]

/** Every row of the table, by its number: the decision value it ends at, and its output. */
const ROWS = SEGMENTS.flatMap(({ end, step, top }, segment) =>
  Array.from({ length: 16 }, (_, index) => {
    const fromTop = 15 - index
    const output = segment === 0 && index === 0 ? 0 : top - fromTop * step
    return { end: end - fromTop * step, output, code: 0xff - (segment * 16 + index) }
  }),
)

test('every byte means what the table of the standard says', () => {
  for (const { output, code } of ROWS) {
    expect(fromMulaw(code), `0x${code.toString(16)}`).toBe(output * 4)
    expect(fromMulaw(code & 0x7f) + 0, `0x${(code & 0x7f).toString(16)}`).toBe(output === 0 ? 0 : -output * 4)
  }
  expect(ROWS.at(-1)).toMatchObject({ output: 8031, code: 0x80 })
})

test('every 16-bit value becomes the byte of the interval it lies in', () => {
  for (const [index, { end, code }] of ROWS.entries()) {
    const begin = ROWS[index - 1]?.end ?? 0
    for (const value of [begin * 4, Math.min(end * 4 - 1, 32_767)]) expect(toMulaw(value), String(value)).toBe(code)
    // Below zero the intervals are the same of the one's complement.
    expect(toMulaw(~(begin * 4))).toBe(code & 0x7f)
  }
  expect([toMulaw(32_767), toMulaw(-32_768), toMulaw(0), toMulaw(-1)]).toEqual([0x80, 0x00, 0xff, 0x7f])
})

test('what was decoded encodes to the byte it came from', () => {
  // There is no negative zero in sixteen bits: 0x7f comes back as 0xff.
  for (let code = 0; code < 256; code += 1) expect(toMulaw(fromMulaw(code))).toBe(code === 0x7f ? 0xff : code)
})

test('a sample is never further from what it becomes than half its interval', () => {
  fc.assert(
    fc.property(fc.integer({ min: -32_636, max: 32_635 }), (sample) => {
      const back = fromMulaw(toMulaw(sample))
      expect(Math.abs(back - sample)).toBeLessThanOrEqual(Math.max(4, (Math.abs(sample) + 132) / 32 + 1))
    }),
  )
})

test('silence is silent, and lists are coded one by one', () => {
  expect(fromMulaw(MULAW_SILENCE)).toBe(0)
  expect([...encodeMulaw(Int16Array.of(0, 1_000, -1_000))]).toEqual([0xff, toMulaw(1_000), toMulaw(-1_000)])
  expect([...decodeMulaw(Uint8Array.of(0x80, 0xff))]).toEqual([32_124, 0])
})

test('at twice the rate every second sample is the line’s, and pieces join as if they were one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), fc.nat(), (bytes, at) => {
      const whole = upsampleMulaw(bytes, 0)
      expect([...decodeMulaw(bytes)]).toEqual([...whole].filter((_, index) => index % 2 === 1))
      const cut = at % bytes.length
      const head = upsampleMulaw(bytes.subarray(0, cut), 0)
      const tail = upsampleMulaw(bytes.subarray(cut), head.at(-1) ?? 0)
      expect([...head, ...tail]).toEqual([...whole])
    }),
  )
})
