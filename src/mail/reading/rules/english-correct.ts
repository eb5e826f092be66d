import { article } from './english-data.ts'
import { ENGLISH_TURNS as turns } from './english-turns.ts'
import { words, type Rule } from './rule.ts'

const FIELD =
  '(?:name|surname|last name|first name|address|e-?mail|e-?mail address|phone|number|phone number|mobile|data|details|information|info|date of birth|dob|birthday|birth date|birthdate|records?|file|profile|spelling|gender|pronouns|title|contact)'
const IN_FILE =
  '(?: you have| you hold| on file| for me| in your (?:system|records|files?|database|messages)| in my (?:file|record|profile|account)| you (?:keep|use|stored)| down)*'

export const ENGLISH_CORRECT: readonly Rule[] = [
  {
    label: 'correct',
    name: 'correct.en.change',
    says: words(
      `(?:correct|correcting|fix|fixing|update|updating|change|changing|rectify|amend|edit|replace|revise|correction of|rectification of|correction to|modify) (?:the |a |an |and |update |change |this |that |spelling of |error in |mistake in |errors in |way you spell )*(?:my|our|his|her|the) ~3${FIELD}`,
    ),
    unless:
      /\b(?:correct|fix|update|change|edit|replace|modify) (?:\w+ ){0,3}(?:appointment|booking|reservation|password|plan|subscription|order|billing|opening|hours|business|company|website|webhook|greeting|agent|card|invoice|policy|schedule|api)\b|\bchange (?:my|your|his|her) mind\b/,
    turns,
  },
  {
    label: 'correct',
    name: 'correct.en.wrong',
    says: words(
      `(?:my|our|his|her|the) ~3${FIELD}${IN_FILE} (?:is|are|was|were|has|have|has been|keeps being|is being|seems|looks) ~2(?:wrong|changed|incorrect|inaccurate|misspelled|misspelt|spelled|outdated|out of date|old|mispronounced|incomplete|mistyped|not correct|not right|not accurate)|(?:my|our|his|her|the) ~3${FIELD}${IN_FILE} (?:isn't|aren't|is not|are not) ~1(?:correct|right|accurate|up to date)|(?:have|got|spelled|spelt|misspelled|wrote|misspelling|spell) (?:my|our|the wrong|a wrong|an old|an outdated) ~3(?:name|address|number|birthday|date of birth|e-?mail|phone|details|info|information)(?: wrong| incorrectly| incorrect| down wrong)?(?= wrong| incorrect|[ .!?,]*$| for me| on file| in your)|(?:spelled|spelt|got|have|has|wrote|misspelled) my (?:\\w+ )?(?:name|address|number|birthday|e-?mail) ?(?:wrong|incorrectly)|my (?:new|correct|updated) ~2(?:name|surname|address|e-?mail|e-?mail address|number|phone|phone number) is|misspel\\w+ my (?:\\w+ )?name|my (?:last |first |full |sur)?name is (?:actually |really |properly )?(?:spelled|spelt|written)|(?:wrong|incorrect|inaccurate|outdated) (?:data|information|info|details|birthday|date of birth|address|name) (?:about me|on file|in my|for me)`,
    ),
    unless:
      /\bwrong (?:number|person)\b|\bi (?:have|got|wrote|spelled) (?:my|a|the)\b|\b(?:invoice|price|hours|webhook|bill|charge)\b/,
    turns,
  },
  {
    label: 'correct',
    name: 'correct.en.request',
    says: words(
      `right (?:to|of) (?:rectification|correction|correct)|${article('16')}|(?:data )?(?:rectification|correction) request|request(?:ing)? (?:for )?(?:a |the )?(?:correction|rectification|amendment)`,
    ),
    turns,
  },
]
