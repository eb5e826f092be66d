import type { AgentDocument } from '../agents/agent-document.ts'
import { textIn } from '../agents/text-in.ts'
import { languageOfStop } from '../consent/opt-out-words.ts'
import { guardWords } from './guardrails/guard-words.ts'
import { plainWords } from './guardrails/plain-words.ts'
import { listenTo } from './guardrails/tongues.ts'

/** In the order they are looked at: a turn that breaks two is answered for the first. */
export const GUARD_RULES = [
  'emergency',
  'self_harm',
  'opt_out',
  'objection',
  'human',
  'recording_objection',
  'minor',
] as const
export type GuardRule = (typeof GUARD_RULES)[number]

/** A turn that no model is asked about, and what is said to it once what the rule requires is done. */
export interface Guarded {
  readonly rule: GuardRule
  readonly say: string
  /** BCP 47: what it is said in. */
  readonly language: string
}

const ownTerms = new WeakMap<AgentDocument, readonly string[]>()

/** The business's own words for an emergency, made plain once. */
function ownTermsOf(document: AgentDocument): readonly string[] {
  const known = ownTerms.get(document) ?? (document.guardrails.emergency?.terms ?? []).map(plainWords)
  ownTerms.set(document, known)
  return known
}

const saysOwnTerm = (plain: string, document: AgentDocument): boolean =>
  ownTermsOf(document).some((term) => ` ${plain} `.includes(` ${term} `))

/**
 * The first guardrail that what the caller said sets off, or null. Pure, and asked before any model.
 *
 * Every tongue is listened for, and the answer is in `language`, that of the call; whoever asks to be left alone is answered
 * in the language they ask in. Deliberately wide for emergencies: a line too many is heard and forgotten, one too few is not.
 */
export function guard(text: string, document: AgentDocument, language: string): Guarded | null {
  const plain = plainWords(text)
  if (plain === '') return null
  const isBroken = listenTo(plain)
  const rule = GUARD_RULES.find((name) => isBroken(name) || (name === 'emergency' && saysOwnTerm(plain, document)))
  if (rule === undefined) return null
  return guardedBy(rule, document, rule === 'opt_out' ? (languageOfStop(text) ?? language) : language)
}

/** A rule that is set off by something else than words. */
export const guardedBy = (rule: GuardRule, document: AgentDocument, language: string): Guarded => ({
  rule,
  say: sayFor(rule, document, language),
  language,
})

/** The document's own words first, in the language of the call or, failing that, in its first. */
function sayFor(rule: GuardRule, { guardrails }: AgentDocument, language: string): string {
  const { emergency, selfHarm } = guardrails
  if (rule === 'emergency' && emergency) return textIn(emergency.say, language)
  if (rule === 'self_harm' && selfHarm !== undefined) return textIn(selfHarm, language)
  return guardWords(language).rules[rule]
}
