/** What an utterance is about when it is about the talk itself, or a question anyone may ask. */
export type Topic =
  | 'repeat'
  | 'wait'
  | 'back'
  | 'recorded'
  | 'robot'
  | 'credentials'
  | 'others'
  | 'who'
  | 'returned'
  | 'card'
  | 'hours'
  | 'duration'
  | 'price'
  | 'services'
  | 'advice'
  | 'capabilities'
  | 'drop'
  | 'restart'
  | 'smalltalk'
  | 'offtopic'
  | 'upset'
  | 'remark'
  | 'hello'
  | 'thanks'
  | 'bye'

const p = (source: string): RegExp => new RegExp(String.raw`\b(?:${source})\b`)
const SHORT = '(?=.{1,80}$)'
/** All of a short utterance is made of these words, and one of `core` is among them. */
const whole = (core: string, around = ''): RegExp =>
  new RegExp(String.raw`^${SHORT}(?=.*\b(?:${core})\b)(?:(?:${core}${around && `|${around}`})(?: |$))+$`)

const POLITE = String.raw`okay|ok|sure|yeah|yes|yep|alright|all right|well|so|and|but|please|thanks|thank you|sorry|um|just|no|hey|hi|great|perfect|actually|right|good|fine|lovely`

/** The first that fits wins. Written for `plainOf` text. */
const TOPICS: readonly (readonly [Topic, readonly RegExp[]])[] = [
  [
    'repeat',
    [
      whole(
        `what|whats that|sorry|pardon|pardon me|excuse me|huh|eh|come again|say what|i beg your pardon|beg your pardon|hm|what now|im sorry`,
        'hey|um|wait|i|oh',
      ),
      p(
        String.raw`repeat (?:that|it|those|the|please|what|yourself|again|all)|say (?:that|it|those|this|them) (?:again|one more|once more)|say again|once more|one more time|come again|(?:^|can you |could you |please )repeat(?: please)?$|run (?:that|it) by me|go over (?:that|those|it) again`,
      ),
      p(
        String.raw`(?:didnt|did not|couldnt|could not|dont|cant|cannot) (?:quite |really |actually )?(?:catch|hear|get|understand|make out) (?:that|you|it|what|a word|the|any)`,
      ),
      p(
        String.raw`what (?:time|day|date) (?:was|is) (?:that|it|my (?:appointment|booking)|the (?:appointment|booking)) again|what (?:was|is) the (?:time|date|day) again|what (?:did you|was that you|were you) (?:just )?(?:say|said|saying)$|what was (?:that|it)(?: again)?$|when (?:is|was|are|were) (?:it|that|they|those) again$|what (?:time|day|times|date|were they|were the (?:times|options)|are (?:my|the) options|was the (?:first|second|last) one)(?: was (?:that|it))?(?: again)$|what (?:were|are) (?:the|my|those) (?:times|options|choices)|what (?:time|day|date) (?:was|is) (?:that|it)$|what (?:was|is|were) the (?:first|second|third|last|other) (?:one|time|option)|you(?:re| are)? (?:breaking|cut(?:ting)?|broke) (?:up|out|off)|missed that|missed what you`,
      ),
    ],
  ],
  [
    'wait',
    [
      new RegExp(
        String.raw`^${SHORT}(?:(?:${POLITE}|oh|wait|could you|can you|would you|let me|i need|give me|gimme|hold on|hang on|one|a|just a|for) ?)*(?:hold on|hang on|hold please|hold|wait|one (?:moment|second|sec|minute|min)|(?:a|just a|give me a|half a) (?:moment|second|sec|minute|min|tick|mo|bit|couple (?:of )?(?:seconds|minutes))|moment|second|bear with me|stand by|let me (?:just |quickly )?(?:check|look|see|think|grab|get|ask|find|pull|open)(?: (?:up |for |at |with |about |in |on |and |if |my |the |a |it |that |this |him |her |them )*(?:\w+ ?){0,4})?|im (?:just )?(?:checking|looking|thinking|getting|grabbing)(?: (?:\w+ ?){0,5})?)(?: (?:please|ok|okay|thanks|thank you|while i (?:\w+ ?){1,6}|for me|i (?:need|have|want) to (?:\w+ ?){1,6}|let me (?:\w+ ?){1,6}|im (?:\w+ ?){1,6}))*$`,
      ),
      p(
        String.raw`(?:hold on|hang on|one (?:sec|second|moment|minute)|just a (?:sec|second|moment|minute)|wait)(?: sorry)? (?:my (?:kids?|son|daughter|baby|child|toddler|dog|cat|husband|wife|boss|mom|dad|phone|other line|other phone)|the (?:kids?|baby|dog|cat|door|doorbell|other line)|theres someone|someones|somebodys)\b`,
      ),
    ],
  ],
  [
    'back',
    [
      whole(
        `(?:im|i am|were|we are) (?:still )?(?:back|here|ready)|back|still here|here i am`,
        `${POLITE}|now|again|with you|go ahead|about that|for that|for (?:the wait|waiting|holding)|hello`,
      ),
    ],
  ],
  [
    'recorded',
    [
      p(
        String.raw`(?:are|is|am|was) (?:you|this|the|it|i|that|we|our)(?: \w+){0,3} (?:recording|recorded|being recorded|taped|being taped)|do you record|recording (?:this|me|the call)`,
      ),
    ],
  ],
  [
    'robot',
    [
      p(
        String.raw`(?:are|r) (?:you|u) (?:\w+ )?(?:a |an |the )?(?:actual |real |live |actually )*(?:robot|bot|machine|computer|ai|artificial|human|person|automated|recording|real|virtual|chat ?bot|answering machine|program)`,
      ),
      p(
        String.raw`(?:am i|is this|are we|im i) (?:\w+ )?(?:talking|speaking|chatting)? ?(?:to |with )?(?:a |an |the )?(?:actual |real |live )*(?:robot|bot|machine|computer|ai|human|person|recording|automated|answering machine|voicemail|virtual)`,
      ),
      p(
        String.raw`(?:youre|you are|you sound like|is it|are those|this is) (?:just |only )?(?:a |an )?(?:robot|bot|machine|computer|ai|recording|automated)|do you have feelings|are you alive|chat ?gpt`,
      ),
    ],
  ],
  [
    'credentials',
    [
      p(
        String.raw`(?:are (?:you|u)|am i (?:speaking|talking) (?:to|with)) (?:\w+ )?(?:a |an |the |actually |really )*(?:nurse|doctor|dr|dentist|hygienist|physician|medical professional|clinician|pharmacist|receptionist|stylist|licensed|qualified|trained|manager|owner)`,
      ),
    ],
  ],
  [
    'others',
    [
      p(
        String.raw`(?:read|read out|tell me|give me|show me|share|whats?|who)(?: (?:is|are|was|were|me|us|out|back|the|all|of|your|full))* (?:last|previous|other|another|next|earlier|someone elses|somebody elses) (?:callers?|customers?|patients?|clients?|persons?|peoples?|users?|guests?) (?:phone |cell |telephone |mobile )?(?:numbers?|names?|address(?:es)?|appointments?|bookings?|birthdays?|date of birth|details|information|info|messages?|records?|calls?)`,
      ),
      p(
        String.raw`(?:phone |cell )?(?:numbers?|names?|details|records|messages?) of (?:the |your |all )*(?:last|previous|other|earlier) (?:callers?|customers?|patients?|clients?|persons?|people|users?)|who (?:called|was calling|rang|phoned) (?:right |just )?before me`,
      ),
    ],
  ],
  [
    'who',
    [
      p(
        String.raw`who (?:is this|am i (?:speaking|talking) (?:to|with)|are you|s this|this is|is speaking|is it(?! with| for| that)|did i (?:call|reach))|whos (?:this|calling|speaking|there)|what(?:s| is) your name|do you have a name|(?:what|which) (?:company|business|place|clinic|office|number|practice|salon|restaurant) (?:is this|did i|have i|am i)|who have i reached|where am i calling`,
      ),
      p(
        String.raw`(?:is this|have i reached|did i reach|am i calling|do i have|is that) (?:the )?(?:right )?(?!a |an |okay|ok|possible|available|free|correct|recorded|being|all|it|time|good|for|about|covered|insurance|thing|something|call|line)(?:\w+ )*(?:dental|dentist|dentistry|clinic|practice|salon|restaurant|office|hair|family|bistro|cafe|kitchen|grill|number|place|doctors?(?: office)?)`,
      ),
    ],
  ],
  [
    'returned',
    [
      p(
        String.raw`(?:returning|return) (?:a|your|the|this|that|someones|somebodys|his|her|their) (?:phone |missed )?call|(?:got|had|have|saw|see) (?:a |your |this )?(?:missed )?calls? from (?:you|yall|this|your|the|here)|missed (?:a |your )?call|(?:someone|somebody|you|you guys|yall|they|one of you|your office|this number) (?:just |guys |tried to |had |has |have )*(?:call(?:ed)?|rang|phoned) me(?! (?:back|that|a))`,
      ),
    ],
  ],
  [
    'card',
    [
      p(
        String.raw`(?:my|the|a) (?:credit |debit |bank )?card(?: number)? (?:is|number|ends|details)|(?:give|read|tell|take) (?:you |me )?(?:my|a|the) (?:credit |debit )?card|card details|pay (?:now |right now )?(?:over|by|on) (?:the )?phone|cvv|security code|expir(?:y|ation) date is`,
      ),
    ],
  ],
  [
    'hours',
    [
      p(
        String.raw`(?:opening|business|office|store|operating|working|clinic|salon|your|the|holiday|weekend|lunch|dinner|kitchen|regular|current|saturday|sunday|todays|weekday) hours|what hours|hours (?:are|do|for|of operation|on|today|tomorrow|this)|^hours\b`,
      ),
      p(
        String.raw`(?:are|is|r|will|were) (?:you|u|yall|you guys|the (?:\w+ )?(?:office|clinic|salon|shop|practice|restaurant|place|kitchen)|it|they|everyone|anyone) (?:guys |all |still |even |be |usually |ever |normally )*(?:open|closed|closing|opening|shut|in the office)(?! (?:to|for (?:a|an|my) |slot|appointment|tables?))`,
      ),
      p(
        String.raw`(?:do|does|did) (?:you|u|yall|you guys|they|the \w+) (?:guys |all |still |ever |usually |normally )*(?:open|close|shut|work)\b(?! (?:with|for|on (?:my|teeth|hair|kids)|out|from|me|us|do))|(?:what|which) (?:time|days?)(?: of the week)? (?:do|does|are|is|will|r) (?:you|u|yall|they|the \w+|it)(?: guys| all| usually)? (?:open|close|closing|shut|closed|in|opening|there|be open|start|finish)|when (?:do|are|will|does|is|r) (?:you|u|yall|they|the \w+|it)(?: guys| all)? (?:be )?(?:open|close|closed|closing|opening|shut)|how (?:late|early|long) (?:are|do|will|is|does) (?:you|u|yall|they|the \w+|it)(?: guys)? (?:be |stay )?(?:open|close|closed|there|shut|until)|open (?:today|now|tomorrow|on (?:the )?(?:weekends?|saturdays?|sundays?|holidays?))$|closing time|opening time`,
      ),
    ],
  ],
  [
    'duration',
    [
      p(
        String.raw`how (?:long|much time) (?:does|do|will|would|is|should|are) (?:\w+ ){0,5}(?:take|last|need|appointment|visit|be|long|run|cleaning|session|it)|how long (?:is|for|does it)|how many (?:minutes|hours) (?:does|do|is|will)`,
      ),
    ],
  ],
  [
    'price',
    [
      p(
        String.raw`how (?:much|expensive|pricey)(?! (?:time|longer|notice|earlier|later|should i|can i|do i take|(?:ibuprofen|tylenol|advil|aspirin|medicine|medication)))|what(?:s| is| does| do| are| would)? (?:\w+ ){0,6}(?:price|prices|cost|costs|charge|charges|fee|fees|rate|rates|run me|set me back)|(?:price|prices|pricing|cost|costs|quote|estimate) (?:of|for|on|list)|do you (?:charge|have (?:a )?(?:price|prices))|(?:is|are) (?:it|there|that) (?:\w+ )?(?:expensive|a (?:fee|charge|cost))`,
      ),
    ],
  ],
  [
    'services',
    [
      p(
        String.raw`(?:what|which) (?:kinds? of |types? of |sorts? of |other |all )?(?:services|treatments|appointments|procedures|things|service|treatment) (?:do|are|can|does|would|is|you)|what (?:do|can) (?:you|yall|you guys) (?:offer|provide|book)|what (?:can i|could i) (?:book|get|have done)|(?:list|menu) of services|your services|what (?:services|treatments)$|what are (?:the|my) (?:options|choices)`,
      ),
    ],
  ],
  [
    'advice',
    [
      p(
        String.raw`(?:should|can|could|may) i (?:still |just |also |be )*(?:take|taking|use|stop taking|mix|drink|eat|give (?:him|her|my|them)|increase|double|skip|combine)(?! (?:a|an|the|that|this|it|those|first|second) ?(?:appointment|slot|time|one|message|card|cash|check|bus|train|at|on|for|$))`,
      ),
      p(
        String.raw`(?:what|which|how much|how many|how often) (?:\w+ ){0,3}(?:dose|dosage|mg|milligrams|medicine|medication|painkiller|painkillers|antibiotics?|ibuprofen|tylenol|acetaminophen|aspirin|advil)(?! (?:do you need|are on file))`,
      ),
      p(
        String.raw`(?:is|are) (?:it|this|that|these|my \w+|the \w+) (?:\w+ )?(?:normal|serious|infected|broken|dangerous|contagious|cancer|cancerous|something serious|bad that|safe (?:to|for))`,
      ),
      p(
        String.raw`(?:do|could|might) (?:you think )?i (?:have|need)(?: to (?:go|be|get|see|have|take))? (?:an? )?(?:infection|cavity|flu|covid|abscess|cancer|root canal|antibiotics|stitches|concussion|fracture|strep|diabetes|er|hospital)`,
      ),
      p(
        String.raw`what(?:s| is| could be| might be) (?:wrong|causing|the matter)|diagnos\w*|side effects?|interact(?:ion|s)? with|what (?:should|can|do|would) (?:i|you) (?:do|take|recommend|suggest|put) (?:for|about|on|to (?:stop|ease|help)) (?:my |the |a |this )?(?:\w+ )?(?:pain|ache|toothache|bleeding|swelling|fever|rash|headache|tooth|gums?|cough|cold|infection|symptoms?)|test results? mean|lab results? mean|what (?:do|does) my (?:\w+ )?results`,
      ),
    ],
  ],
  [
    'capabilities',
    [
      p(
        String.raw`what (?:can|do) you (?:do|help)(?: with)?|what can you (?:do|help)|how can you help|what are (?:you|your) (?:able|capable|capabilities)|what (?:can|should) i (?:say|ask)|^(?:i need )?help(?: me)?$|can you help(?: me)?$|i need (?:some )?help$|can i ask (?:you )?(?:a|something)|i have (?:a|some|a few|a couple of) (?:quick )?questions?$`,
      ),
    ],
  ],
  ['restart', [p(String.raw`start (?:over|again|from the (?:beginning|top|start))|begin again|restart|from the top`)]],
  [
    'drop',
    [
      p(
        String.raw`never ?mind|forget (?:it|about it|that|the whole|this)|scratch that|(?:dont|do not) (?:bother|worry about it)|changed my mind|leave it|skip it|drop it|not (?:any ?more|interested)|id rather not (?:book|do)|dont (?:want|need) (?:it|that|this|to (?:book|do))(?: anymore| any more)?|no longer (?:want|need)|ill (?:call|ring|phone|try) (?:you )?(?:back|again|another|later)|let me call (?:you )?back|cancel (?:that|it|this|the request|everything)|stop (?:that|this|it)|abort|quit|(?:ill|i will|ill have to|i need to|i have to|i want to|id like to|gonna|going to) (?:\w+ ){0,2}?(?:think (?:about it|it over|on it|about that)|sleep on it|get back to you|(?:talk|check|speak) (?:to|with) my \w+(?: first)?|let you know)$`,
      ),
    ],
  ],
  [
    'smalltalk',
    [
      p(
        String.raw`how (?:are|r) (?:you|u|things)(?: (?:doing|today|going))*|hows it going|hows (?:your|the) (?:day|weather|morning|afternoon)|how do you do|whats up|nice to meet you|pleased to meet you|youre (?:very |so |really )?(?:nice|great|helpful|good|funny|awesome|sweet|kind)|good (?:bot|job)`,
      ),
    ],
  ],
  [
    'offtopic',
    [
      p(
        String.raw`tell me a (?:joke|story|riddle)|sing (?:me )?(?:a |something)|whats? (?:is )?the (?:weather|score|news|meaning of life|capital)|weather (?:like|today|tomorrow|forecast)|who (?:won|is winning|is the president)|stock price|whats (?:two|2) plus`,
      ),
    ],
  ],
  [
    'upset',
    [
      p(
        String.raw`(?:youre|you are|you people are|this is|thats|your \w+ is) (?:so |all |just |really |completely |absolutely |fucking )*(?:useless|ridiculous|terrible|awful|stupid|hopeless|a joke|unacceptable|annoying|the worst|a waste of time|frustrating)|shut up|(?:^|\b(?:you|stupid|fucking) )idiots?\b`,
      ),
    ],
  ],
  [
    'remark',
    [
      p(
        String.raw`(?:thats|that is|its|it is|seems|sounds) (?:so |too |very |pretty |quite |kind of |kinda |rather |a bit |really )*(?:expensive|a lot|pricey|steep|too much|cheap|a shame|too bad|a pity|unfortunate|a long time|far|good to hear|interesting)`,
      ),
    ],
  ],
  [
    'bye',
    [
      p(
        String.raw`good ?bye|bye(?: bye)?|see (?:you|ya) (?:later|then|soon|there|on|next)|talk to you (?:later|soon)|take care|have a (?:\w+ )?(?:good|great|nice|lovely|wonderful|blessed) (?:day|one|night|evening|afternoon|weekend|rest)|(?:that|this)(?:s| is|ll be| will be|d be| would be)? (?:all|it|everything)(?: (?:for (?:now|today|me)|i (?:need|needed|wanted|have|had)|thanks?|thank you))*$|thats all|thats everything|nothing (?:else|more|further)|no(?:thing)? (?:thats|that is) (?:all|it)|im (?:all )?(?:good|set|done|fine|finished)(?: (?:now|thanks?|thank you|for now|today|here))*$|all (?:set|done|good)(?: (?:now|thanks?|thank you))*$|hang up|end (?:the|this) call|have a good|cheerio|ciao|wrong number|gotta go|(?:i )?have to go|im leaving|we(?:re| are) (?:good|done|all set)`,
      ),
    ],
  ],
  [
    'thanks',
    [
      whole(
        `thanks?|thank you|thank u|thankyou|cheers|much appreciated|appreciate (?:it|that|you|your help)|good to know|got it|i see|you too|same to you|likewise`,
        `i|so much|very much|a lot|a bunch|a million|for (?:that|your (?:help|time|patience)|everything|helping(?: me)?|the (?:info|information|help))|thats (?:great|perfect|lovely|helpful|very helpful|good|wonderful|kind)|perfect|great|awesome|wonderful|okay|ok|wow|alright|cool|lovely|very kind|many|yes|yeah|sounds good|no`,
      ),
    ],
  ],
  [
    'hello',
    [
      whole(
        `hello+|hi+|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|anybody|anyone|are you (?:still )?(?:there|here|listening|with me)|you (?:still )?there|can you hear me(?: now| okay| ok)?|do you hear me|im (?:still )?here|still here|is (?:anyone|anybody|someone|this (?:thing )?(?:on|working)) ?(?:there|here|home)?|test(?:ing)?`,
        'there|yes|yeah|um|okay|please|sorry|yo|so|somebody|someone',
      ),
      /^(?:hello|hi|hey)\b.{0,20}\bcan you hear me\b/,
    ],
  ],
]

