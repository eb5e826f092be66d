import { textOf } from '../src/kernel/bytes.ts'

/** Reads an archive by its directory, as the standard has it, and checks every sum. Knows nothing of how it was written. */
export function filesIn(archive: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const end = archive.length - 22
  if (view.getUint32(end, true) !== 0x0605_4b50) throw new Error('no end of a directory')
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
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
