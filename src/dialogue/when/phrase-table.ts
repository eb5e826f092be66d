import type { Found, Reader } from './reader.ts'

interface Branch<T> {
  readonly next: Map<string, Branch<T>>
  value?: T
}

/** Finds the longest phrase of a table that starts at a token, or null. */
export type PhraseTable<T> = (reader: Reader, at: number) => Found<T> | null

/**
 * A table of fixed phrases, matched word by word, longest first.
 *
 * A pattern is words and spaces; `[the]` may be left out, `(first|soonest)` is a choice. Neither nests.
 */
export function phraseTable<T>(entries: readonly (readonly [pattern: string, value: T])[]): PhraseTable<T> {
  // Grown when it is first asked: a Worker starts for many requests that ask for no time.
  let root: Branch<T> | undefined
  return (reader, at) => longest((root ??= grow(entries)), reader, at)
}

function grow<T>(entries: readonly (readonly [pattern: string, value: T])[]): Branch<T> {
  const root: Branch<T> = { next: new Map() }
  for (const [pattern, value] of entries) for (const words of spellings(pattern)) plant(root, words, value)
  return root
}

function plant<T>(root: Branch<T>, words: readonly string[], value: T): void {
  let branch = root
  for (const word of words) {
    const next: Branch<T> = branch.next.get(word) ?? { next: new Map() }
    branch.next.set(word, next)
    branch = next
  }
  // The first pattern of a table wins, as a reader of the table would expect.
  branch.value ??= value
}

function longest<T>(root: Branch<T>, reader: Reader, at: number): Found<T> | null {
  let branch: Branch<T> | undefined = root
  let found: Found<T> | null = null
  for (let next = at; branch !== undefined; next += 1) {
    if (branch.value !== undefined && next > at) found = { value: branch.value, next }
    const token = reader.tokens[next]
    // A full stop ends a phrase; a comma inside one is only a breath.
    branch = token === undefined || (next > at && token.stop === '.') ? undefined : branch.next.get(token.text)
  }
  return found
}

/** Every way to say a pattern, as words. */
function spellings(pattern: string): string[][] {
  let ways: string[][] = [[]]
  for (const part of pattern.match(/\[[^\]]*\]|\([^)]*\)|[^\s[\]()]+/g) ?? []) {
    const options = part.startsWith('[')
      ? ['', ...part.slice(1, -1).split('|')]
      : part.startsWith('(')
        ? part.slice(1, -1).split('|')
        : [part]
    ways = ways.flatMap((way) => options.map((option) => [...way, ...option.split(' ').filter(Boolean)]))
  }
  return ways.filter((way) => way.length > 0)
}
