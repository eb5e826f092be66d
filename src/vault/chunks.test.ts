import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesEqual, concat } from '../kernel/bytes.ts'
import { CHUNK_BYTES, HEAD_BYTES, openStream, sealStream, type SealedSource } from './chunks.ts'
import { keysFrom } from './person-keys.ts'
import type { Place } from './seal.ts'

const place: Place = { tenantId: 'ten_1', table: 'recordings', recordId: 'call_1/RE1', field: 'audio' }
const SEALED_CHUNK_BYTES = CHUNK_BYTES + 16

const bytesLike = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 251)

async function* cut(whole: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < whole.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? whole.length
    yield whole.subarray(at, at + size)
    at += size
  }
}

async function gather(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return concat(...parts)
}

const lyingAt = (sealed: Uint8Array): SealedSource => ({
  bytes: sealed.length,
  read: async (offset, length) => cut(sealed.subarray(offset, offset + length), [10_000]),
})

const keyOf = (subject = 'per_1', secret = 7) => keysFrom(new Uint8Array(32).fill(secret), { subject, kid: 'kid_1' })
const sealed = async (plain: Uint8Array, sizes = [7_000]) => gather(sealStream(await keyOf(), place, cut(plain, sizes)))

async function opened(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = await openStream(await keyOf(), place, lyingAt(bytes))
  return gather(stream.range(0, stream.plainBytes))
}

test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])(
  '%i bytes come back',
  async (length) => {
    const plain = bytesLike(length)
    expect(bytesEqual(await opened(await sealed(plain)), plain)).toBe(true)
  },
)

test('any range is the slice of the plain, and only its chunks are read', async () => {
  const plain = bytesLike(3 * CHUNK_BYTES + 777)
  const whole = await sealed(plain)
  const key = await keyOf()
  let bytesRead = 0
  const source = lyingAt(whole)
  const counted: SealedSource = {
    ...source,
    read(offset, length) {
      bytesRead += length
      return source.read(offset, length)
    },
  }
  const stream = await openStream(key, place, counted)
  const span = fc.tuple(fc.nat(plain.length), fc.nat(plain.length)).map((ends) => ends.sort((a, b) => a - b))
  await fc.assert(
    fc.asyncProperty(span, async ([start, end]) => {
      bytesRead = 0
      expect(bytesEqual(await gather(stream.range(start, end)), plain.slice(start, end))).toBe(true)
      const chunksTouched = Math.floor(Math.max(start, end - 1) / CHUNK_BYTES) - Math.floor(start / CHUNK_BYTES) + 1
      expect(bytesRead).toBeLessThanOrEqual(chunksTouched * SEALED_CHUNK_BYTES)
    }),
    { numRuns: 60 },
  )
})

test('however the network cuts it, the same comes back', async () => {
  const plain = bytesLike(CHUNK_BYTES + 5_000)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      fc.pre(Math.max(...sizes) > 500)
      expect(bytesEqual(await opened(await sealed(plain, sizes)), plain)).toBe(true)
    }),
    { numRuns: 20 },
  )
})

describe('what was altered does not open', () => {
  const chunk = (whole: Uint8Array, index: number) =>
    whole.slice(HEAD_BYTES + index * SEALED_CHUNK_BYTES, HEAD_BYTES + (index + 1) * SEALED_CHUNK_BYTES)
  const head = (whole: Uint8Array) => whole.slice(0, HEAD_BYTES)
  const whole = () => sealed(bytesLike(2 * CHUNK_BYTES + 100))

  test('any flipped bit', async () => {
    const good = await whole()
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(7), async (at, bit) => {
        const bad = good.slice()
        bad[at]! ^= 1 << bit
        await expect(opened(bad)).rejects.toThrow()
      }),
      { numRuns: 40 },
    )
  })
  test('the end cut off, within a chunk or between two', async () => {
    const good = await whole()
    for (const length of [10, HEAD_BYTES, HEAD_BYTES + 5, good.length - 1, HEAD_BYTES + 2 * SEALED_CHUNK_BYTES])
      await expect(opened(good.slice(0, length))).rejects.toThrow()
  })
  test('two chunks swapped, one repeated, one left out', async () => {
    const good = await whole()
    const [a, b, c] = [chunk(good, 0), chunk(good, 1), chunk(good, 2)]
    for (const order of [
      [b, a, c],
      [a, a, c],
      [a, c],
      [a, b, b, c],
    ])
      await expect(opened(concat(head(good), ...order))).rejects.toThrow()
  })
  test('a chunk of another recording of the same person', async () => {
    const [good, other] = [await whole(), await whole()]
    await expect(opened(concat(head(good), chunk(good, 0), chunk(other, 1), chunk(good, 2)))).rejects.toThrow()
  })
  test('another place, person or key', async () => {
    const good = await whole()
    const read = async (key: Awaited<ReturnType<typeof keyOf>>, where: Place) => {
      const stream = await openStream(key, where, lyingAt(good))
      return gather(stream.range(0, 10))
    }
    await expect(read(await keyOf('per_2'), place)).rejects.toThrow('does not open')
    await expect(read(await keyOf('per_1', 8), place)).rejects.toThrow('does not open')
    await expect(read(await keyOf(), { ...place, recordId: 'call_2/RE1' })).rejects.toThrow('does not open')
  })
})
