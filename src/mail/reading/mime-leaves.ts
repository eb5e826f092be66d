import { readContentType, type ContentType } from './content-type.ts'
import { fieldNamed, readHeader, type HeaderField } from './raw-headers.ts'

/** A part that holds no parts, where it lies in the bytes. Nothing of it is decoded yet. */
export interface Leaf {
  readonly kind: LeafKind
  readonly fields: readonly HeaderField[]
  readonly contentType: ContentType
  readonly bodyAt: number
  readonly bodyEnd: number
}

/** What can be done with a part: only text and one message within are ever read; all else is dropped unread. */
export type LeafKind = 'plain' | 'html' | 'message' | 'image' | 'calendar' | 'encrypted' | 'attachment'

export interface Leaves {
  readonly leaves: readonly Leaf[]
  /** Whether there are more parts than were looked at. */
  readonly isCut: boolean
}

/** A letter has a handful of parts; whoever sends thousands wants them counted. */
export const PARTS_MAX = 100
const DEPTH_MAX = 20
const PART_HEADER_BYTES_MAX = 16 * 1024
const BOUNDARY_CHARS_MAX = 200

const LF = 0x0a
const DASH = 0x2d

/**
 * The parts of a mail that hold no parts, by one pass over its lines: their number, their depth and their headers are bounded
 * before anything is decoded.
 */
export function mimeLeaves(bytes: Uint8Array, fields: readonly HeaderField[], bodyAt: number): Leaves {
  const root = readContentType(fieldNamed(fields, 'content-type'))
  if (!root.type.startsWith('multipart/')) return { leaves: [leafOf(fields, bodyAt, bytes.length)], isCut: false }
  return walk(bytes, bodyAt, root)
}

interface Walk {
  readonly leaves: Leaf[]
  readonly delimiters: Uint8Array[]
  open: { fields: readonly HeaderField[]; bodyAt: number } | null
  parts: number
}

function walk(bytes: Uint8Array, bodyAt: number, root: ContentType): Leaves {
  const state: Walk = { leaves: [], delimiters: [], open: null, parts: 0 }
  enter(state, root)
  let lineAt = bodyAt
  while (lineAt < bytes.length && state.delimiters.length > 0) {
    const found = bytes.indexOf(LF, lineAt)
    const lineEnd = found === -1 ? bytes.length : found
    const mark = bytes[lineAt] === DASH && bytes[lineAt + 1] === DASH ? markAt(state, bytes, lineAt, lineEnd) : null
    if (mark === null) {
      lineAt = lineEnd + 1
      continue
    }
    close(state, lineAt)
    state.delimiters.length = mark.isLast ? mark.level : mark.level + 1
    if (!mark.isLast && state.parts >= PARTS_MAX) return { leaves: state.leaves, isCut: true }
    lineAt = mark.isLast ? lineEnd + 1 : openPart(state, bytes, lineEnd + 1)
  }
  close(state, bytes.length)
  return { leaves: state.leaves, isCut: false }
}

/** Begins the part whose header stands at `headerAt`, and says where its body is. */
function openPart(state: Walk, bytes: Uint8Array, headerAt: number): number {
  state.parts++
  const header = readHeader(bytes.subarray(headerAt, headerAt + PART_HEADER_BYTES_MAX))
  const bodyAt = headerAt + header.bodyAt
  const contentType = readContentType(fieldNamed(header.fields, 'content-type'))
  if (contentType.type.startsWith('multipart/')) enter(state, contentType)
  else state.open = { fields: header.fields, bodyAt }
  return bodyAt
}

function enter(state: Walk, { type, parameters }: ContentType): void {
  const boundary = parameters.get('boundary') ?? ''
  // What is in there can only be read by who has the key; its parts are noise.
  if (type === 'multipart/encrypted') state.leaves.push({ ...leafOf([], 0, 0), kind: 'encrypted' })
  else if (boundary !== '' && boundary.length <= BOUNDARY_CHARS_MAX && state.delimiters.length < DEPTH_MAX)
    state.delimiters.push(new TextEncoder().encode(`--${boundary}`))
}

function close(state: Walk, endAt: number): void {
  if (state.open !== null) state.leaves.push(leafOf(state.open.fields, state.open.bodyAt, endAt))
  state.open = null
}

/** Which of the open boundaries a line is, the innermost first, and whether it is its last. */
function markAt(
  { delimiters }: Walk,
  bytes: Uint8Array,
  lineAt: number,
  lineEnd: number,
): { level: number; isLast: boolean } | null {
  for (let level = delimiters.length - 1; level >= 0; level--) {
    const delimiter = delimiters[level]
    if (delimiter === undefined || !startsWith(bytes, lineAt, delimiter)) continue
    const restAt = lineAt + delimiter.length
    const isLast = bytes[restAt] === DASH && bytes[restAt + 1] === DASH
    if (isBlankFrom(bytes, restAt + (isLast ? 2 : 0), lineEnd)) return { level, isLast }
  }
  return null
}

function startsWith(bytes: Uint8Array, at: number, start: Uint8Array): boolean {
  for (let index = 0; index < start.length; index++) if (bytes[at + index] !== start[index]) return false
  return true
}

function isBlankFrom(bytes: Uint8Array, at: number, endAt: number): boolean {
  for (let index = at; index < endAt; index++) {
    const byte = bytes[index]
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}

function leafOf(fields: readonly HeaderField[], bodyAt: number, bodyEnd: number): Leaf {
  const contentType = readContentType(fieldNamed(fields, 'content-type'))
  const disposition = fieldNamed(fields, 'content-disposition')
  const isAttached = disposition !== null && readContentType(disposition).type === 'attachment'
  return { kind: kindOf(contentType, isAttached), fields, contentType, bodyAt, bodyEnd }
}

function kindOf({ type, parameters }: ContentType, isAttached: boolean): LeafKind {
  if (/^application\/(x-)?pkcs7-mime$/.test(type))
    return parameters.get('smime-type') === 'signed-data' ? 'attachment' : 'encrypted'
  if (type === 'application/pgp-encrypted') return 'encrypted'
  if (type === 'message/rfc822') return 'message'
  if (type.startsWith('image/')) return 'image'
  if (type === 'text/calendar' || type === 'application/ics') return 'calendar'
  if (isAttached) return 'attachment'
  if (type === 'text/html') return 'html'
  return type === 'text/plain' || type === 'text' ? 'plain' : 'attachment'
}
