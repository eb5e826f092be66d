import { isNearWord } from '../../../../kernel/edit-distance.ts'
import { stem } from '../../../../kernel/stem.ts'
import { COMMON_WORDS } from '../../../../dialogue/capture/common-words.ts'

/** A closed list of things with names, ready to be found in what is said. */
export interface NameIndex {
  readonly aliases: readonly Alias[]
  /** How many of the listed things have a word in one of their names. */
  readonly sharedBy: ReadonlyMap<string, number>
  readonly vocabulary: ReadonlyMap<string, readonly { readonly raw: string; readonly key: string }[]>
}

interface Alias {
  readonly id: string
  readonly keys: readonly string[]
}

/** What was found: the one thing that was meant, or several that the words fit equally. Empty when nothing fits. */
export interface Found {
  readonly ids: readonly string[]
  /** A whole name was said, not only a telling part of one. */
  readonly whole: boolean
}

const SMALL = new Set([
  'a',
  'an',
  'the',
  'of',
  'for',
  'and',
  'or',
  'with',
  'my',
  'your',
  'to',
  'in',
  'on',
  'at',
  'new',
  'appointment',
  'visit',
  'dr',
  'doctor',
  'mr',
  'mrs',
  'ms',
  'service',
  'treatment',
  'session',
])
export function indexNames(things: readonly { readonly id: string; readonly names: readonly string[] }[]): NameIndex {
  const aliases = things.flatMap(({ id, names }) =>
    names.map((name) => ({ id, keys: unique(wordsIn(name).map(stem)) })).filter(({ keys }) => keys.length > 0),
  )
  const holders = new Map<string, Set<string>>()
  for (const { id, keys } of aliases)
    for (const key of keys) holders.set(key, (holders.get(key) ?? new Set<string>()).add(id))
  const raws = new Map(
    things.flatMap(({ names }) => names.flatMap((name) => wordsIn(name).map((raw) => [raw, stem(raw)] as const))),
  )
  return {
    aliases,
    sharedBy: new Map([...holders].map(([key, ids]) => [key, ids.size])),
    vocabulary: Map.groupBy(
      [...raws].map(([raw, key]) => ({ raw, key })),
      ({ raw }) => raw.slice(0, 1),
    ),
  }
}

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)]

const wordsIn = (text: string): readonly string[] =>
  (
    text
      .toLowerCase()
      .replace(/['’.]/g, '')
      .replace(/\bx[- ]?rays?\b/g, 'xrays')
      .replace(/\b(check|follow|touch|clean|blow|walk|make|tune|wash) (ups?|outs?|ins?)\b/g, '$1$2')
      .replace(/\b(check|follow|touch|clean|blow|walk|make|tune|wash)-(ups?|outs?|ins?)\b/g, '$1$2')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).filter((word) => !SMALL.has(word))

/**
 * Which of the listed things `text` names. The longest whole name wins; failing that, a word that only some names have.
 * Endings and slips are forgiven: "teeth cleaned" is "teeth cleaning", "crowne" a crown.
 */
export function findNames(index: NameIndex, text: string): Found {
  const said = new Set<string>()
  for (const raw of wordsIn(text)) {
    const key = stem(raw)
    said.add(index.sharedBy.has(key) ? key : (nearKey(index, raw) ?? key))
  }
  let most = 0
  let ids = new Set<string>()
  for (const { id, keys } of index.aliases) {
    if (keys.length < most || !keys.every((key) => said.has(key))) continue
    ids = keys.length > most ? new Set([id]) : ids.add(id)
    most = keys.length
  }
  return ids.size > 0 ? { ids: [...ids], whole: true } : { ids: telling(index, said), whole: false }
}

/** Things one of whose names shares a word with what was said that few others have. */
function telling(index: NameIndex, said: ReadonlySet<string>): readonly string[] {
  const rarest = Math.min(...[...said].map((key) => index.sharedBy.get(key) ?? Infinity))
  if (rarest > TELLING_SHARED_MAX) return []
  const keys = [...said].filter((key) => index.sharedBy.get(key) === rarest)
  return [
    ...new Set(
      index.aliases
        .filter((alias) => alias.keys.some((key) => keys.includes(key) && !VAGUE.has(key)))
        .map(({ id }) => id),
    ),
  ]
}

/** A word more things share than this tells nothing apart. */
const TELLING_SHARED_MAX = 3
/** Words that stand in names but name nothing by themselves. */
const VAGUE = new Set([
  'tooth',
  'hair',
  'new',
  'patient',
  'person',
  'table',
  'first',
  'time',
  'full',
  'half',
  'long',
  'short',
  'adult',
  'child',
  'man',
  'woman',
  'care',
  'day',
  'dinner',
  'lunch',
  'problem',
  'hour',
  'minut',
  'check',
  'see',
  'look',
  'get',
  'mak',
  'take',
  'need',
  'want',
  'book',
  'one',
  'two',
  'emergency',
  'regular',
  'annual',
  'urgent',
  'something',
  'broken',
  'cut',
  'work',
  'note',
])

function nearKey(index: NameIndex, raw: string): string | null {
  if (raw.length < 4 || COMMON_WORDS.has(raw)) return null
  return index.vocabulary.get(raw.slice(0, 1))?.find((word) => isNearWord(raw, word.raw))?.key ?? null
}