/** What the utterance is about, or null. The first of the list that fits. */
export function readTopic(plain: string): Topic | null {
  for (const [topic, patterns] of TOPICS) if (patterns.some((pattern) => pattern.test(plain))) return topic
  return null
}

/** Whether something is asked, by its form alone. A recogniser may leave the question mark out. */
export const isQuestion = (raw: string, plain: string): boolean =>
  /\?\s*$/.test(raw) ||
  /^(?:(?:hi|hello|hey|so|and|but|well|also|okay|ok|great|perfect|awesome|cool|nice|good|thanks|um|yes|no|sorry|wait|actually|quick question|one (?:more )?(?:question|thing)|just|before (?:that|we do that|i do)|oh|first|by the way|i (?:was wondering|wanted to know|want to know|have a question|need to know|was curious|wonder)|can you tell me|could you tell me|do you know|tell me) )*(?:what|whats|when|whens|where|wheres|who|whos|why|how|hows|which|do (?:you|i|we|they)|does|is (?:it|there|this|the|that|your|my|dr|doctor|parking)|are (?:you|there|the|your|kids|dogs|pets|walk)|can i|can we|can my|could i|may i|should i|will (?:you|it|there|my|i)|would (?:it|you|i)|did|have (?:you|i)|has|am i|if)\b/.test(
    plain,
  )
