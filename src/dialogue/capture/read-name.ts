import { TEXT_CHARS_MAX } from './plain-of.ts'
import { nameAtStart } from './name-words.ts'
import { applySpelling } from './spelling.ts'

const NAME_WORDS_MAX = 4

export const RELATIVE =
  'son|daughter|wife|husband|partner|spouse|child|kid|baby|mother|mom|mum|father|dad|brother|sister|friend|grandson|granddaughter|grandmother|grandfather|grandma|grandpa|niece|nephew|boyfriend|girlfriend|fianc[eé]e?|roommate|boss|aunt|uncle|cousin|toddler'

/** Ways to introduce a name after which nearly anything is one. */
const SURE: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:(?:my|the|our|his|her|their|full|last|first|patient(?:'?s)?|(?:${RELATIVE})(?:'?s)?) )?(?:full |first |last |family |given )?name(?: is|'?s| would be| should be| will be|:)\s+(?:actually |just |um |uh |that's )?(.+)`,
    'i',
  ),
  /\bfirst name(?: is|'?s|:)?\s+(.+)/i,
  /\bname of\s+(.+)/i,
  /\b(?:under|in) (?:the )?names?(?: of)?\s+(.+)/i,
  /\b(?:put|book|make|have|leave|place|do|get|list|file|it's|is)\s+(?:(?:it|me|that|this|the (?:appointment|booking|reservation)|us|him|her)\s+)?(?:down )?(?:under|as|in for|down as|down for)\s+(?!me\b|us\b|soon\b)(.+)/i,
  /\b(?:they call me|you can call me|i go by|known as)\s+(.+)/i,
]
/** Ways after which most words are no name: "this is urgent", "I'm calling". */
const UNSURE: readonly RegExp[] = [
  /\b(?:this is|this's|this be|it is|you're (?:speaking|talking) (?:to|with))\s+(.+)/i,
  /\b(?:call me)\s+(?!back|on|at|when|if|later|again)(.+)/i,
  /\b(?:i am|i'm)\s+(.+)/i,
]
/** "For Ann Lee", where the capitals say that it is a name. */
const FOR_SOMEONE = /\bfor ((?:[A-Z][a-z'-]+\s+)+[A-Z][a-z'-]+)\b/
const ANOTHER_FOR = /\banother (?:one |appointment )?for (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*)/u
/** "A table under Kim". */
const UNDER_NAME = /\bunder (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*)/u
const UNDER_LAST = /\bunder ([\p{L}'-]+)\W*$/iu
/** "A cleaning on Monday, Rafael Ortiz". */
const AT_END = /,\s+(\p{Lu}\p{Ll}[\p{L}'-]* \p{Lu}\p{Ll}[\p{L}'-]*)\W*$/u
const BEFORE =
  /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|yes|yeah|um|uh|[,. ])*((?:[\p{L}'-]+ ){1,3}?)(?:here|speaking|calling)(?=$|[.,!;?]|\s)/iu

/** How an answer to "what name" begins. */
const LEAD =
  /^(?:\s|[.,!?;:-]|\b(?:yes|yeah|yep|yup|sure|ok|okay|alright|all right|please|of course|certainly|absolutely|perfect|great|good|fine|well|so|um+|uh+|er+m?|hmm+|oh|ah|hi|hello|no|nope|sorry|actually|right|correct|thanks|thank you|that works|that's fine|it's|it is|it'll be|it would be|that would be|that'd be|that is|that's|this is|i'm|i am|the name|my name|name is|name's|is|its|the|put it under|put|under|under the name of?|for|use|just|make it|let's say|let's use|you can (?:put|use|call me)|in the name of|by the name of|called|go with)\b)+/i
/** What announces a spelling. */
const SPELLS =
  /\b(?:(?:that's|that is|and that's|which is|it's) )?spell(?:ed|t|ing)?(?: (?:it|that|as|out|like this|is))?[:,]?\s+|\b(?:with|has) (?:a|an|the letters?) [a-z]\b(?: (?:at the end|in it))?/gi

/**
 * The name somebody gives, as it should be written, or null.
 *
 * @param asked  whether a name was just asked for. Then the whole answer may be one; otherwise only what is introduced as one
 *   ("my name is", "this is", "under the name of") counts, so that "I'm calling" or "this is urgent" is nobody.
 */
export function readName(text: string, asked: boolean): string | null {
  const straight = text
    .slice(0, TEXT_CHARS_MAX)
    .replace(/[’‘`´]/g, "'")
    .replace(SPELLS, ', ')
    .replace(/\b(?:that's|that is|which is|so)\s+(?=(?:[a-z][\s.,-]+){2,}[a-z]\b(?!'))/gi, ', ')
    .replace(/[\s,]+\bnot\s+[\p{L}'-]+\W*$/iu, '')
    .replace(/\bnot\s+[\p{L}'-]+,?\s+(?=but|it's|it is)/giu, '')
    .replace(/\b(mrs?|ms|dr)\.\s/gi, '$1 ')
  const spelled = applySpelling(straight)
  return readWithLast(spelled, asked) ?? readIntroduced(spelled) ?? (asked ? readBare(spelled) : null)
}

const LAST_NAME = /\b(?:(?:and )?(?:my|the) )?(?:last|family|sur) ?name(?: is|'?s|:)?\s+([\p{L}'-]+)/iu

