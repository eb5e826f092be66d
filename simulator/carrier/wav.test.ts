import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { wavBytes, wavOf, type WavPlan } from './wav.ts'

const PLAN: WavPlan = {
  durationMs: 2500,
  channels: 2,
  segments: [
    { speaker: 'agent', fromMs: 100, toMs: 900, text: 'Good morning to you' },
    { speaker: 'caller', fromMs: 1400, toMs: 2100, text: 'Hello' },
  ],
}

const whole = (plan: WavPlan, from?: number, to?: number) => Buffer.concat([...wavOf(plan, from, to)])

/** The loudest sample of a channel between two moments. */
const peak = (wav: Buffer, channel: 0 | 1, fromMs: number, toMs: number): number => {
  let loudest = 0
  for (let frame = fromMs * 8; frame < toMs * 8; frame += 1) {
    loudest = Math.max(loudest, Math.abs(wav.readInt16LE(44 + frame * 4 + channel * 2)))
  }
  return loudest
}

test('is a wave file as long as the call, the caller left and the agent right', () => {
  const wav = whole(PLAN)
  expect(wav.length).toBe(wavBytes(PLAN))
  expect(wav.length).toBe(44 + 2500 * 8 * 4)
  expect([wav.toString('latin1', 0, 4), wav.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt '])
  expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([2, 8000, 16])
  expect(wav.readUInt32LE(40)).toBe(wav.length - 44)
  expect(peak(wav, 1, 100, 900)).toBeGreaterThan(5000)
  expect(peak(wav, 0, 100, 900)).toBe(0)
  expect(peak(wav, 0, 1400, 2100)).toBeGreaterThan(5000)
  expect(peak(wav, 1, 1400, 2100)).toBe(0)
})

test('any range is that part of the whole', () => {
  const wav = whole(PLAN)
  fc.assert(
    fc.property(fc.nat(wav.length), fc.nat(wav.length), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      expect(whole(PLAN, from, to).equals(wav.subarray(from, to))).toBe(true)
    }),
    { numRuns: 50 },
  )
})

test('in one channel everybody is heard', () => {
  const mono = whole({ ...PLAN, channels: 1 })
  expect(mono.length).toBe(44 + 2500 * 8 * 2)
})
