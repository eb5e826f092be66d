/** Text as words are looked for in it, and where each of its characters came from. */
export interface Folded {
  readonly text: string
  /** For each UTF-16 unit of `text` the index in the source; one more for the end. */
  readonly sourceAt: Int32Array
}

/** Letters of other scripts, each before the Latin one that it looks like. */
const LOOK_ALIKES = new Map(
  `аa еe оo рp сc хx уy іi јj ѕs һh ԁd ԛq ԝw ɡg ιi οo αa νv ρp κk тt мm нh вb кk єe
  АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI ЅS ЈJ УY ΑA ΒB ΕE ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΧX ΥY ΖZ`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.charAt(0), pair.charAt(1).toLowerCase()]),
)

const NOT_DECOMPOSED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  đ: 'd',
  ł: 'l',
  ı: 'i',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '´': "'",
  '`': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
}

/**
 * `source` in lower case and plain letters: accents, widths, invisible characters and letters borrowed from another alphabet
 * are undone, so that a word is the same word however it is dressed up. One pass.
 */
export function foldText(source: string): Folded {
  const isLatin = mostlyLatin(source)
  const pieces: string[] = []
  const origins: number[] = []
  let at = 0
  for (const char of source) {
    const plain = char < '\u0080' ? char.toLowerCase() : foldChar(char, isLatin)
    pieces.push(plain)
    for (let unit = 0; unit < plain.length; unit++) origins.push(at)
    at += char.length
  }
  return { text: pieces.join(''), sourceAt: Int32Array.from([...origins, source.length]) }
}

function foldChar(char: string, isLatin: boolean): string {
  const alike = isLatin ? LOOK_ALIKES.get(char) : undefined
  if (alike !== undefined) return alike
  const simple = char
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}\p{Cc}]/gu, '')
    .toLowerCase()
  return NOT_DECOMPOSED[simple] ?? (/^\s+$/.test(simple) ? ' ' : simple)
}

/** A text in another alphabet keeps its letters; in a Latin one they are only there to be missed. */
function mostlyLatin(source: string): boolean {
  const latin = source.match(/\p{Script=Latin}/gu)?.length ?? 0
  const alike = source.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0
  return latin >= alike
}

/** What stands in the source between two places of the folded text, without blanks around it. */
export const sourceOf = (source: string, { sourceAt }: Folded, start: number, end: number): string =>
  source.slice(sourceAt[start] ?? 0, sourceAt[end] ?? source.length).trim()
