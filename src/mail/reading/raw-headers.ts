/** Of a mail's header no more than this is read: whoever needs more is not writing a letter. */
export const HEADER_BYTES_MAX = 64 * 1024

const HEADER_LINES_MAX = 2_000

const LF = 0x0a
const CR = 0x0d

/** RFC 5322, section 2.2: printable ASCII without the colon. */
const FIELD_NAME = /^[!-9;-~]+$/

export interface HeaderField {
  /** Lower case. */
  readonly name: string
  /** Unfolded, on one line, not decoded. */
  readonly value: string
}

export interface RawHeader {
  /** From the top down, as they stand in the bytes. */
  readonly fields: readonly HeaderField[]
  /** Where the body begins. */
  readonly bodyAt: number
  /** Whether there is more header than was read: what stands there is not known. */
  readonly isCut: boolean
}

/**
 * The header of `bytes`, from `startAt` to the first empty line.
 *
 * The fields keep their order and their repetitions, because both decide whom to believe; a map of headers has neither. A line
 * that is no field at all is left out. Takes time in proportion to the bytes.
 */
export function readHeader(bytes: Uint8Array, startAt = 0, bytesMax = HEADER_BYTES_MAX): RawHeader {
  const endAt = headerEnd(bytes, startAt)
  const readTo = Math.min(endAt, startAt + bytesMax)
  // With the byte order mark kept: a line that begins with one is no field.
  const text = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true }).decode(bytes.subarray(startAt, readTo))
  const lines = text.split('\n')
  const fields = unfold(lines.slice(0, HEADER_LINES_MAX))
  return { fields, bodyAt: bodyStart(bytes, endAt), isCut: readTo < endAt || lines.length > HEADER_LINES_MAX }
}

/** Where the last line of the header ends: before the first line that is empty, or at the end. */
function headerEnd(bytes: Uint8Array, startAt: number): number {
  let lineAt = startAt
  while (lineAt < bytes.length) {
    const lineEnd = bytes.indexOf(LF, lineAt)
    const endAt = lineEnd === -1 ? bytes.length : lineEnd
    if (isBlank(bytes, lineAt, endAt)) return lineAt
    lineAt = endAt + 1
  }
  return bytes.length
}

function isBlank(bytes: Uint8Array, startAt: number, endAt: number): boolean {
  for (let at = startAt; at < endAt; at++) if (bytes[at] !== CR) return false
  return true
}

function bodyStart(bytes: Uint8Array, blankLineAt: number): number {
  const end = bytes.indexOf(LF, blankLineAt)
  return end === -1 ? bytes.length : end + 1
}

function unfold(lines: readonly string[]): HeaderField[] {
  const folded: string[][] = []
  for (const line of lines) {
    const plain = line.replaceAll('\r', ' ')
    // Only these two continue a field: other blanks would hide one line in another.
    if (/^[ \t]/.test(plain)) folded.at(-1)?.push(plain)
    else folded.push([plain])
  }
  return folded.flatMap((parts) => fieldOf(parts.join('')))
}

function fieldOf(line: string): HeaderField[] {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(0, colon)).trimEnd()
  return FIELD_NAME.test(name) ? [{ name: name.toLowerCase(), value: line.slice(colon + 1).trim() }] : []
}

/** The value of the first field of that name, or null. */
export const fieldNamed = (fields: readonly HeaderField[], name: string): string | null =>
  fields.find((field) => field.name === name)?.value ?? null

/** The values of all fields of that name, from the top. */
export const fieldsNamed = (fields: readonly HeaderField[], name: string): readonly string[] =>
  fields.filter((field) => field.name === name).map(({ value }) => value)
