import type { AgentDocument } from '../agents/agent-document.ts'
import { textIn } from '../agents/text-in.ts'
import { optOutEar } from '../consent/opt-out-words.ts'
import { cuedRules } from './guardrails/cues.ts'
import { emergencyEar } from './guardrails/emergency.ts'
import { humanEar } from './guardrails/human-request.ts'
import { hears, type Ear } from './guardrails/listen-for.ts'
import { minorEar } from './guardrails/minor.ts'
import { plainWords } from './guardrails/plain-words.ts'
import { recordingEar } from './guardrails/recording-objection.ts'
import { selfHarmEar } from './guardrails/self-harm.ts'

/** In the order they are looked at: a turn that breaks two is answered for the first. */
export const GUARD_RULES = ['emergency', 'self_harm', 'opt_out', 'human', 'recording_objection', 'minor'] as const
export type GuardRule = (typeof GUARD_RULES)[number]

/** A turn that no model is asked about, and what is said to it once what the rule requires is done. */
export interface Guarded {
  readonly rule: GuardRule
  readonly say: string
}

export const EARS: Readonly<Record<GuardRule, Ear>> = {
  emergency: emergencyEar,
  self_harm: selfHarmEar,
  opt_out: optOutEar,
  human: humanEar,
  recording_objection: recordingEar,
  minor: minorEar,
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
 * Deliberately wide for emergencies: a line too many is heard and forgotten, one too few is not.
 */
export function guard(text: string, document: AgentDocument, language: string): Guarded | null {
  const plain = plainWords(text)
  if (plain === '') return null
  const cued = cuedRules(plain)
  const rule = GUARD_RULES.find(
    (name) => (cued.has(name) && hears(EARS[name], plain)) || (name === 'emergency' && saysOwnTerm(plain, document)),
  )
  return rule === undefined ? null : { rule, say: sayFor(rule, document, language) }
}

function sayFor(rule: GuardRule, document: AgentDocument, language: string): string {
  const { emergency, selfHarm } = document.guardrails
  switch (rule) {
    case 'emergency':
      return emergency ? textIn(emergency.say, language) : EMERGENCY_SAY
    case 'self_harm':
      return selfHarm === undefined ? SELF_HARM_SAY : textIn(selfHarm, language)
    case 'opt_out':
      return "Understood. You're off our list, and we won't contact this number again. Goodbye."
    case 'human':
      return 'Of course. Let me get you to a person.'
    case 'recording_objection':
      return "That's fine. This call won't be kept as a recording."
    case 'minor':
      return 'Thank you for telling me. I can only help people who are eighteen or older, so please ask a parent or another adult to call us.'
  }
}

const EMERGENCY_SAY =
  'This sounds like an emergency. Please hang up now and call 911, or go to the nearest emergency room.'

const SELF_HARM_SAY =
  "I'm really sorry you're going through this, and you don't have to face it alone. You can call or text 988, the Suicide and Crisis Lifeline, at any hour. If you are in danger right now, please call 911."