/** "My name is Siobhan, last name Nguyen". */
function readWithLast(text: string, asked: boolean): string | null {
  const last = LAST_NAME.exec(text)
  const before = last === null ? '' : text.slice(0, last.index)
  const first = readIntroduced(before) ?? (asked ? readBare(before) : null)
  return first === null || first.includes(' ') ? null : nameAtStart(`${first} ${last?.[1]}`, true)
}

const WHOSE = new RegExp(
  String.raw`\b(?:for|on behalf of|it's|about|is for|bring|bringing|take|add|include|squeeze in|fit in) my (?:\w+[- ]?(?:year[- ]old|month[- ]old|old)?\s)?(${RELATIVE})\b(?!'s (?:birthday|school|insurance))(.*)`,
  'i',
)

/** "And my sister Amy, too": of somebody else than the one before. */
const AND_MY = new RegExp(
  String.raw`^(?:(?:now|then|oh|yes|yeah|ok|okay)[\s,]+)?(?:and|also) my (?:\w+ )?(${RELATIVE})((?:,? [\p{L}'-]+)??)(?:,? (?:too|please|as well|needs one))*\W*$`,
  'iu',
)

/** A name someone else is to be booked under: "for my son Tommy", "it's for my wife, Ann Lee". */
export function readWhose(text: string): { readonly whose: string; readonly name: string | null } | null {
  const straight = text.slice(0, TEXT_CHARS_MAX).replace(/[’‘`´]/g, "'")
  const match = WHOSE.exec(straight) ?? AND_MY.exec(straight)
  if (!match?.[1]) return null
  const rest = (match[2] ?? '').replace(
    /^[\s,.]*(?:(?:and )?(?:whose|his|her|their) name(?: is|'?s)|called|named|who is called)?\s*/i,
    '',
  )
  return { whose: match[1].toLowerCase(), name: nameAtStart(applySpelling(rest), true) }
}

const TWO_PARTS =
  /\bfirst name(?: is|'?s|:)?\s+([\p{L}'-]+)[\s,.]+(?:and )?(?:the |my )?(?:last|family|sur) ?name(?: is|'?s|:)?\s+([\p{L}'-]+)/iu

const LAST_FIRST = /^([\p{L}'-]+)[\s,.]+(?:and )?(?:my |the )?first name(?: is|'?s|:)?\s+([\p{L}'-]+)/iu

function readIntroduced(text: string): string | null {
  const lastFirst = LAST_FIRST.exec(text.replace(LEAD, ''))
  if (lastFirst && nameAtStart(lastFirst[1] ?? '', true) !== null)
    return nameAtStart(`${lastFirst[2]} ${lastFirst[1]}`, true)
  const twoParts = TWO_PARTS.exec(text)
  if (twoParts) return nameAtStart(`${twoParts[1]} ${twoParts[2]}`, true)
  return (
    firstName(SURE, text, true) ??
    firstName(UNSURE, text, false) ??
    firstName([FOR_SOMEONE, ANOTHER_FOR, UNDER_NAME, UNDER_LAST, BEFORE, AT_END], text, false)
  )
}

function firstName(patterns: readonly RegExp[], text: string, sure: boolean): string | null {
  for (const pattern of patterns) {
    const said = pattern.exec(text)?.[1]
    const name = said === undefined ? null : nameAtStart(said.replace(LEAD, ''), sure)
    if (name !== null) return name
  }
  return null
}

function readBare(text: string): string | null {
  const parts = text
    .replace(LEAD, '')
    .trim()
    .split(/[.;!?]+\s+|,\s*/)
    .map((part) => nameAtStart(part.replace(LEAD, ''), true, true))
  const [first, second] = parts.filter((part) => part !== null)
  if (first === undefined || second === undefined) return first ?? null
  return joined(first, second)
}

/** "Lee. Ann Lee." is one name said twice; "Ann, Lee" is one name in two breaths. */
function joined(first: string, second: string): string {
  const [one, other] = [first.toLowerCase(), second.toLowerCase()]
  if (other.endsWith(` ${one}`) || other.startsWith(`${one} `)) return second
  const words = `${first} ${second}`.split(' ')
  return one === other || one.endsWith(` ${other}`) || words.length > NAME_WORDS_MAX ? first : words.join(' ')
}
