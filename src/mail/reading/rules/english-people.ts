import { words, type Rule } from './rule.ts'

const CHILD =
  "(?:my (?:\\w+ |[\\w-]+[- ]year[- ]old )?(?:son|daughter|child|children|kid|kids|boy|girl|toddler|grandson|granddaughter|niece|nephew|minor)(?:'s)?|a (?:minor|child)(?:'s)?|an underage (?:child|person)|\\d{1,2}[- ]year[- ]old(?:'s)?|children|minors?)"
const CONCERNED =
  '(?:data|information|info|recording|recorded|record|records|recordings|voice|collected|collecting|collect|called|calling|texted|texting|texts|messaged|contacted|contacting|spoke|spoken|speaking|talked|talking|talk|phone number|privacy|details|transcript)'
const UNDERAGE = '(?:[4-9]|1[0-7]|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)'
const RELATIVE =
  '(?:mother|father|mom|mum|dad|wife|husband|spouse|partner|client|clients|parents?|grandmother|grandfather|grandma|grandpa|brother|sister|son|daughter|aunt|uncle|friend|patient|ward|principal|late \\w+|mother-in-law|father-in-law)'

export const ENGLISH_PEOPLE: readonly Rule[] = [
  {
    label: 'child',
    name: 'child.en.self',
    says: words(
      `(?:i am|i'm|im|i just turned|i turned) (?:only |just |a |still )*${UNDERAGE}(?: years?(?: old)?| yrs?(?: old)?| y/?o|[- ]year[- ]old)?(?= |$|[.,!?])(?! (?:minutes|hours|days|weeks|months|miles|percent|%|calls|times|people|of|am|pm|o'clock|st|th|feet))|(?:i am|i'm|im) (?:a |still a |only a )?(?:minor|kid|child|underage|under (?:18|eighteen|13|thirteen|16))`,
    ),
    unless:
      /\b(?:number|line|queue|waiting for|late|early|at) (?:\w+ )?(?:i am|i'm)\b|\bi (?:was|am) \d+ (?:minutes|times)/,
  },
  {
    label: 'child',
    name: 'child.en.theirs',
    says: words(
      `${CONCERNED} ~6${CHILD}|${CHILD} ~6(?:was |is |has been |were |being )?${CONCERNED}|coppa|(?:under|below) (?:the age of )?(?:13|thirteen|16|sixteen|18|eighteen)(?: years)?|parental consent|(?:my|our) (?:son|daughter|child|kid) is (?:a minor|underage|only ${UNDERAGE})`,
    ),
    unless:
      /\b(?:appointment|cleaning|check-?up|booking|braces|children's (?:dentist|dentistry|hospital)|do you (?:see|treat|take|accept) (?:children|kids|minors)|pediatric|we (?:see|treat)|school|feature|pricing)\b/,
  },
  {
    label: 'agent',
    name: 'agent.en',
    says: words(
      `(?:on|in) (?:the )?behalf of (?!(?:our|my) (?:company|team|practice|clinic|business|firm|organi[sz]ation|employer)\\b|the (?:team|company|practice|clinic)\\b|your\\b|us\\b|everyone\\b|all\\b)|on (?:his|her|their) behalf|authori[sz]ed (?:agent|representative)|power of attorney|(?:legal|court-?appointed) guardian|(?:(?:i|we) (?:hereby )?represent|representing) (?:(?:mr\\.?|mrs\\.?|ms\\.?|dr\\.?|my) |(?:a|the|our) (?:\\w+ )?(?:client|person|patient|estate|family|consumer|individual))~3|(?:attorney|lawyer|solicitor|counsel|agent|executor|guardian|conservator|caregiver|carer|proxy|administrator) (?:for|of) (?:mr\\.?|mrs\\.?|ms\\.?|my|the|our|a|dr) ~2|(?:i am|i'm) ~2(?:executor|guardian|caregiver|carer)(?: of| for| to)?|(?:i am|i'm) ~2(?:attorney|lawyer|solicitor) (?:of|for|to|representing)|(?:i am|i'm|as) (?:his|her|their|the|\\w+'s) (?:mother|father|parent|guardian|wife|husband|son|daughter|lawyer|attorney|agent|caregiver|executor|spouse|representative)|my (?:${RELATIVE})(?:'s| has| who| asked| is unable| is deceased| passed| would like| wants)? ~4(?:data|information|info|records?|recordings?|account|number|file|details|calls|deleted|erased|passed away|died|deceased)|(?:deceased|late) (?:mother|father|wife|husband|spouse|parent|brother|sister)`,
    ),
    unless:
      /\b(?:real estate agent|ai agent|your agent|the agent|virtual agent|voice agent|call agent)\b|\b(?:my|our) (?:son|daughter) .*\bappointment\b/,
  },
  {
    label: 'wrong_number',
    name: 'wrong_number.en',
    says: words(
      `(?:wrong|incorrect) (?:number|person|phone number)|(?:(?:i am|i'm|this is|it's|that is|that's) (?:not|definitely not)|(?:this|that) (?:isn't|ain't)) ~1(?!interested|happy|sure|able|available|working|satisfied)(?:the person|who you|(?:mr|mrs|ms|dr) ~1|[a-z]+'s (?:number|phone))|not (?:the )?(?:person|one) you(?:'re| are) (?:looking for|trying to reach|calling)|(?:nobody|no one|there is no|there's no|there is nobody|there's nobody|no) (?:one |body |person )?(?:\\w+ )?(?:by|with|of) that name|there(?: is|'s) no(?:body|one)? ~2(?:here|at this number)|(?:got|have|had|received) this (?:phone |new )?number (?:recently|last|a few|only|since|from|two|three|in)|this (?:phone )?number (?:is|was|belongs|belonged|used) ~4(?:someone else|somebody else|previous|reassigned|not mine|no longer|mine now|another)|(?:calling|asking|looking|texting|messages|calls) for (?:someone|somebody|mr\\.?|mrs\\.?|ms\\.?|a (?:mr\\.?|mrs\\.?|ms\\.?|man|woman|person|lady|guy))|(?:someone|somebody) else's (?:appointment|calls?|messages?|texts?|reminders?|number)|(?:mistaken|confus\\w+) me (?:for|with)|i(?:'ve| have) never (?:been|heard|used|booked|visited|called) ~4(?:you|your|clinic|practice|business|company)|not a (?:customer|patient|client) of yours`,
    ),
    unless:
      /\bi (?:dialed|dialled|called|rang|entered|typed|gave|put|wrote|have) (?:\w+ )?(?:the |a )?wrong\b|\byou have my .*\bwrong\b/,
  },
  {
    label: 'withdraw_request',
    name: 'withdraw.en',
    says: words(
      `(?:withdraw|withdrawing|cancel|cancelling|canceling|revoke|retract|rescind|undo|take back|call off|drop|stop|halt|abort|pull back|scrap|annul|disregard|ignore|forget) ~2(?:my|the|this|that|our|prq_\\w+) ~4(?:request|deletion|erasure|e-?mail|message|demand|dsar|sar)(?! to\\b)|(?:changed|changing) (?:my|our) mind|never mind|nevermind|(?:don't|do not|dont|please don't|not to) (?:go ahead|proceed|continue) (?:with|and)|(?:no longer|don't|do not|dont) (?:want|wish|need)(?: you)?(?: to)? ~3(?:deleted?|erased?|removed?|deletion|erasure|my request)|(?:don't|do not|dont|never) (?:delete|erase|remove|destroy|wipe|purge) ~2(?:my|our|me|anything|everything|it)|(?:leave|keep) my ~3(?:data|information|account|records?|file|profile)(?! (?:safe|secure|private|confidential|for|until|longer|so|but|on hold|away|from|out|off))(?: as (?:it is|is)| after all| please)?|request (?:is )?(?:withdrawn|cancelled|canceled)`,
    ),
    unless:
      /\b(?:why|how long|how do|do you|did you|if you|you (?:can't|cannot|may not|must not|have no right|should not|shouldn't)|have no (?:right|reason)|stop (?:ignoring|deleting)|don't (?:ignore|disregard|forget|drop|cancel|withdraw|stop)|do not (?:ignore|disregard|forget|drop|cancel|withdraw|stop)|appointments?|bookings?|list|withdraw (?:my|all|any) consent|revoke (?:my |all )?consent|(?:don't|do not|not|never|no longer)(?: want)?(?: you)?(?: to)? (?:keep|leave)|but restrict|ignored my|ignoring my|not be ignored)\b|\b(?:ignore|forget|disregard) (?:all|any|your|previous|the (?:above|previous|system))(?! (?:e-?mail|request|message))/,
  },
  {
    label: 'status',
    name: 'status.en',
    says: words(
      `(?:please )?confirm ~4(?:have |has |been |was |were |is |are )+~4(?:deleted|erased|removed|wiped)|(?:what(?:'s| has)? happened|what happens) (?:to|with) my ~1(?:request|case|e-?mail)|status (?:of|on|update|regarding|for)(?: on| of| for)? ~3(?:request|deletion|erasure|case|ticket|dsar|sar|complaint|my|prq_\\w+)|(?:any|an) (?:update|news|progress|word|response|answer|reply) (?:on|about|regarding|to|for|with|yet)|(?:did|have|has) (?:you|it|they|anyone|someone) ~4(?:get|got|delete|deleted|erase|erased|remove|removed|processed|process|received|receive|complete|completed|done|handled|started)|(?<=^|[.?!,] )(?:has|have|did) (?:my|the) ~4(?:deleted|erased|removed|processed|received|completed)|(?:is|was|are|were) (?:my|our|the|it|all) ~5(?:deleted|erased|removed|gone|processed|done|completed|finished|received)(?= |\\?|$)|when (?:will|is|are|can|do|does|should|did|was) ~5(?:deleted?|erased?|removed?|removal|deletion|receive|copy|data|reply|response|hear|done|answer|request)|how long (?:will|does|do|is|before|until|must) ~5(?:take|deleted?|wait|request|data|hear|erased?|response)|(?:still|been) (?:waiting|haven't|have not|not)(?: for| on)? ~4(?:response|reply|answer|request|heard|received|data|copy)|(?:haven't|have not|not yet) (?:heard|received|gotten|got) ~4|(?:what|where) (?:is|'s) (?:happening|going on|my request|the status)(?: with| on)?|(?:where|how) (?:is|are) (?:we|things|it) (?:with|on)|how far (?:along )?(?:is|are|has|have) ~4(?:request|deletion|erasure|case|complaint)|follow(?:ing)?[- ]?up (?:on|to|regarding|about) (?:my|the|our) ~4(?:request|e-?mail|deletion|dsar|message|case)|(?:i|we) (?:have )?(?:sent|made|submitted|filed|opened|asked for) ~4request ~4(?:ago|last|on|in)|you (?:said|told|promised|agreed|confirmed) ~6(?:delete|deleted|erase|erased|remove|removed|send|copy)`,
    ),
    unless:
      /\b(?:appointment|booking|invoice|order|delivery|demo|callback|payment|insurance|voicemail|form|integration|webhook|refund|stores? (?:data|recordings?)|keep (?:data|recordings?))\b/,
  },
]
