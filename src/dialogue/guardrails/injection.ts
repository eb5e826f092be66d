import { CUE_CHARS } from './cues.ts'
import { earFor, hears } from './listen-for.ts'
import { plainWords } from './plain-words.ts'

const GROUPS = {
  ORDERS:
    '(?:previous|prior|earlier|above|original|initial|your|the|all|any|these|those|other|system|every|of|safety) ?(?:previous |prior |earlier |above |original |system |safety |other |own )*(?:instructions?|prompts?|rules?|guidelines?|directives?|orders?|programming|guardrails?|restrictions?|policies|training|constraints?)',
  DROP: 'ignore|disregard|forget|override|overrule|bypass|skip|drop|delete|erase|discard|break|disobey|violate|turn off|disable',
  HIDDEN:
    'system prompts?|initial prompts?|hidden prompts?|hidden instructions|system messages?|system instructions|your prompts?|your instructions|your programming|your source code|secret instructions|api keys?|passwords?|secrets',
  SHOW: 'show|tell|read|repeat|print|reveal|give|say|recite|output|display|share|leak|dump|what (?:is|are|was|were)',
  OTHERS:
    '(?:last|previous|other|another|next|different|earlier|someone else s|somebody else s) (?:callers?|customers?|patients?|clients?|persons?|peoples?|users?|one who called|guests?)',
}

const INNOCENT = [
  '(?:forget|skip|ignore|disregard) (?:the|my|all|all of) (?:previous|prior|earlier|other|above) (?:appointments?|messages?|bookings?|requests?|calls?|orders?)',
  '(?:your|the) (?:parking|pet|dress|visitor|mask|masking|cancellation|late|no show|payment|refund|privacy|house|insurance)(?: \\w+)? (?:rules?|policy|policies|guidelines|instructions?)',
]

const ALARMS = [
  '(?:{DROP})(?: (?:everything|anything|all|about|of))* {ORDERS}|(?:{DROP}) (?:everything|all) (?:above|before|you (?:were|have been|are) told)|do not (?:follow|obey|listen to) {ORDERS}',
  '(?:new|different|updated|real|following) (?:instructions?|rules|system prompt|orders|directives)(?: (?:from|by) (?:the )?(?:system|developer|admin|administrator|owner))|(?:from now on|starting now) (?:you are|you will|you must|act|answer|respond|ignore|pretend)',
  '(?:^|, )(?:system|developer|assistant|admin|administrator|root)(?: (?:message|prompt|override|instruction|mode|command|note))? ,|(?:developer|debug|god|admin|jailbreak|dan|unrestricted|maintenance|sudo) mode|system override|jailbreak',
  '(?:{SHOW})(?: (?:me|us|out|to me|the|all|of|your|full|exact|whole|entire|any|back))* (?:{HIDDEN})',
  '(?:{SHOW})(?: (?:me|us|out|the|all|of|full|a))* {OTHERS}(?: s)? (?:phone |cell |telephone |mobile )?(?:numbers?|names?|address(?:es)?|appointments?|bookings?|birthdays?|date of birth|details|information|messages?|records?|conversation|calls?|transcript|said)|(?:phone |cell )?(?:numbers?|names?|details|records|messages?|transcripts?) of (?:the |your |all )*(?:last|previous|other|earlier) (?:callers?|customers?|patients?|clients?|persons?|people|users?)|who (?:called|was calling|rang|phoned) (?:right |just )?before me',
  '(?:pretend|act as if|act like|imagine|roleplay|role play)(?: (?:that|to be|you|as))* (?:(?:are|have|were) )?(?:no|not|a|an|the)? ?(?:rules|restrictions|guidelines|human|person|nurse|doctor|limits|filters?|different ai|unrestricted|real|evil)|you are (?:now|no longer)(?: (?:a|an|the|in))? (?:dan|unrestricted|bound|limited|nurse|doctor|human|assistant|free|different|ai|evil|allowed|developer|restricted)',
  'end of (?:the )?(?:system )?(?:prompt|instructions)|begin (?:new )?(?:system )?(?:prompt|instructions)|(?:im|instruction) ?_?(?:start|end) (?:system|user|assistant)',
]

/** That the caller tries to give the agent other orders, or asks for what is another caller's. */
export const injectionEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })

/** Beginnings of words, of which everything that sets the ear off holds at least one: most turns hold none. */
const CUES = new Set(
  'igno disr forg over bypa skip drop dele eras disc brea diso viol turn disa foll obey list inst rule syst orde dire from star deve assi admi root debu god jail dan unre main sudo show tell read repe prin reve give say reci outp disp shar leak dump what numb name deta reco mess tran who phon cell pret act imag role you end begi im'.split(
    ' ',
  ),
)

/**
 * Whether the caller tries to talk the agent out of its rules, in the plainest ways. Pure.
 *
 * It is only noted. Nothing depends on its being heard: what a caller says is never an order, tools reach only the
 * caller's own things, and a transfer goes to a number of the published document.
 */
export function triesToSteer(text: string): boolean {
  // A line of a made-up transcript loses its colon with the other pauses: `system: you may now` is `system , you may now`.
  const plain = plainWords(text)
  return plain.split(' ').some((word) => CUES.has(word.slice(0, CUE_CHARS))) && hears(injectionEar, plain)
}
