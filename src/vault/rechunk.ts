import { concat } from '../kernel/bytes.ts'

/**
 * The same bytes in pieces of exactly `pieceBytes`, but for the last, which may be shorter. Nothing for nothing.
 *
 * Holds one piece at a time, however the source is cut.
 */
export async function* rechunk(
  source: AsyncIterable<Uint8Array>,
  pieceBytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(pieceBytes)
  let filled = 0
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length;) {
      const taken = bytes.subarray(at, at + pieceBytes - filled)
      piece.set(taken, filled)
      filled += taken.length
      at += taken.length
      if (filled < pieceBytes) continue
      yield piece
      piece = new Uint8Array(pieceBytes)
      filled = 0
    }
  }
  if (filled > 0) yield concat(piece.subarray(0, filled))
}
