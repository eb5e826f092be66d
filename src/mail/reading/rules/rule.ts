import type { Label } from '../labels.ts'

/** Words that make a mail be about something. All are looked for in folded text: lower case, no accents. */
export interface Rule {
  readonly label: Label
  /** `delete.en.data`: label, language, and what it looks for. */
  readonly name: string
  readonly says: RegExp
  /** What the letter must speak of somewhere: what an "it" may stand for. */
  readonly about?: RegExp
  /** What the whole sentence must not say. */
  readonly unless?: RegExp
  /** Whether a no, a doubt or a report before the words turns them round. Words that ask for a right mostly are such. */
  readonly turns?: Turns
  readonly confidence?: number
}

/** What before some words makes them mean no wish: in the same clause, by the language. */
export interface Turns {
  /** Ends a clause: what stands before it says nothing about what follows. */
  readonly clause: RegExp
  /** Must not stand between the clause's beginning and the words. */
  readonly before: readonly RegExp[]
  /** Undoes what `before` found: "do not hesitate to". */
  readonly despite: RegExp
}

/**
 * A pattern out of words: a blank is any blank, its ends are ends of words. `~3` stands for up to three words in between, none of
 * them a no.
 */
export function words(pattern: string): RegExp {
  const spaced = pattern
    .replaceAll('\n', '')
    .replaceAll(/ {2,}/g, '')
    .replaceAll(/~(\d)/g, String.raw`(?:(?!not |never |no |nicht |kein|nunca |pas |nao )[\w'/&()-]+,? ){0,$1}`)
  return new RegExp(String.raw`(?<!\w)(?:${spaced})(?:(?<=\s)|(?!\w))`, 'g')
}

const MATCHES_MAX = 6

/** Whether the rule's words stand in a sentence of a letter, both folded, and are meant. */
export function holdsIn(rule: Rule, sentence: string, letter: string): boolean {
  let tried = 0
  for (const { index } of sentence.matchAll(rule.says)) {
    if (rule.turns === undefined || !isTurned(rule.turns, sentence.slice(0, index)))
      return rule.unless?.test(sentence) !== true && rule.about?.test(letter) !== false
    if (++tried >= MATCHES_MAX) return false
  }
  return false
}

function isTurned({ clause, before, despite }: Turns, said: string): boolean {
  const own = said.split(clause).at(-1) ?? ''
  return !despite.test(own) && before.some((pattern) => pattern.test(own))
}
