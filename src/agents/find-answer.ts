import { isNearWord } from '../kernel/edit-distance.ts'
import type { AgentDocument } from './agent-document.ts'
import { textIn } from './text-in.ts'
import { contentWords, isConcept } from './content-words.ts'

/** An entry of the document's questions that fits a question, and how well: 1 is its very wording. */
export interface FoundAnswer {
  /** Index into `skills.qa.entries`. */
  readonly entry: number
  readonly answer: string
  readonly score: number
}

/** An entry that fits less than this is no answer. */
export const ANSWER_SCORE_MIN = 0.5

/** Words of the answer itself count too, but less than those of its questions: it may mention much in passing. */
const ANSWER_WORD_WEIGHT = 0.55
const NEAR_WORD_WEIGHT = 0.85
/** Words that go with any object: "do you take" insurance, walk-ins or cards. */
const LIGHT_WORDS: ReadonlySet<string> = new Set(
  'take offer provid use work find give appointment time visit book first second last next'.split(' '),
)
const LIGHT_WORD_SHARE = 0.4

/** A word no entry knows says that the question may be about something else. */
const UNKNOWN_WORD_WEIGHT = 1.1

interface Phrasing {
  readonly entry: number
  readonly keys: ReadonlySet<string>
  readonly weight: number
}

interface Index {
  /** Entries by their phrasings as they stand: some are made of nothing but small words ("how do I get there"). */
  readonly verbatim: ReadonlyMap<string, number>
  readonly phrasings: readonly Phrasing[]
  readonly byKey: ReadonlyMap<string, readonly number[]>
  readonly answerKeys: readonly ReadonlySet<string>[]
  readonly weightOf: ReadonlyMap<string, number>
  /** How many entries have a word, in their questions or their answer. One that several have tells none apart. */
  readonly heldBy: ReadonlyMap<string, number>
  /** Every word as written with its key, by first letter, for words that are misheard. */
  readonly vocabulary: ReadonlyMap<string, readonly { readonly raw: string; readonly key: string }[]>
}

const indexes = new WeakMap<AgentDocument, Index>()

/**
 * The document's answer to `question`, or null when none fits well enough.
 *
 * A closed list, so it is matched by meaningful words weighed by their rarity (as BM25 does), with endings, synonyms and
 * small slips forgiven; nothing is made up. Pure; the index of a document is built once.
 *
 * @param scoreMin  how well it must fit, 0 to 1.
 */
export function findAnswer(
  document: AgentDocument,
  question: string,
  language: string,
  scoreMin = ANSWER_SCORE_MIN,
): FoundAnswer | null {
  const entries = document.skills.qa?.entries ?? []
  if (entries.length === 0) return null
  const index = indexOf(document)
  const verbatim = index.verbatim.get(wordsOf(question))
  const best = verbatim === undefined ? bestEntry(index, question) : { entry: verbatim, score: 1 }
  const entry = best && entries[best.entry]
  return best && entry && best.score >= scoreMin ? { ...best, answer: textIn(entry.a, language) } : null
}

interface Heard {
  readonly key: string
  readonly weight: number
}

function bestEntry(index: Index, question: string): Scored | null {
  const heard = resolve(index, question)
  const total = sumOf(heard)
  if (total === 0) return null
  // A thing people ask of any business, dogs or wifi, of which no entry speaks: the question is about that.
  const isElsewhere = heard.some(({ key }) => isConcept(key) && !index.weightOf.has(key))
  const told = { heard, total, isElsewhere }
  let best: Scored | null = null
  for (const at of new Set(heard.flatMap(({ key }) => index.byKey.get(key) ?? []))) {
    const phrasing = index.phrasings[at]
    const score = phrasing ? scoreOf(index, phrasing, told) : 0
    if (phrasing && (best === null || score > best.score)) best = { entry: phrasing.entry, score }
  }
  const byAnswer = bestByAnswer(index, told)
  return byAnswer && byAnswer.score > (best?.score ?? 0) ? byAnswer : best
}

interface Scored {
  readonly entry: number
  readonly score: number
}

interface Told {
  readonly heard: readonly Heard[]
  readonly total: number
  readonly isElsewhere: boolean
}

const sumOf = (heard: readonly Heard[]): number => heard.reduce((sum, { weight }) => sum + weight, 0)

/** How much of the phrasing was said, and how much of what was said is in the phrasing or its answer. */
function scoreOf(index: Index, phrasing: Phrasing, { heard, total, isElsewhere }: Told): number {
  const shared = heard.filter(({ key }) => phrasing.keys.has(key))
  // "Do you take" alone asks for nothing yet.
  if (shared.every(({ key }) => LIGHT_WORDS.has(key)) && shared.length < phrasing.keys.size) return 0
  const elsewhere = heard.filter(({ key }) => !phrasing.keys.has(key) && index.answerKeys[phrasing.entry]?.has(key))
  const ofPhrasing = Math.min(1, sumOf(shared) / phrasing.weight)
  const ofHeard = Math.min(1, (sumOf(shared) + sumOf(elsewhere) * ANSWER_WORD_WEIGHT) / total)
  // "The menu" is in several questions, and says of none of them that it is meant.
  const isTelling = shared.length === phrasing.keys.size || shared.some(({ key }) => index.heldBy.get(key) === 1)
  const whole = PHRASING_SHARE * ofPhrasing + (1 - PHRASING_SHARE) * ofHeard
  return !isElsewhere && (shared.length > 1 || isTelling) ? whole : whole * VAGUE_SHARE
}

