import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { aWave, waveHead } from '../../test/played-carrier.ts'
import { listenForPeaks, PEAKS_MAX } from './peaks.ts'

function heard(whole: Uint8Array, pieceBytes: number, fileBytes: number | null = null): Uint8Array | null {
  const ear = listenForPeaks(fileBytes)
  for (let at = 0; at < whole.length; at += pieceBytes) ear.hear(whole.subarray(at, at + pieceBytes))
  return ear.peaks()
}

test('a sound that swells has a waveform that swells', () => {
  const peaks = heard(aWave(8_000), 1_000)
  expect(peaks).toHaveLength(PEAKS_MAX)
  expect([...(peaks ?? [])]).toEqual([...(peaks ?? [])].toSorted((a, b) => a - b))
  expect(peaks?.[0]).toBeLessThan(3)
  expect(peaks?.at(-1)).toBe(255)
})

test('however it is cut, even within a sample, the peaks are the same', () => {
  const whole = aWave(1_003, 1)
  const expected = heard(whole, whole.length)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), (pieceBytes) => {
      expect(heard(whole, pieceBytes)).toEqual(expected)
    }),
  )
})

test('a short sound has as many peaks as it has samples', () => {
  expect(heard(aWave(10), 7)).toHaveLength(10)
})

test('the loudest negative sample counts as loud', () => {
  const whole = aWave(2, 1)
  new DataView(whole.buffer).setInt16(44, -32_768, true)
  expect(heard(whole, 100)?.[0]).toBe(255)
})

test('a header that does not know its length takes the length of the file', () => {
  const whole = aWave(500)
  new DataView(whole.buffer).setUint32(40, 0xffff_ffff, true)
  expect(heard(whole, 100, whole.length)).toEqual(heard(aWave(500), 100))
  expect(heard(whole, 100)).toBeNull()
})

test('what is not 16-bit PCM has no waveform', () => {
  const eightBit = aWave(100)
  new DataView(eightBit.buffer).setUint16(34, 8, true)
  const unfinished = waveHead(1_000).subarray(0, 30)
  for (const whole of [eightBit, unfinished, new Uint8Array(20_000), new TextEncoder().encode('ID3 and then an mp3 …')])
    expect(heard(whole, 50)).toBeNull()
})

test('a header that never ends is given up, not kept', () => {
  const endless = new Uint8Array(100_000)
  endless.set(waveHead(10).subarray(0, 36))
  new DataView(endless.buffer).setUint32(40, 90_000, true)
  endless.set(new TextEncoder().encode('LIST'), 36)
  expect(heard(endless, 1_000)).toBeNull()
})
