import { type Digits, digitsIn } from './spoken-digits.ts'
import type { Piece } from './spoken-pieces.ts'

/** Digits that belong together: one number, read out in one or more goes. */
export interface DigitRun {
  readonly digits: string
  readonly parts: readonly Digits[]
  readonly start: number
  readonly end: number
}

/** What people say between the digits of a number without ending it. */
const BREATHS: ReadonlySet<string> = new Set(
  'um umm uh uhh er erm ah hm hmm mm mhm dash hyphen then and space plus comma dot point period code area y luego guion guión'.split(
    ' ',
  ),
)
/** What they say besides while they look for the next digits, or put them right. */
const WHILE_LOOKING: ReadonlySet<string> = new Set(
  (
    'ok okay so like yes yeah yep right wait sorry no hold on a second one moment let me see it is its next followed by ' +
    'you know i mean again the last first four that thats are with my find here now just please there alright well s'
  ).split(' '),
)
const STOPS: ReadonlySet<string> = new Set([
  ',',
  '.',
  '(',
  ')',
  '…',
  '–',
  '—',
  '+',
  ';',
  '!',
  '?',
  '_',
  '\n',
  '‐',
  '‑',
  '‒',
])

/** How much may stand between two digits of one number. */
export interface Gap {
  /** "Double five, um, one": nothing but breaths and pauses; or also what one says while looking; or any few words. */
  readonly between: 'breaths' | 'looking' | 'anything'
  readonly loosely?: boolean
  /** Strokes, colons and every other mark part nothing either: 4111/1111. */
  readonly anyStop?: true
  /** Stretches of pieces that end a run, whatever else may stand in between. */
  readonly notOver?: readonly { readonly from: number; readonly to: number }[]
}

const WORDS_MAX = { breaths: 4, looking: 8, anything: 8 } as const

/** The runs of digits in `pieces`, each as long as `gap` lets it be. A mask always ends one. */
export function runsIn(pieces: readonly Piece[], gap: Gap): readonly DigitRun[] {
  const runs: Digits[][] = []
  for (const digits of digitsIn(pieces, gap.loosely)) {
    const last = runs.at(-1)?.at(-1)
    if (last && bridges(pieces, last.to, digits.from, gap)) runs.at(-1)?.push(digits)
    else runs.push([digits])
  }
  return runs.map(runOf)
}

export const runOf = (parts: readonly Digits[]): DigitRun => ({
  digits: parts.map(({ digits }) => digits).join(''),
  parts,
  start: parts[0]?.start ?? 0,
  end: parts.at(-1)?.end ?? 0,
})

function bridges(pieces: readonly Piece[], from: number, to: number, gap: Gap): boolean {
  const { between, anyStop = false, notOver = [] } = gap
  const inside = pieces.slice(from, to)
  if (inside.filter(({ kind }) => kind === 'word').length > WORDS_MAX[between]) return false
  if (notOver.some((one) => one.from < to && one.to > from)) return false
  return inside.every(({ kind, text }) =>
    kind === 'stop' ? anyStop || STOPS.has(text) : kind === 'word' && passes(text, between),
  )
}

const passes = (word: string, between: Gap['between']): boolean =>
  between === 'anything' || (between === 'looking' ? isSaidLooking(word) : BREATHS.has(word))

export const isSaidLooking = (word: string): boolean => BREATHS.has(word) || WHILE_LOOKING.has(word.replace("'", ''))
