import type { Claim } from './speech-guard-claims.ts'

const DAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|next|this'
const THING = '(?:appointment|booking|visit|reservation|slot|spot|table|place|cleaning|check-?up)'
const I_HAVE = "(?:i|we)(?:'ve| have)?(?: just| already| now| also| gone ahead and| went ahead and)*"

/** Other ways to say that something was done than by the word for it. */
const PARAPHRASES: readonly (readonly [Claim, readonly RegExp[]])[] = [
  [
    'cancelled',
    [
      new RegExp(
        `\\b${I_HAVE} (?:taken|took|pulled) (?:your|the|that|it|you)\\b[^.?!]{0,40}\\boff (?:the |our )?(?:calendar|schedule|books)\\b`,
      ),
    ],
  ],
  [
    'booked',
    [
      new RegExp(
        `(?:^|\\b${I_HAVE} )(?:put|added|got|gotten|written|marked|placed|fit|squeezed) you (?:in|into|down|(?:on|onto|to) (?:(?:the|our) (?:schedule|calendar|books)|${DAY})|an? ${THING})\\b`,
      ),
      new RegExp(
        `\\b${I_HAVE} (?:made|created|entered|saved|held|blocked(?: off| out)?|set aside)(?: you)? (?:an?|the|your|that|this) (?!note|copy|list)(?:[a-z'-]+ ){0,3}?(?:${THING}|time)\\b`,
      ),
      new RegExp(`\\b${I_HAVE} (?:saved|held|blocked(?: off| out)?|set aside) (?!your )[^.?!]{1,40} for you\\b`),
      new RegExp(
        `\\b${I_HAVE} (?:penciled|pencilled|squeezed|slotted|locked|penned|signed) (?:you|that|it|him|her|them) (?:in|up)\\b`,
      ),
      new RegExp(
        `\\b(?:your|the|that) (?:[a-z]+ ){0,2}?${THING}(?: [^.?!]{1,40})? (?:is|has been|was|is now|has now been) (?:all |now |officially )*(?:saved|held|set aside|made|complete|completed|finalized|guaranteed|created|in place|entered|all yours|reserved)\\b`,
      ),
      new RegExp(
        `\\b${THING}(?: has| just)* (?:went|gone) through\\b|^${THING} (?:is )?(?:complete|completed|made|done|set|created|secured)\\b`,
      ),
      /\byou(?:'ve| have)(?: now)? been (?:added|put|entered|placed)(?: down)? (?:to|on|in|into|for) (?:the |our )?(?!wait)/,
      /\byou(?:'ve| have) got (?:the|that) [^.?!]{1,30} (?:slot|spot)\b|\bhas you (?:all )?(?:down|booked|scheduled|set|in for|on the (?:books|schedule))\b/,
      /\b(?:i|we) (?:was |were |have been )?(?:finally |just |also )?(?:able|managed) to (?:book|schedule|reserve|get you|fit you|squeeze you|confirm|secure|put you|lock)\b/,
      /\b(?:finished|done|completed) (?:booking|scheduling|reserving|making|setting up|confirming) (?:your|the|that|it|you|an?)\b/,
      new RegExp(
        `\\b(?:you're|you are) (?:all )?good (?:for|on) (?:${DAY}|\\d)|\\bconsider yourself (?:booked|scheduled|confirmed|set|in)\\b`,
      ),
    ],
  ],
  [
    'filed',
    [
      new RegExp(
        `\\b${I_HAVE} (?:notified|told|informed|alerted|messaged|emailed|texted|paged) (?:the|our|your|dr|him|her|them|someone|everyone)\\b|\\b${I_HAVE} let (?:the|our|your|dr|him|her|them|someone)\\b[^.?!]{0,25}\\bknow\\b`,
      ),
      new RegExp(
        `\\b${I_HAVE} (?:passed|sent|forwarded|relayed) (?:that|this|it|everything)(?: [a-z]+)? ?(?:along|on|over|to)\\b`,
      ),
      new RegExp(
        `\\b${I_HAVE} asked (?:the|our|dr|someone|your|a)\\b[^.?!]{1,40} to (?:call|contact|reach|get back|phone)\\b`,
      ),
    ],
  ],
  [
    'done',
    [
      new RegExp(`\\b${I_HAVE} (?:taken|took) care of (?:the|that|your|this|everything|it|all)\\b`),
      /\b(?:that|it|everything)(?: has| just)* (?:went|gone) through\b|\bdone deal\b/,
    ],
  ],
]

/** What is not so, not yet so, or only may be. */
const NOT_SAID =
  /\b(?:not|never|nothing|no longer|none|unable|cannot|can|could|would|will|may|might|shall|should|before|until|unless|once|if|when|after|whether|as soon as|in case|so that|let me)\b|n't\b|'ll\b|\?\s*$/

/** What a clause says has been done with a booking in other words than its own, or null. See `claimOf`. */
export const paraphrasedClaim = (clause: string): Claim | null =>
  NOT_SAID.test(clause)
    ? null
    : (PARAPHRASES.find(([, patterns]) => patterns.some((pattern) => pattern.test(clause)))?.[0] ?? null)
