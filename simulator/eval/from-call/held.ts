import { merged, type Span } from '../../../src/dialogue/capture/spans.ts'

/** Places in texts that are taken: what stands there is decided, and nothing looks at it again. */
export interface Held {
  /** A sign for these words, to stand in a text until all of it has been looked at. */
  hold(words: string): string
  /** The text with every sign replaced by its words. */
  release(text: string): string
}

const SIGN = /\[held [a-j]+\]/g

/** Signs look like masks, so that whoever looks for personal data passes them over. */
export function holding(): Held {
  const kept: string[] = []
  const inLetters = (index: number): string =>
    String(index).replaceAll(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))
  return {
    hold(words) {
      kept.push(words)
      return `[held ${inLetters(kept.length - 1)}]`
    },
    release: (text) =>
      text.replaceAll(SIGN, (sign) => {
        const index = sign.slice(6, -1).replaceAll(/[a-j]/g, (letter) => String(letter.charCodeAt(0) - 97))
        return kept[Number(index)] ?? ''
      }),
  }
}

/** The text with each span replaced by what is made of it. */
export function replaced(text: string, spans: readonly Span[], make: (words: string, mask: string) => string): string {
  let out = ''
  let from = 0
  for (const { start, end, mask } of merged(spans)) {
    out += text.slice(from, start) + make(text.slice(start, end), mask)
    from = end
  }
  return out + text.slice(from)
}
