import { crc32 } from '../../kernel/crc32.ts'
import { concat, utf8 } from '../../kernel/bytes.ts'

/*
 * A zip archive (APPNOTE 6.3) whose files are stored as they are, written in one go from front to end. Lengths and checksums
 * follow each file, because nobody knows them before. Its state is JSON, so that another process can go on with it.
 */

/** A file that is written: name, CRC-32, length and offset of its local header. */
export type ZipEntry = readonly [name: string, crc: number, bytes: number, offset: number]

export interface ZipState {
  /** Bytes written so far. */
  readonly offset: number
  readonly entries: readonly ZipEntry[]
  /** The file being written. */
  readonly open: ZipEntry | null
}

export const EMPTY_ZIP: ZipState = { offset: 0, entries: [], open: null }

/** What is to be written, and the state after it. */
export interface ZipStep {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly state: ZipState
}

/** One file is never longer: its length has 32 bits. */
export const ZIP_FILE_BYTES_MAX = 0xffff_fffe
const UINT16_MAX = 0xffff
const UINT32_MAX = 0xffff_ffff

/** Lengths follow (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808
const VERSION = 45
/** 1 January 1980: when something was written is told inside. */
const DOS_TIME = 0x0021_0000

type Width = 2 | 4 | 8

/** Little-endian numbers one after another. */
function packed(...numbers: readonly (readonly [width: Width, value: number])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.reduce((sum, [width]) => sum + width, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [width, value] of numbers) {
    if (width === 2) view.setUint16(at, value, true)
    else if (width === 4) view.setUint32(at, value, true)
    else view.setBigUint64(at, BigInt(value), true)
    at += width
  }
  return bytes
}

const after = (state: ZipState, bytes: Uint8Array): number => state.offset + bytes.length

/** Begins a file. Names are ours: unique, with slashes, and nobody's. */
export function beginFile(state: ZipState, name: string): ZipStep {
  if (state.open !== null) throw new Error('a file within a file')
  const named = utf8(name)
  const head = packed(
    [4, 0x0403_4b50],
    [2, VERSION],
    [2, FLAGS],
    [2, 0],
    [4, DOS_TIME],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, named.length],
    [2, 0],
  )
  const bytes = concat(head, named)
  return { bytes, state: { ...state, offset: after(state, bytes), open: [name, 0, 0, state.offset] } }
}

/** The state after `bytes` of the open file, which are written as they are. */
export function withBytes(state: ZipState, bytes: Uint8Array): ZipState {
  if (state.open === null) throw new Error('bytes of no file')
  const [name, crc, length, offset] = state.open
  if (length + bytes.length > ZIP_FILE_BYTES_MAX) throw new RangeError('a file too long for its archive')
  return { ...state, offset: after(state, bytes), open: [name, crc32(bytes, crc), length + bytes.length, offset] }
}

/** Ends the open file. */
export function endFile(state: ZipState): ZipStep {
  if (state.open === null) throw new Error('no file to end')
  const [, crc, length] = state.open
  const bytes = packed([4, 0x0807_4b50], [4, crc], [4, length], [4, length])
  return {
    bytes,
    state: { offset: after(state, bytes), entries: [...state.entries, state.open], open: null },
  }
}

/** The directory, which ends the archive, piece by piece. */
export function* directoryOf(state: ZipState): Generator<Uint8Array<ArrayBuffer>> {
  let length = 0
  for (const entry of state.entries) {
    const record = recordOf(entry)
    length += record.length
    yield record
  }
  const { offset, entries } = state
  const isLarge = offset + length >= UINT32_MAX || entries.length >= UINT16_MAX
  if (isLarge) yield largeEnd(entries.length, length, offset)
  yield packed(
    [4, 0x0605_4b50],
    [2, 0],
    [2, 0],
    [2, Math.min(entries.length, UINT16_MAX)],
    [2, Math.min(entries.length, UINT16_MAX)],
    [4, Math.min(length, UINT32_MAX)],
    [4, Math.min(offset, UINT32_MAX)],
    [2, 0],
  )
}

function recordOf([name, crc, bytes, offset]: ZipEntry): Uint8Array<ArrayBuffer> {
  const named = utf8(name)
  const far = offset >= UINT32_MAX ? packed([2, 1], [2, 8], [8, offset]) : new Uint8Array()
  const head = packed(
    [4, 0x0201_4b50],
    [2, VERSION],
    [2, VERSION],
    [2, FLAGS],
    [2, 0],
    [4, DOS_TIME],
    [4, crc],
    [4, bytes],
    [4, bytes],
    [2, named.length],
    [2, far.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, Math.min(offset, UINT32_MAX)],
  )
  return concat(head, named, far)
}

/** The end of an archive that 32 bits do not span (zip64). */
const largeEnd = (count: number, length: number, offset: number): Uint8Array<ArrayBuffer> =>
  packed(
    [4, 0x0606_4b50],
    [8, 44],
    [2, VERSION],
    [2, VERSION],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, length],
    [8, offset],
    [4, 0x0706_4b50],
    [4, 0],
    [8, offset + length],
    [4, 1],
  )
