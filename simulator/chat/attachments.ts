import { deflateSync } from 'node:zlib'

/** A file, as a phone sends it. */
export interface SentFile {
  readonly mimeType: string
  readonly bytes: Uint8Array
  readonly fileName: string
}

/** A small grey picture. */
export function photo(): SentFile {
  const side = 32
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.concat(Array.from({ length: side }, (_, row) => Buffer.alloc(side + 1, row === 0 ? 0 : 0x80)))
  for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0
  const bytes = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { mimeType: 'image/png', bytes, fileName: 'photo.png' }
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crcOf(body, 0xedb88320))
  return Buffer.concat([head, body, check])
}

/** The reflected CRC of PNG. */
function crcOf(bytes: Uint8Array, polynomial: number): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe)
const FRAME_SAMPLES = 960

/** A second of silence in Opus, as a voice note comes. */
export function voiceNote(): SentFile {
  const head = Buffer.from('OpusHead\u0001\u0001\0\0\0\0\0\0\0\0\0', 'latin1')
  head.writeUInt32LE(48_000, 12)
  const tags = Buffer.concat([Buffer.from('OpusTags', 'latin1'), Buffer.alloc(8)])
  const frames = Array.from({ length: 50 }, () => SILENCE)
  const bytes = Buffer.concat([
    page([head], { flags: 2, granule: 0, sequence: 0 }),
    page([tags], { flags: 0, granule: 0, sequence: 1 }),
    page(frames, { flags: 4, granule: 50 * FRAME_SAMPLES, sequence: 2 }),
  ])
  return { mimeType: 'audio/ogg; codecs=opus', bytes, fileName: 'voice.ogg' }
}

interface PagePlace {
  readonly flags: number
  readonly granule: number
  readonly sequence: number
}

/** One page of an Ogg stream. Packets are shorter than 255 bytes. */
function page(packets: readonly Uint8Array[], { flags, granule, sequence }: PagePlace): Buffer {
  const head = Buffer.alloc(27)
  head.write('OggS', 0, 'latin1')
  head[5] = flags
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(0x0ca7, 14)
  head.writeUInt32LE(sequence, 18)
  head[26] = packets.length
  const whole = Buffer.concat([head, Buffer.from(packets.map(({ length }) => length)), ...packets])
  whole.writeUInt32LE(oggCrc(whole), 22)
  return whole
}

function oggCrc(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 24
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  }
  return crc >>> 0
}

/** A page with nothing on it. */
export function pdf(): SentFile {
  const text =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
  return { mimeType: 'application/pdf', bytes: Buffer.from(text, 'latin1'), fileName: 'card.pdf' }
}
