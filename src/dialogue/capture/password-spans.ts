import { MASKS } from './sensitive.ts'
import type { Span } from './spans.ts'
import type { Piece } from './spoken-pieces.ts'

const ANNOUNCES = /^(?:passwords?|passphrase|contrase[nñ]as?|password's|passphrase's)$/
const JOINS = /^(?:is|was|it's|its|would|be|es|era|are|son)$/
const FOR = /^(?:for|to|of|on|de|del|para)$/
const FOR_WORDS_MAX = 5
/** What stands between the word for it and the password itself. */
const PAUSES: ReadonlySet<string> = new Set([',', ':', '\n', '-', '–', '—', '=', '"', "'", '“', '¿', '…', '.'])
/** What the sentence goes on with when no password follows. */
const NO_VALUE: ReadonlySet<string> = new Set(
  (
    'not wrong expired incorrect working required needed invalid the same too locked being what on in at saved something gone reset ' +
    'missing long short correct right fine no longer never still always also really now an a my your their our that this it he she ' +
    'they we you hard easy weak strong for to about from of given sent changed lost forgotten protected case only set up where when ' +
    'why how incorrecta incorrecto inválida inválido invalida la el lo misma mismo muy correcta necesaria obligatoria mi su tu que ' +
    'cuál cual difícil dificil fácil fuerte débil vencida olvidada nueva vieja'
  ).split(' '),
)
/** What ends one: nobody goes on spelling with these. */
const ENDS: ReadonlySet<string> = new Set(
  (
    "and but so because can could would will please thanks thank i i'm i'd i'll my if is on it for to okay ok yes no y pero porque para " +
    'puede puedo quiero gracias por mi es sí si'
  ).split(' '),
)
/** What a password is spelled with, one piece after a pause. */
const SPELLS =
  /^(?:\p{L}|capital|lowercase|uppercase|lower|upper|case|dash|hyphen|underscore|at|dollar|exclamation|mark|point|dot|hash|star|sign|space|may[uú]scula|min[uú]scula|guion|guión|arroba|punto|zero|one|two|three|four|five|six|seven|eight|nine|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)$/u
const VALUE_PIECES_MAX = 32
const SENTENCE_STOPS: ReadonlySet<string> = new Set([',', '.', ';', '?', '!', '\n', ':', '…', ')'])

/** Whether a text may speak of a password at all. */
export const speaksOfPassword = (text: string): boolean => /passwor|passphr|contrase/i.test(text)

/** Passwords that are announced by the word for them: "my password is blue horse 42". "My password is not working" has none. */
export function passwordSpans(pieces: readonly Piece[]): readonly Span[] {
  return pieces.flatMap((piece, at) => {
    if (piece.kind !== 'word' || !ANNOUNCES.test(piece.text)) return []
    const from = valueStart(pieces, at)
    const [first, last] = [pieces[from], pieces[valueEnd(pieces, from) - 1]]
    return first === undefined || last === undefined || last.end <= first.start
      ? []
      : [{ start: first.start, end: last.end, mask: MASKS.password }]
  })
}

/** The first piece of the value, or past the end where nothing joins one to the word for it. */
function valueStart(pieces: readonly Piece[], at: number): number {
  const joint = pieces.slice(at + 1 + wordsOf(pieces.slice(at + 1, at + 1 + FOR_WORDS_MAX)))
  const length = joint.findIndex((piece) => !joins(piece) && !(piece.kind === 'stop' && PAUSES.has(piece.text)))
  const first = joint[length]
  if (first === undefined || first.kind === 'mask' || NO_VALUE.has(first.text) || ENDS.has(first.text))
    return pieces.length
  const isJoined = pieces[at]?.text.endsWith("'s") === true || joint.slice(0, length).some(joins)
  return isJoined ? pieces.length - joint.length + length : pieces.length
}

/** How many words say what a password is for: "the password for the portal is …". */
const wordsOf = (next: readonly Piece[]): number =>
  FOR.test(next[0]?.text ?? '') ? Math.max(0, next.findIndex(joins)) : 0

const joins = ({ text, kind }: Piece): boolean => (kind === 'word' && JOINS.test(text)) || text === ':' || text === '='

/** The piece after its last. */
function valueEnd(pieces: readonly Piece[], from: number): number {
  const value = pieces.slice(from, from + VALUE_PIECES_MAX)
  const end = value.findIndex((_, index) => index > 0 && endsAt(pieces, from + index))
  return from + (end < 0 ? value.length : end)
}

function endsAt(pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at]
  if (piece === undefined || piece.kind === 'mask') return true
  if (piece.kind === 'stop') return SENTENCE_STOPS.has(piece.text) && !isSpelling(pieces[at + 1])
  return ENDS.has(piece.text) && !(isLetter(pieces[at - 1]) && isLetter(piece) && isLetter(pieces[at + 1]))
}

const isSpelling = (piece: Piece | undefined): boolean =>
  piece !== undefined && (piece.kind === 'figures' || SPELLS.test(piece.text))

/** "I" and "y" are letters, too, between others that are spelled. */
const isLetter = (piece: Piece | undefined): boolean => piece?.text.length === 1
