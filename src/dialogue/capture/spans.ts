/** A stretch of a text, by character offsets, and what is put in its place: `[card number]`. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly mask: string
}

/** Spans that do not overlap, in order; of two that do, the longer stays and takes in the other's ends. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1)
    if (!last || span.start >= last.end) out.push(span)
    else {
      const longer = span.end - span.start > last.end - last.start ? span : last
      out[out.length - 1] = { ...longer, start: last.start, end: Math.max(last.end, span.end) }
    }
  }
  return out
}

/** The text with every span replaced by its mask. */
export function masked(text: string, spans: readonly Span[]): string {
  let out = ''
  let from = 0
  for (const { start, end, mask } of merged(spans)) {
    out += text.slice(from, start) + mask
    from = end
  }
  return out + text.slice(from)
}

/** How often a masked text is looked at anew: a mask may bring digits together that stood apart. */
const ROUNDS_MAX = 20

/** Masks what `find` finds, until it finds nothing more. What it finds must not be in the masks themselves. */
export function maskAll(text: string, find: (text: string) => readonly Span[]): string {
  let current = text
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const spans = find(current)
    if (spans.length === 0) return current
    current = masked(current, spans)
  }
  return current
}
