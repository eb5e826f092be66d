import { paraphrasedClaim } from './speech-guard-paraphrases.ts'

/** Something a sentence says is done; `filed` of a message or a refill, `done` of anything. */
export type Claim = 'booked' | 'moved' | 'cancelled' | 'filed' | 'done'

const WHAT =
  '(?:it|that|this|you|them|him|her|everything|your (?:[a-z-]+ ){0,3}?(?:appointment|booking|visit|reservation|slot|table|time|cleaning|check-?up|exam|haircut)|the (?:[a-z-]+ ){0,3}?(?:appointment|booking|visit|reservation|slot|table|time)|an? (?:[a-z-]+ ){0,4}?(?:appointment|booking|visit|reservation|slot|table)|[a-z]+(?: [a-z]+)?)'
const THING =
  '(?:your|the|that|this|his|her|their|ann?|our) (?:[a-z-]+ ){0,4}?(?:appointment|booking|visit|reservation|slot|table|spot|time|cleaning|check-?up|exam|haircut|filling|session|consultation|request)'
const DONE = '(?:just |now |already |gone ahead and |successfully |also |officially |all )*'

const BOOKED =
  '(?:booked|scheduled|reserved|confirmed|set up|locked in|penciled in|put down|signed up|squeezed in|slotted in|registered|penned in|secured)'
const MOVED = '(?:moved|rescheduled|changed|switched|pushed|shifted|bumped|updated)'
const CANCELLED = '(?:cancell?ed|called off|removed|deleted|taken off)'

const claim = (words: string): RegExp[] => [
  new RegExp(`\\b(?:i have|i've|we have|we've|i|we) ${DONE}${words}\\b`),
  new RegExp(
    `\\b(?:you are|you're|you have been|you've been|it is|it's|it has been|it's been|that is|that's|that has been|that's been|everything is|everything's|they are|they're|he is|he's|she is|she's|all) ${DONE}${words}\\b`,
  ),
  new RegExp(
    `\\b${THING}(?: (?:on|for|with|at) [^.?!]{1,60}?)?(?: is| has been| was|'s| is now| has now been| has just been) ${DONE}${words}\\b`,
  ),
  new RegExp(`\\b(?:i|we) (?:got|have|had|'ve got|put) (?:${WHAT} )?${words}\\b`),
]

const CLAIMS: readonly (readonly [Claim, readonly RegExp[]])[] = [
  ['cancelled', claim(CANCELLED)],
  ['moved', claim(MOVED)],
  [
    'booked',
    [
      ...claim(BOOKED),
      /\b(?:you're|you are|we're|we are|that's|it's) (?:all |now all )?(?:on the (?:books|schedule|calendar)|in the (?:book|diary|calendar|system)|down for|in for)\b/,
      /\b(?:i|we)(?:'ve| have)? (?:got |put |have )?you (?:all )?(?:down|in for|set|set up|on the (?:books|schedule|calendar))\b|\b(?:i|we)(?:'ve| have) (?:got )?you (?:in|for)\b/,
      /^(?:booked|confirmed|scheduled|reserved|all booked)\b(?!\?)/,
      /^(?:your |the )?(?:appointment|booking|reservation|visit) (?:booked|confirmed|scheduled|reserved)\b/,
      /\b(?:i've|we've|i have|we have|i|we) (?:got|put) [^.?!]{1,60} (?:booked|reserved|scheduled|confirmed|locked in)\b/,
      /\b(?:booking|appointment|reservation|confirmation) (?:number|code|reference|id) (?:is|:)/,
      /\b(?:we'll|we will|i'll|they'll|dr\.? \w+ will|the (?:doctor|dentist|team) will) (?:be )?(?:see|seeing|expect|expecting) you (?:on|at|tomorrow|today|next|this|then|there)\b|\bsee you (?:on|at|tomorrow|next|(?:this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\blook(?:ing)? forward to (?:seeing|having) you (?:on|at|tomorrow|next)\b/,
      /\b(?:that|the|your) (?:slot|spot|time|table) is (?:now )?yours\b|\bconsider it booked\b/,
    ],
  ],
  [
    'filed',
    [
      /\b(?:i have|i've|we have|we've|i|we) (?:just |now |already |also )*(?:passed|sent|left|forwarded|submitted|relayed|put in|put through)\b[^.?!]{0,40}\b(?:message|refill)\b/,
      /\b(?:your|the) (?:message|refill|refill request) (?:has been|is|was|has now been) (?:now |just )?(?:passed on|sent|submitted|forwarded|placed|called in|put in)\b/,
    ],
  ],
  [
    'done',
    [
      /\b(?:you're|you are|we're|we are|that's|it's) (?:all |now all )?(?:set|good to go|taken care of)\b/,
      /^(?:all )?(?:done|set)\b(?!\?)/,
      /\bconsider it done\b/,
    ],
  ],
]

/** Nothing is claimed by asking, by what may or will be, or by saying that it is not so. */
const NO_CLAIM = [
  /\b(?:not|n't|never|nothing|no longer|none|yet to be|unable|cannot|before|until|unless|once|if|when|after|whether|as soon as|in case|so that|to (?:be|get|have)|(?:would|could|can|may|might|will|shall|should|let me|i'll|we'll|going to|want|like|need|want me|try(?:ing)?)(?: \w+){0,5}? (?:be |get |have |been |you )?(?=book|schedul|reserv|confirm|set|mov|resched|chang|cancel|lock|put))\b/,
  /\?\s*$/,
]

/** Slots that others took are told of without any claim: "that time is booked", "we're fully booked". */
const TAKEN_BY_OTHERS =
  /\b(?:fully|completely|already|all|solidly|pretty much) booked(?: up| out| solid)?(?= (?:on|for|that|this|today|tomorrow|until|at|in|next|then)|,|\.|$)(?<!(?:you're|you are) (?:fully|completely|already|all) booked)|\bbooked (?:up|out|solid)\b|\b(?:that|this|the) (?:time|slot|one|day|hour) (?:is|was|has) (?:just )?(?:already )?(?:been )?(?:booked|taken|reserved)\b|\bsomeone (?:else )?(?:has )?(?:just )?(?:booked|reserved|took)\b|\bby someone else\b/

/**
 * What a sentence says has been done with a booking, or null.
 *
 * @param plain  in lower case, with straight apostrophes and single spaces.
 */
export function claimOf(plain: string): Claim | null {
  if (TAKEN_BY_OTHERS.test(plain)) return null
  for (const clause of plain.split(/(?:[,;:—–]|\b(?:and|but|so)\b) ?/)) {
    const text = clause.trim()
    const isAsked = /\?\s*$/.test(plain) && plain.trimEnd().endsWith(text)
    const found = CLAIMS.find(([, patterns]) => patterns.some((pattern) => pattern.test(text)))
    if (isAsked) continue
    if (found && !NO_CLAIM.some((pattern) => pattern.test(text))) return found[0]
    const paraphrased = paraphrasedClaim(text)
    if (paraphrased !== null) return paraphrased
  }
  return null
}
