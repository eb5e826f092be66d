import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, textOf, utf8 } from '../../kernel/bytes.ts'
import { beginFile, directoryOf, EMPTY_ZIP, endFile, withBytes, type ZipState } from './zip.ts'

/** An archive of these files, made by a new process for every piece of them. */
function archiveOf(files: readonly (readonly [string, readonly Uint8Array[]])[]): Uint8Array {
  const written: Uint8Array[] = []
  let state: ZipState = EMPTY_ZIP
  const forgotten = (known: ZipState): ZipState => JSON.parse(JSON.stringify(known)) as ZipState
  for (const [name, pieces] of files) {
    const begun = beginFile(state, name)
    written.push(begun.bytes)
    state = forgotten(begun.state)
    for (const piece of pieces) {
      state = forgotten(withBytes(state, piece))
      written.push(piece)
    }
    const ended = endFile(state)
    written.push(ended.bytes)
    state = forgotten(ended.state)
  }
  return concat(...written, ...directoryOf(state))
}

/** Reads an archive by its directory, as the standard has it, and checks every sum. Knows nothing of how it was written. */
export function filesIn(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - 22
  if (view.getUint32(end, true) !== 0x0605_4b50) throw new Error('no end of a directory')
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== 0x0201_4b50) throw new Error('no record')
    const [crc, bytes, length] = [16, 24, 20].map((offset) => view.getUint32(at + offset, true))
    const [nameBytes, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const name = textOf(archive.subarray(at + 46, at + 46 + nameBytes!))
    const local = view.getUint32(at + 42, true)
    if (view.getUint32(local, true) !== 0x0403_4b50 || bytes !== length) throw new Error('no file')
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const content = archive.subarray(from, from + bytes!)
    if (slowCrc(content) !== crc) throw new Error(`${name} is broken`)
    if (view.getUint32(from + bytes!, true) !== 0x0807_4b50 || view.getUint32(from + bytes! + 4, true) !== crc)
      throw new Error('no lengths after the file')
    files.set(name, content)
    at += 46 + nameBytes! + extra! + comment!
  }
  if (at !== end) throw new Error('a directory of another length')
  return files
}

/** Bit by bit, from the definition. */
function slowCrc(bytes: Uint8Array): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb8_8320 : crc >>> 1
  }
  return (crc ^ 0xffff_ffff) >>> 0
}

describe('an archive', () => {
  test('has every file as it was, however it was cut and whoever went on with it', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 })
    const files = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-zä_/]{1,20}$/), pieces), {
      selector: ([name]) => name,
      maxLength: 8,
    })
    fc.assert(
      fc.property(files, (given) => {
        const read = filesIn(archiveOf(given))
        expect([...read.keys()]).toEqual(given.map(([name]) => name))
        for (const [name, parts] of given) expect(concat(read.get(name)!)).toEqual(concat(...parts))
      }),
    )
  })

  test('that is longer than four gibibytes says where its files are in 64 bits', () => {
    const far = 5 * 2 ** 30
    const bytes = concat(...directoryOf({ offset: far + 100, entries: [['a', 1, 2, far]], open: null }))
    const view = new DataView(bytes.buffer)
    expect(view.getUint32(42, true)).toBe(0xffff_ffff)
    expect(view.getBigUint64(46 + 1 + 4, true)).toBe(BigInt(far))
    const large = 46 + 1 + 12
    expect(view.getUint32(large, true)).toBe(0x0606_4b50)
    expect(view.getBigUint64(large + 48, true)).toBe(BigInt(far + 100))
    expect(view.getUint32(large + 56, true)).toBe(0x0706_4b50)
    expect(view.getBigUint64(large + 64, true)).toBe(BigInt(far + 100 + large))
  })

  test('has one file open at a time, and none twice its length', () => {
    const { state } = beginFile(EMPTY_ZIP, 'a')
    expect(() => beginFile(state, 'b')).toThrow()
    expect(() => withBytes(EMPTY_ZIP, utf8('x'))).toThrow()
    expect(() => endFile(EMPTY_ZIP)).toThrow()
  })
})
