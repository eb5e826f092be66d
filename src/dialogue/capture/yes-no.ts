/** What an utterance says to a question of yes or no. */
export type YesNo = 'yes' | 'no' | 'unsure'

/** Words of refusal that agree, and of agreement that refuse: looked for first. */
const TURNED: readonly (readonly [RegExp, YesNo])[] = [
  [/^(?:no|nah|nope) (?:problem|worries|trouble|issue|objection)/, 'yes'],
  [
    /^(?:no|nah|nope) (?:no )?(?:thats?|that is|that will be|thatll be|that would be|it is|its|you are|youre|all|sounds|looks) (?:all |just |quite |totally |perfectly )?(?:right|correct|fine|good|great|perfect|ok|okay|ideal|works|sounds good)/,
    'yes',
  ],
  [
    /\b(?:(?:dont|do not|cant|cannot) see why not|why not|(?:dont|wouldnt|do not|would not) mind|cant complain|cant go wrong)\b/,
    'yes',
  ],
  [
    /\b(?:not (?:really )?sure|(?:dont|do not) (?:really )?know|no idea|cant decide|let me think|maybe|perhaps|im torn|i guess not sure|hard to say)\b/,
    'unsure',
  ],
]

const NO: readonly RegExp[] = [
  /^(?:(?:yes|yeah|well|okay|ok|hey|so|sorry|actually|but) )*(?:no|nope|nah|naw|noo+|nuhuh|negative|never|neither|nay)\b/,
  /^(?:(?:well|sorry|actually|please) )*(?:dont|do not|not (?:really|quite|exactly|that|this|yet|today|now|at (?:all|the moment)|anymore|for me|necessarily|a chance))\b/,
  /\b(?:thats?|that is|thats|its|it is|this is|youre|you are) (?:not|wrong|incorrect|mistaken)\b/,
  /\b(?:not|isnt|wasnt|arent) (?:right|correct|good|great|ideal|convenient|possible|it)\b/,
  /\b(?:doesnt|does not|wont|will not|dont|do not|didnt|isnt going to) (?:really )?(?:work|suit|want|think so|like|fit|look right|sound right|need)\b/,
  /\b(?:cant|cannot|can not|couldnt|wont be able to) (?:do|make|manage|come|be there|get there)\b/,
  /\b(?:id|i would|rather|prefer) (?:rather |prefer )?not\b/,
  /\b(?:hold off|no thanks?|no thank you|thats wrong|thats incorrect|thats not|nothing|none)\b/,
  /^(?:wrong|incorrect|false|stop|pass|cancel)\b|^n$/,
]

const YES: readonly RegExp[] = [
  /^y$/,
  /^(?:(?:well|so|and|hey|then|why|but|sorry|now|right|ok|okay|alright|great) )*(?:yes+|yeah+|yea|yep|yup|yah|ya|yas|yessir|uhhuh|sure|surely|ok|okay|okey dokey|okie dokie|(?:kay|k)(?=$| (?:then|thanks?|thank|yes|please|sure|sounds|thats?|lets|ill|do|book|great|good|cool)\b)|alright|alrighty|all right|right|correct|exactly|precisely|absolutely|definitely|certainly|totally|indeed|affirmative|naturally|of course|perfect|perfectly|great|good|excellent|lovely|wonderful|fine|fantastic|awesome|amazing|brilliant|super|cool|terrific|roger|true|aye|please|deal|done|agreed|bingo|ideal)\b/,
  /\b(?:thats?|thatd|that|it|itd|this|which|all|everything)(?: is| be|s| all| sounds| looks| seems| would be| will be| ll be|ll be)* (?:just |all |so |very |really |absolutely |quite |totally |pretty )?(?:right|correct|fine|good|great|perfect|perfectly|lovely|wonderful|ideal|ok|okay|awesome|excellent|spot on|me|the one|it|alright|all right)\b/,
  /\b(?:that|it|this|either|both|one|which)(?:ll| will| would| should)? (?:works?|do|suits?|does it|fits?)\b/,
  /\b(?:works|fine|good|great|perfect|okay) (?:for|by|with) me\b/,
  /\b(?:sounds?|looks?|seems?|all) (?:all |very |really )?(?:good|great|fine|right|perfect|lovely|wonderful|okay|ok|like a plan|correct|set)\b/,
  /\b(?:go ahead|go for it|please do|do (?:it|that|so)|book (?:it|that|me|this|us)|lets (?:do|book|go|take|have|confirm)|ill take (?:it|that)|i will take (?:it|that)|sign me up|lock it in|make it so|confirm(?:ed)?|put me down|proceed|schedule (?:it|that|me)|reserve (?:it|that))\b/,
  /\b(?:i (?:do|would|will|am)(?=$| (?:please|thanks?|indeed|actually|yes)\b)|i (?:guess so|think so|suppose so|believe so|agree|confirm)|(?:id|i would|i do|i really do) (?:love|like|want) (?:that|to|it|this)|you (?:bet|got it|can)|by all means|very well|if you (?:could|would|can)|thumbs up|my pleasure|im happy with that|happy with that|that one please|count me in|youve got it|youre right|you are right)\b/,
]

/**
 * Whether `plain` says yes or no, or neither. "No problem" is a yes, "yeah no" a no.
 *
 * It does not say that nothing else was said: "yes, but on Thursday" is a yes with a correction, which the asker must look for.
 */
export function readYesNo(plain: string): YesNo | null {
  for (const [pattern, meaning] of TURNED) if (pattern.test(plain)) return meaning
  if (NO.some((pattern) => pattern.test(plain))) return 'no'
  if (YES.some((pattern) => pattern.test(plain))) return 'yes'
  return null
}
