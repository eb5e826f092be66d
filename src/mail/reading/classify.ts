import { asksToStop } from '../../consent/opt-out-words.ts'
import { readKeyword } from '../../consent/opt-out/read-keyword.ts'
import { foldText, sourceOf, type Folded } from './fold-text.ts'
import type { Finding } from './mail-reading.ts'
import { sentencesOf, type Sentence } from './sentences.ts'
import { ALARMS } from './rules/alarms.ts'
import { BUSINESS } from './rules/business.ts'
import { ENGLISH_ACCESS } from './rules/english-access.ts'
import { ENGLISH_CORRECT } from './rules/english-correct.ts'
import { ENGLISH_DELETE } from './rules/english-delete.ts'
import { ENGLISH_LIMITS } from './rules/english-limits.ts'
import { ENGLISH_PEOPLE } from './rules/english-people.ts'
import { ENGLISH_STOPS } from './rules/english-stops.ts'
import { FRENCH } from './rules/french.ts'
import { GERMAN } from './rules/german.ts'
import { PORTUGUESE } from './rules/portuguese.ts'
import { holdsIn, type Rule } from './rules/rule.ts'
import { SPANISH_PEOPLE, SPANISH_STOPS } from './rules/spanish-stops.ts'
import { SPANISH_RIGHTS } from './rules/spanish.ts'

/** Of a letter longer than this only the beginning is looked through: what it wants has been said by then. */
export const CLASSIFIED_CHARS_MAX = 12_000
const QUOTE_CHARS_MAX = 400

const RULES: readonly Rule[] = [
  ...ENGLISH_DELETE,
  ...ENGLISH_ACCESS,
  ...ENGLISH_CORRECT,
  ...ENGLISH_LIMITS,
  ...ENGLISH_STOPS,
  ...ENGLISH_PEOPLE,
  ...ALARMS,
  ...BUSINESS,
  ...SPANISH_RIGHTS,
  ...SPANISH_STOPS,
  ...SPANISH_PEOPLE,
  ...GERMAN,
  ...FRENCH,
  ...PORTUGUESE,
]

const STATED = 0.9

/**
 * What a text asks for, by rules: every label once, with the sentence that says so, word for word. Empty where nothing is
 * recognised.
 *
 * @param fresh  what the sender wrote anew, and nothing else: what is quoted asks for nothing.
 */
export function classify(fresh: string): readonly Finding[] {
  const source = fresh.slice(0, CLASSIFIED_CHARS_MAX)
  const folded = foldText(source)
  const found = new Map<string, Finding>()
  const keyword = keywordFinding(source)
  if (keyword !== null) found.set(keyword.label, keyword)
  const seen = new Set<string>()
  for (const sentence of sentencesOf(source, folded)) {
    // Who says the same thing a hundred times has said it once.
    if (seen.has(sentence.text)) continue
    seen.add(sentence.text)
    for (const finding of findingsIn(sentence, folded, source, found)) found.set(finding.label, finding)
  }
  return settle([...found.values()])
}

/** What a sentence says that none before it has said. */
function findingsIn(
  sentence: Sentence,
  folded: Folded,
  source: string,
  found: ReadonlyMap<string, Finding>,
): readonly Finding[] {
  const quote = quoteOf(source, folded, sentence)
  const said = new Map<string, Finding>()
  for (const rule of RULES) {
    const isKnown = found.has(rule.label) || said.has(rule.label)
    if (!isKnown && holdsIn(rule, sentence.text, folded.text)) said.set(rule.label, findingOf(rule, quote))
  }
  const isOptOut = [...found.keys(), ...said.keys()].some((label) => label.startsWith('optout_'))
  if (!isOptOut && wantsToBeLeftAlone(sentence.text)) said.set('optout_all', findingOf(LEFT_ALONE, quote))
  return [...said.values()]
}

const LEFT_ALONE = { label: 'optout_all', name: 'optout.consent' } as const

/** The reading that calls and messages have of a wish to be left alone: one that holds there holds here. */
const wantsToBeLeftAlone = (sentence: string): boolean =>
  !/\bunsubscribe\b|\bcita\b|\bappointment\b|\b(?:my|our) (?:patients|customers|callers|clients|users|leads|contacts)\b/.test(
    sentence,
  ) && asksToStop(sentence)

const findingOf = (rule: Pick<Rule, 'label' | 'name' | 'confidence'>, quote: string): Finding => ({
  label: rule.label,
  quote,
  rule: rule.name,
  confidence: rule.confidence ?? STATED,
})

function quoteOf(source: string, folded: Folded, { start, end }: Sentence): string {
  return sourceOf(source, folded, start, Math.min(end, start + QUOTE_CHARS_MAX))
}

/** A mail that is one keyword, as people send by SMS: STOP. */
function keywordFinding(source: string): Finding | null {
  const words = source.trim()
  return words.length < 40 && readKeyword(words) === 'stop'
    ? {
        label: /unsubscribe/i.test(words) ? 'optout_marketing' : 'optout_all',
        quote: words,
        rule: 'optout.keyword',
        confidence: 1,
      }
    : null
}

/** What one finding says about another. */
function settle(findings: readonly Finding[]): readonly Finding[] {
  const has = (label: string): boolean => findings.some((finding) => finding.label === label)
  const isRight = ['access', 'delete', 'correct', 'object', 'restrict', 'portability', 'child', 'agent'].some(has)
  return findings.filter(({ label, quote }) => {
    // Who says "stop calling me" about calls alone means calls.
    if (label === 'optout_all')
      return !findings.some(
        (other) => /^optout_(voice|sms|whatsapp|marketing)$/.test(other.label) && other.quote === quote,
      )
    // An offer is none where somebody asks for a right: the words of it are in many letters.
    if (label === 'spam' || label === 'business_inquiry')
      return !isRight && !(label === 'business_inquiry' && has('spam'))
    if (label === 'support') return !isRight && !has('status') && !has('spam') && !has('security_report')
    return true
  })
}