const VAGUE_SHARE = 0.6

/** What was left out of a phrasing counts a little less than what was said besides it. */
const PHRASING_SHARE = 0.45
/** The best that words of an answer alone can come to. */
const ANSWER_SCORE_MAX = 0.75

/** "Do you take Delta Dental?" when only the answer names it. */
function bestByAnswer(index: Index, { heard, total }: Told): Scored | null {
  let best: Scored | null = null
  for (const [entry, keys] of index.answerKeys.entries()) {
    if (!heard.some(({ key }) => keys.has(key) && (index.heldBy.get(key) ?? 0) === 1)) continue
    const score = ANSWER_SCORE_MAX * (sumOf(heard.filter(({ key }) => keys.has(key) && !LIGHT_WORDS.has(key))) / total)
    if (score > 0 && (best === null || score > best.score)) best = { entry, score }
  }
  return best
}

function resolve(index: Index, question: string): readonly Heard[] {
  const seen = new Map<string, number>()
  for (const { raw, key } of contentWords(question)) {
    const known = index.weightOf.get(key)
    const near = known === undefined ? nearKey(index, raw) : null
    const unknown = UNKNOWN_WORD_WEIGHT * (LIGHT_WORDS.has(key) ? LIGHT_WORD_SHARE : 1)
    seen.set(near ?? key, known ?? (near ? (index.weightOf.get(near) ?? 0) * NEAR_WORD_WEIGHT : unknown))
  }
  return [...seen].map(([key, weight]) => ({ key, weight }))
}

function nearKey(index: Index, raw: string): string | null {
  if (raw.length < 5) return null
  const found = index.vocabulary.get(raw.slice(0, 1))?.find((word) => isNearWord(raw, word.raw))
  return found?.key ?? null
}

function indexOf(document: AgentDocument): Index {
  const known = indexes.get(document)
  if (known) return known
  const built = buildIndex(document)
  indexes.set(document, built)
  return built
}

function buildIndex(document: AgentDocument): Index {
  const entries = document.skills.qa?.entries ?? []
  const texts = (text: AgentDocument['opening']['greeting']): string =>
    typeof text === 'string' ? text : Object.values(text).join(' ')
  const answerKeys = entries.map(({ a, tags }) => keysOf([texts(a), ...tags].join(' ')))
  const questionKeys = entries.map(({ q }) => keysOf(q.join(' ')))
  const weightOf = weigh(questionKeys, answerKeys)
  const phrasings = entries.flatMap(({ q }, entry) =>
    q.map((text): Phrasing => {
      const keys = keysOf(text)
      return { entry, keys, weight: [...keys].reduce((sum, key) => sum + (weightOf.get(key) ?? 0), 0) }
    }),
  )
  const byKey = new Map<string, number[]>()
  for (const [at, { keys }] of phrasings.entries()) {
    for (const key of keys) byKey.set(key, [...(byKey.get(key) ?? []), at])
  }
  const verbatim = new Map(entries.flatMap(({ q }, entry) => q.map((text) => [wordsOf(text), entry] as const)))
  return {
    verbatim,
    phrasings,
    byKey,
    answerKeys,
    weightOf,
    heldBy: countHolders(questionKeys, answerKeys),
    vocabulary: vocabularyOf(entries.flatMap(({ q, a }) => [...q, texts(a)])),
  }
}

function countHolders(
  questions: readonly ReadonlySet<string>[],
  answers: readonly ReadonlySet<string>[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [at, keys] of questions.entries())
    for (const key of new Set([...keys, ...(answers[at] ?? [])])) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The words that carry meaning in `text`, as they are compared. */
export const keysOf = (text: string): ReadonlySet<string> => new Set(contentWords(text).map(({ key }) => key))

/** Rare words weigh more, between about a half and two. A word only answers mention weighs as a rare one. */
function weigh(
  questions: readonly ReadonlySet<string>[],
  answers: readonly ReadonlySet<string>[],
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  const all = new Set([...questions, ...answers].flatMap((keys) => [...keys]))
  for (const key of all) {
    const holding = questions.filter((keys) => keys.has(key)).length
    const share = LIGHT_WORDS.has(key) ? LIGHT_WORD_SHARE : 1
    weights.set(key, share * (0.5 + Math.log(1 + (questions.length - holding + 0.5) / (holding + 0.5)) / 2))
  }
  return weights
}

function vocabularyOf(texts: readonly string[]): Index['vocabulary'] {
  const byLetter = new Map<string, Map<string, string>>()
  for (const { raw, key } of texts.flatMap((text) => contentWords(text))) {
    const letter = raw.slice(0, 1)
    byLetter.set(letter, (byLetter.get(letter) ?? new Map<string, string>()).set(raw, key))
  }
  return new Map([...byLetter].map(([letter, words]) => [letter, [...words].map(([raw, key]) => ({ raw, key }))]))
}
