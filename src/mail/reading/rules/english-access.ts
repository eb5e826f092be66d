import { article, THEIR_RECORDS } from './english-data.ts'
import { ENGLISH_TURNS as turns } from './english-turns.ts'
import { words, type Rule } from './rule.ts'

const GIVE = '(?:send|give|provide|show|email|e-mail|mail|forward|supply|disclose|release|furnish|hand|tell|share with)'
const GET =
  '(?:obtain|get|receive|request|requesting|see|seeing|review|view|access|inspect|look at|download|know|have a look at|get hold of|want|disclose|list|supply|provide)'

/** Something else is to be done with them than to show them. */
const DONE_OTHERWISE =
  /\b(?:deleted|erased|removed|corrected|changed|updated|gone|transferred|moved|wiped|destroyed|restricted|deletion|erasure|changes?|updates?)\b(?!.*\bcop(?:y|ies)\b)|\b(?:appointment|booking|invoice|reservation)s?\b(?! (?:data|history|records))|\b(?:no longer|already) have access\b|\bthird part|\bout of\b|\bpassword\b/

export const ENGLISH_ACCESS: readonly Rule[] = [
  {
    label: 'access',
    name: 'access.en.give',
    says: words(
      `${GIVE} (?:me |us |to me |him |her )+(?:with |to |of )?~3(?:cop(?:y|ies) of |list of |access to |transcripts? of |recordings? of )?${THEIR_RECORDS}`,
    ),
    unless: DONE_OTHERWISE,
    turns,
  },
  {
    label: 'access',
    name: 'access.en.get',
    says: words(
      `${GET} (?:to |a |the |all |access to |with |categories of |specific pieces of )*~1${THEIR_RECORDS}|(?:to|please|let me) see everything`,
    ),
    unless: DONE_OTHERWISE,
    turns,
  },
  {
    label: 'access',
    name: 'access.en.copy',
    says: words(
      `cop(?:y|ies) of (?:all |everything |what |my |our |his |her |the |any |those |these |of |each )+~4(?:data|information|info|records?|recordings?|transcripts?|file|calls?|conversations?|chats?|messages|have|hold|details|profile|history|store|voicemails?)|(?:transcripts?|recordings?) of (?:my|our|the|all|all my) ~2calls?`,
    ),
    unless:
      /\b(?:thanks?|thank you) (?:\w+ ){0,3}for|\b(?:i|we) (?:already )?(?:received|got)\b|\b(?:attached?|enclosed|here) (?:is|are|\w+ ){0,3}a? ?cop|\b(?:delete|erase|remove|destroy|wipe) (?:\w+ ){0,4}(?:cop|recording|transcript)/,
    turns,
  },
  {
    label: 'access',
    name: 'access.en.theirs',
    says: words(
      `cop(?:y|ies) of (?:all|everything|whatever|what) ~7(?:has|have|holds?|keeps?|stores?|knows?) (?:about|on) (?:him|her|them)`,
    ),
    // Of somebody else's only where they say for whom they ask.
    about: /\bbehalf\b|\bauthori[sz]ed\b|\bpower of attorney\b|\bguardian\b|\brepresent/,
    unless: DONE_OTHERWISE,
    turns,
  },
  {
    label: 'access',
    name: 'access.en.request',
    says: words(
      `(?:data )?subject access(?: request)?|d?sar|data access request|right (?:of|to) access|right to know|${article('15')}|request(?:ing)? (?:for )?access to ~3(?:data|information|info|records|recordings|file|my)|request to know|hipaa (?:right of )?access|(?:medical|health|dental|patient) records? request|request for (?:my |our )?(?:medical |health |dental )?records`,
    ),
    unless: /\b(?:lost|losing|no longer|regained|status of|update on) (?:\w+ ){0,3}(?:access|request)\b/,
    turns,
  },
  {
    label: 'access',
    name: 'access.en.what',
    says: words(
      `(?:what|which) (?:kinds? of |sorts? of |types? of |categories of |specific |pieces of |all )*(?:personal |private |health |other )*(?:data|information|info|details|records|recordings|things|stuff)?(?: about me| on me)? ?~5(?:have|hold|holding|store|stored|storing|keep|kept|know|collect|collected|got|process|processed|possess|on file|saved) ~3(?:about|on|of|regarding|concerning|from) (?:me|us|myself|my)|what (?:data|information|records|recordings|info) ~3(?:have|hold|store|keep|collect|collected) ?(?:about me|on me)?|(?:do|are) you (?:still |even |actually )?(?:have|hold|holding|store|storing|keep|keeping|process|processing) (?:any|some|my|anything|something|a file|information|data|records|recordings) ~3(?:about|on|of|from|data|information|info|records|recordings) ?(?:me|my)?|whether (?:or not )?you (?:hold|have|process|store|keep|are processing) ~4(?:data|information|recordings|records|anything)|who (?:have you|did you|do you|has|you have|you) ~2(?:share|shared|sell|sold|disclose|disclosed|give|given|gave|received) ~4(?:data|information|info|details|number)|which (?:companies|third parties|vendors|partners|others?) ~2(?:received|receive|have|has|got|get|see|saw) ~3(?:data|information|info|details|number)|(?:where|how) did you (?:get|obtain|find|come by) my|(?:why|how come) (?:do|did) you (?:have|keep|got|get|hold) my|everything you (?:have|know|hold|store|got) (?:about|on) me|my (?:data|information|recordings|records|file),? please`,
    ),
    unless:
      /\b(?:delete|deleted|erase|erased|remove|removed|destroy|wipe|purge|forget|get rid of)\b(?!.*\bcop(?:y|ies)\b)|\bcorrect\b/,
  },
]
