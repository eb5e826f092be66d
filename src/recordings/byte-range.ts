/** Bytes from `start` to before `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * What a `Range` header (RFC 9110, section 14) asks of something of `bytes` length.
 *
 * `whole` when it asks nothing we understand: another unit, a malformed range, or several ranges, which a server may
 * answer whole. `unsatisfiable` when nothing of it exists.
 */
export function rangeAsked(header: string | null, bytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const parts = header === null ? null : /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header)
  if (!parts) return 'whole'
  const [, first = '', last = ''] = parts
  if (first === '') return suffix(last, bytes)
  const start = Number(first)
  const end = last === '' ? bytes : Math.min(Number(last) + 1, bytes)
  if (last !== '' && Number(last) < start) return 'whole'
  return start >= bytes ? 'unsatisfiable' : { start, end }
}

function suffix(last: string, bytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  if (last === '') return 'whole'
  const length = Math.min(Number(last), bytes)
  return length === 0 ? 'unsatisfiable' : { start: bytes - length, end: bytes }
}
