import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filesIn } from '../../../test/read-zip.ts'
import { concat, utf8 } from '../../kernel/bytes.ts'
import { beginFile, directoryOf, EMPTY_ZIP, endFile, withBytes, type ZipState } from './zip.ts'

/** An archive of these files, made by a new process for every piece of them. */
function archiveOf(files: readonly (readonly [string, readonly Uint8Array[]])[]): Uint8Array<ArrayBuffer> {
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
