/**
 * Which words a text cannot do without, for a pattern to match it. Reads the regular expressions of the guardrails, which
 * are written against lower-case words with single spaces between them.
 */

type Node =
  | { readonly is: 'char'; readonly char: string }
  /** One character of several; null when they are too many to go through. */
  | { readonly is: 'set'; readonly chars: readonly string[] | null }
  | { readonly is: 'look' }
  | { readonly is: 'any_of'; readonly branches: readonly Sequence[] }
  | { readonly is: 'times'; readonly node: Node; readonly min: number; readonly max: number }
type Sequence = readonly Node[]

/** How much of a word counts. */
export const CUE_CHARS = 4
const EXPANSIONS_MAX = 200

class Source {
  #at = 0
  readonly #text: string
  constructor(text: string) {
    this.#text = text
  }

  branches(): readonly Sequence[] {
    const branches: Node[][] = [[]]
    while (this.#at < this.#text.length && this.#text[this.#at] !== ')') {
      if (this.#takes('|')) branches.push([])
      else branches.at(-1)!.push(this.#repeated(this.#one()))
    }
    return branches
  }

  #takes(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  #one(): Node {
    for (const look of ['(?=', '(?!', '(?<=', '(?<!']) {
      if (!this.#takes(look)) continue
      this.branches()
      this.#closed()
      return { is: 'look' }
    }
    if (this.#takes('(?:') || this.#takes('(')) {
      const branches = this.branches()
      this.#closed()
      return { is: 'any_of', branches }
    }
    if (this.#takes('^') || this.#takes('$') || this.#takes('\\b')) return { is: 'look' }
    if (this.#takes('.') || this.#takes('\\w') || this.#takes('\\d')) return { is: 'set', chars: null }
    if (this.#takes('\\s')) return { is: 'set', chars: [' '] }
    if (this.#takes('[')) return this.#set()
    this.#takes('\\')
    return { is: 'char', char: this.#text[this.#at++]! }
  }

  #closed(): void {
    if (!this.#takes(')')) throw new Error(`a group is left open at ${this.#at}`)
  }

  #set(): Node {
    const end = this.#text.indexOf(']', this.#at)
    const inside = this.#text.slice(this.#at, end)
    this.#at = end + 1
    return { is: 'set', chars: /[\\^]|.-./.test(inside) ? null : [...inside] }
  }

  #repeated(node: Node): Node {
    const counted = /^\{(\d+)(?:,(\d*))?\}/.exec(this.#text.slice(this.#at))
    const times = this.#takes('?')
      ? [0, 1]
      : this.#takes('*')
        ? [0, Infinity]
        : this.#takes('+')
          ? [1, Infinity]
          : counted
            ? [Number(counted[1]), counted[2] === undefined ? Number(counted[1]) : Number(counted[2] || Infinity)]
            : null
    if (times === null) return node
    if (counted) this.#at += counted[0].length
    this.#takes('?')
    return { is: 'times', node, min: times[0]!, max: times[1]! }
  }
}

const isInWord = (char: string): boolean => /[a-z0-9]/.test(char)

/** Whether what `node` matches certainly ends where a word does, when it begins after such a place or (`before` false) does not. */
function endsAWord(node: Node, before: boolean): boolean {
  switch (node.is) {
    case 'char':
      return !isInWord(node.char)
    case 'set':
      return node.chars !== null && node.chars.every((char) => !isInWord(char))
    case 'look':
      return before
    case 'any_of':
      return node.branches.every((branch) => branch.reduce((at, each) => endsAWord(each, at), before))
    case 'times':
      return (node.min > 0 || before) && endsAWord(node.node, before)
  }
}

/** Whether what `node` matches, followed by what begins outside a word or not, certainly begins outside one. */
function beginsOutside(node: Node, after: boolean): boolean {
  switch (node.is) {
    case 'char':
      return !isInWord(node.char)
    case 'set':
      return node.chars !== null && node.chars.every((char) => !isInWord(char))
    case 'look':
      return after
    case 'any_of':
      return node.branches.every((branch) => branch.reduceRight((at, each) => beginsOutside(each, at), after))
    case 'times':
      return beginsOutside(node.node, after) && (node.min > 0 || after)
  }
}

export type Cues = ReadonlySet<string>

/** The beginnings that the word at the start of `nodes` can have, or null when that cannot be told. */
function beginnings(nodes: Sequence, word: string, isLast: boolean): Cues | null {
  if (word.length >= CUE_CHARS) return new Set([word.slice(0, CUE_CHARS)])
  const [node, ...rest] = nodes
  if (node === undefined) return isLast && word !== '' ? new Set([word]) : null
  const all = (ways: readonly (Cues | null)[]): Cues | null => {
    const known = ways.filter((way) => way !== null)
    const united = new Set(known.flatMap((way) => [...way]))
    return known.length === ways.length && united.size <= EXPANSIONS_MAX ? united : null
  }
  switch (node.is) {
    case 'look':
      return beginnings(rest, word, isLast)
    case 'char':
      if (isInWord(node.char)) return beginnings(rest, word + node.char, isLast)
      return word === '' ? null : new Set([word])
    case 'set':
      if (node.chars === null) return null
      return all(node.chars.map((char) => beginnings([{ is: 'char', char }, ...rest], word, isLast)))
    case 'any_of':
      return all(node.branches.map((branch) => beginnings([...branch, ...rest], word, isLast)))
    case 'times': {
      const once = beginnings([node.node, ...(node.max > 1 ? [{ ...node, min: 0 }] : []), ...rest], word, isLast)
      return node.min > 0 ? once : all([once, beginnings(rest, word, isLast)])
    }
  }
}

interface Where {
  /** A word begins here, and one ends behind. */
  readonly opens: boolean
  readonly closes: boolean
}

/** The cheapest set of beginnings of which every match holds one, or null. `cost` says how often callers say one. */
function cheapest(nodes: Sequence, where: Where, cost: (cues: Cues) => number): Cues | null {
  let best: Cues | null = null
  const offer = (cues: Cues | null): void => {
    if (cues !== null && (best === null || cost(cues) < cost(best))) best = cues
  }
  let opens = where.opens
  nodes.forEach((node, index) => {
    const rest = nodes.slice(index + 1)
    const closes = rest.reduceRight((at, each) => beginsOutside(each, at), where.closes)
    if (opens) offer(beginnings(nodes.slice(index), '', where.closes))
    if (node.is === 'any_of') offer(united(node.branches, { opens, closes }, cost))
    if (node.is === 'times' && node.min > 0) {
      const again = node.max > 1 && !endsAWord(node.node, true)
      offer(cheapest([node.node], { opens: opens && !again, closes: closes && !again }, cost))
    }
    opens = endsAWord(node, opens)
  })
  return best
}

function united(branches: readonly Sequence[], where: Where, cost: (cues: Cues) => number): Cues | null {
  const each = branches.map((branch) => cheapest(branch, where, cost))
  return each.includes(null) ? null : new Set(each.flatMap((cues) => [...cues!]))
}

/** For every alternative of `pattern`: the cheapest beginnings of words of which each match of it holds one, or null. */
export function cuesOf(pattern: RegExp, cost: (cues: Cues) => number): readonly (Cues | null)[] {
  const [outer] = new Source(pattern.source).branches()
  const group = outer?.find((node) => node.is === 'any_of')
  if (group === undefined) throw new Error('not a pattern of whole words')
  return group.branches.map((branch) => cheapest(branch, { opens: true, closes: true }, cost))
}
