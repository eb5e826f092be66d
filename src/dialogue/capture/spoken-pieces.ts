/** A word, a row of figures, a stop or a mask (`[card number]`) of an utterance, with its place in the text. */
export interface Piece {
  /** In lower case; figures of any script as 0 to 9. */
  readonly text: string
  readonly kind: 'word' | 'figures' | 'stop' | 'mask'
  /** Character offsets into the text as it was given. */
  readonly start: number
  readonly end: number
}

/** Longer texts are cut: ten minutes of fast speech. What reads a text and must keep all of it reads it in parts. */
export const PIECES_CHARS_MAX = 10_000

/** Where the figures of other scripts begin: Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x06_60, 0x06_f0, 0x09_66, 0xff_10]

const asciiFigure = (figure: string): string => {
  const code = figure.charCodeAt(0)
  const zero = ZEROS.find((start) => code >= start && code < start + 10)
  return zero === undefined ? figure : String(code - zero)
}

const PIECE =
  /(?<mask>\[\p{L}[\p{L} ]{1,40}\])|(?<unit>\d+(?:st|nd|rd|th|am|pm|mg|ml|mcg|kg|lbs?|px|hrs?|mins?|k|%)(?![\p{L}\d]))|(?<figures>\d+)|(?<word>\p{L}+(?:['’]\p{L}+)*)|(?<stop>[^\s\p{L}\d'’-])/giu

/** The pieces of a text. Spaces, hyphens and apostrophes only part them. Linear in the text. */
export function piecesOf(text: string): readonly Piece[] {
  const plain = text
    .slice(0, PIECES_CHARS_MAX)
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g, asciiFigure)
  return [...plain.matchAll(PIECE)].map((match) => ({
    text: match[0].toLowerCase().replaceAll('’', "'"),
    kind: kindOf(match.groups ?? {}),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function kindOf({ mask, figures, stop }: Readonly<Record<string, string | undefined>>): Piece['kind'] {
  if (mask !== undefined) return 'mask'
  if (figures !== undefined) return 'figures'
  return stop === undefined ? 'word' : 'stop'
}
