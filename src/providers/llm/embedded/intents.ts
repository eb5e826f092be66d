import { RELATIVE } from '../../../dialogue/capture/read-name.ts'

/** What a caller may be after, when it is not the answer to a question. */
export type Intent = 'move' | 'cancel' | 'cannot_come' | 'refill' | 'human' | 'message' | 'list' | 'book'

const APPOINTMENT =
  '(?:appointments?|appts?|bookings?|reservations?|visits?|slots?|tables?|sessions?|times?|cleanings?|checkups?|one)'
const MY = String.raw`(?:(?:my|the|our|an|a|that|this|his|her|their|an existing|existing|upcoming|current|${'(?:my |the )?(?:son|daughter|wife|husband|mother|father|mom|dad|child)s'}) )`

const p = (source: string): RegExp => new RegExp(String.raw`\b(?:${source})\b`)

/** The first that fits wins, so the particular stand before the general. Written for `plainOf` text. */
const INTENTS: readonly (readonly [Intent, readonly RegExp[]])[] = [
  [
    'move',
    [
      p(
        're ?schedul(?:e|ed|ing)|re ?book|rearrange|postpone|push (?:it|my|the|that|back)|put off my|(?:bring|move|pull|push) (?:it|that|mine|us|me|this|(?:my|our|the) (?:\\w+ ){1,3})(?: ?forward| ?up)|bring forward',
      ),
      p(
        String.raw`(?:change|move|switch|shift|swap|alter|adjust|modify|push|update) ${MY}?(?:\w+ ){0,3}${APPOINTMENT}`,
      ),
      p(String.raw`(?:move|change|switch|push|shift) (?:my|our|the|his|her) (?:\w+ ){1,3}(?:to|from|until|for)`),
      p(String.raw`(?:change|move|switch|shift|swap) (?:the )?(?:time|date|day) (?:of|for|on) `),
      p(
        String.raw`(?:need|want|like|get|find|have|pick|make) (?:a |an )?(?:different|new|another|later|earlier|better) (?:time|date|day|slot) for (?:my|the|an existing|our)`,
      ),
      p(
        String.raw`(?:come|go|get in|see you|seen) (?:on )?(?:a |some )?(?:different|another|other) (?:day|time|date) (?:instead|than)`,
      ),
      p(
        String.raw`(?:change|move) (?:my|our) (?!mind|name|number|phone|address|insurance|email|doctor|dentist|pharmacy|stylist)\w+(?=$| its?\b| please| on | that)`,
      ),
      p(
        String.raw`(?:do|have|make|get) (?:my|our) (?:\w+ ){0,3}(?:${APPOINTMENT} )?(?:\w+ ){0,3}(?:earlier|later|sooner)(?=$| please| that day| if)`,
      ),
      p(String.raw`(?:come|get there|be there|get in|be in)(?: in)? (?:\w+ ){1,3}(?:hours?|minutes) (?:later|earlier)`),
      p(String.raw`(?:move|change|push) (?:it|that|mine|my \w+) (?:to|back|up|forward|for|until|out)`),
      p(String.raw`(?:appointment|booking|reservation|visit)\b.{1,60}\b(?:change|move|switch|push) (?:it|that|this)`),
      p(
        String.raw`(?:my|our) (?:\w+ ){1,3}(?:on|for|at|tomorrow|today|next)\b.{1,60}\b(?:do|come|come in|have it|make it|be) (?:the )?(?:\w+ ){1,5}instead`,
      ),
    ],
  ],
  [
    'cancel',
    [
      p(
        String.raw`(?:cancel|cancell?ing|cancell?ed|cancellation|call off|calling off|scrap|delete|drop|remove|get rid of) ${MY}?(?:\w+ ){0,3}${APPOINTMENT}`,
      ),
      p(
        String.raw`(?:id like|i would like|i want|i need|i have|wanna|want|need|like|calling|can i|could i|can you|could you|please|want you|have) (?:to )?(?:please )?cancel(?! (?:that|it|this|the (?:call|request))\b)`,
      ),
      p(
        String.raw`(?:dont|do not|wont|no longer) (?:need|want|be needing) (?:my|the|that) (?:\w+ ){0,3}${APPOINTMENT}(?: anymore)?`,
      ),
      p(String.raw`cancel (?:my|our|his|her)`),
      p(String.raw`(?:appointment|booking|reservation|visit)\b.{1,60}\bcancel (?:it|that|this)`),
      p(String.raw`take me off the (?:schedule|books?|calendar)`),
      p('how (?:do|can|could|would|should) i cancel'),
      /^cancel(?:lation)?$/,
    ],
  ],
  [
    'list',
    [
      p(
        String.raw`(?:dont|do not|cant|cannot) (?:remember|recall)(?: \w+)? (?:when|what (?:time|day)|which day)|forgot(?:ten)? (?:when|what (?:time|day)|which day)|not sure (?:when|what (?:time|day)|which day) (?:my|it|i|our)|${APPOINTMENT}\\b.{1,60}\\bnot sure (?:when|what (?:time|day)|which day)$`,
      ),
      p(String.raw`(?:is|are) (?:\w+ ){1,3}still (?:doing|seeing|cutting|having|expecting|on for) (?:my|our|me|us)`),
      p(String.raw`${APPOINTMENT}\b.{1,60}\b(?:confirm|check on|double check) (?:it|that|this)`),
      p(
        String.raw`(?:still )?(?:have|got) (?:me|us) (?:down|in the book|on the (?:schedule|books?))|am i (?:still )?(?:down|booked in|on the (?:schedule|books?))`,
      ),
      p(
        String.raw`(?:is|was) (?:my|our) (?:next |upcoming )?(?:\w+ ){0,2}${APPOINTMENT} (?:on |at |for )?(?:\w+day|today|tomorrow|the \w+|with|\d)`,
      ),
      p(String.raw`(?:my|our) (?:\w+ ){0,2}${APPOINTMENT}\b.{1,40}\bis (?:it|that) (?:at|on|with|still)`),
      p(
        String.raw`(?:got|received|have|had) (?:an?|your|this|the) (?:\w+ )?(?:text|message|reminder|e ?mail|voice ?mail)s? (?:about|for|regarding|of|saying|that says) (?:\w+ ){0,3}(?:my|our|an?) (?:\w+ )?${APPOINTMENT}`,
      ),
    ],
  ],
  [
    'cannot_come',
    [
      p(
        String.raw`(?:cant|cannot|can not|wont|will not|unable to|not able to|not going to be able to|not gonna be able to|wont be able to|couldnt) (?:make|come|attend|get|keep|be|do) (?:it )?(?:in |to )?(?:for )?(?:my|the|our|it to my|that) (?:\w+ ){0,3}${APPOINTMENT}`,
      ),
      p(
        String.raw`(?:cant|cannot|can not|wont|will not|unable to|not able to|be able to|not going to|not gonna) (?:make|be making) it(?: (?:in|to|on|today|tomorrow|tonight|this|next|for|anymore|after all|\w+day)|$)`,
      ),
      p(
        String.raw`(?:about|regarding|concerning|a question about) (?:my|our|an existing|the) (?:existing |upcoming |next )?(?:\w+ )?(?:appointment|booking|reservation|visit)$`,
      ),
      p(
        String.raw`(?<!\b(?:can|could|may|should|do|if|would|might|shall|must|did) )(?:i|we) (?:already |currently |just |do )?(?:have|had|ve got|got|made) (?:an?|my|our) (?:\w+ )?(?:appointment|booking|reservation)`,
      ),
      p(String.raw`(?:something|thing)s? (?:has |have )?c[ao]me up (?:and|with|so)`),
    ],
  ],
  [
    'refill',
    [
      p(
        String.raw`re ?fill(?:s|ed|ing)?|renew(?:al|ing)? (?:of )?(?:my|a|the|our)? ?(?:prescription|medication|meds|medicine|script|rx)?|prescription (?:renewal|refill|request)`,
      ),
      p(
        String.raw`(?:need|want|order|get|request|id like|out of|ran out of|running out of|running low on|run out of|low on|almost out of|more|another) (?:of )?(?:my |some |a |an |the |more |of )*(?:\w+ ){0,2}(?:prescriptions?|medications?|medicines?|meds|pills|tablets|inhalers?|scripts?|rx|insulin)`,
      ),
      p(
        String.raw`(?:need|want|like|have|get)(?: to (?:get|have))? (?:my|his|her) (?!(?:\w+ )?(?:tooth|teeth|cavity|cavities|gap|molar|nails?|forms?|tank|paperwork|crown))(?:\w+ ){1,3}filled`,
      ),
      p(String.raw`(?:ran|run|running|im|almost|nearly) out of my \w+|running low on my \w+`),
    ],
  ],
  [
    'human',
    [
      p(
        String.raw`(?:speak|talk|chat|get|put me|connect me|transfer me|pass me|patch me|switch me|through)(?: \w+)? (?:to|with|through to|hold of|onto) (?:a |an |the |your |some |another |any )?(?:real |live |actual |human )?(?:person|human|people|someone|somebody|representative|rep|agent|operator|receptionist|reception|front desk|desk|manager|staff|team member|member of staff|nurse|doctor|dentist|office|supervisor|owner|host|stylist)`,
      ),
      p(
        String.raw`real person|live person|actual (?:person|human)|human being|human please|representative|operator|receptionist please|front desk please`,
      ),
      p(
        String.raw`(?:have|get) (?:someone|somebody|a person|the (?:office|doctor|dentist|manager|owner)|a nurse|anyone|them) (?:to )?(?:call|ring|phone|get back to|contact) me(?: back)?|call me back|call back please|callback|give me a (?:call|ring) back`,
      ),
      p(
        String.raw`(?:can|could|would|will) (?:you|someone|somebody|anyone|they|(?:a|an|the|my|your|one of your) (?:\w+ )?(?:nurses?|doctors?|dentists?|hygienists?|assistants?|managers?|team|office|staff|stylists?|people)) (?:please |just )*(?:call|ring|phone) me(?! (?:that|a |by|mr|mrs|ms|dr))`,
      ),
      p(
        String.raw`is (?:there )?(?:anyone|anybody|someone) (?:there |else |real )?(?:i can|to|available to) (?:talk|speak)`,
      ),
      p(String.raw`(?:speak|talk|chat) (?:to|with) (?!you\b|u\b)`),
      p(
        String.raw`(?:im|i am|we are|were) (?:here|outside|in the (?:parking lot|lobby|waiting room)|at (?:your|the) (?:door|office|entrance|clinic|front))\b.*\b(?:door|lock\w*|nobody|no one|let (?:me|us) in|waiting|my|our)|(?:your|the) (?:front )?door (?:is|s) locked`,
      ),
      /^(?:a )?(?:human|person|agent|someone|somebody|operator|receptionist)(?: please)?$/,
    ],
  ],
  [
    'message',
    [
      p(
        String.raw`(?:leave|record|send|get|give|connect|transfer|put) (?:\w+ ){0,4}voice ?mail|to (?:your|the) voice ?mail|^(?:a |the )?voice ?mail(?: please)?$`,
      ),
      p(
        String.raw`(?:leave|take|pass(?: on| along)?|send|give|record|relay|drop) (?:\w+ ){0,3}(?:a |my |the |this )?(?:message|note|msg|word)|message for (?:the |my |dr |doctor )?\w+`,
      ),
      p(
        String.raw`(?:can|could|would|will) you (?:please )?(?:tell|let|inform|pass|relay) (?!me|us)(?:\w+ ){1,4}(?:know|that|im|i am|i|to|about|on)`,
      ),
      p(
        String.raw`(?:please )?(?:tell|let) (?:the |my |dr |doctor )?(?:doctor|dentist|office|team|staff|them|him|her|dr|hygienist|nurse|stylist|manager|chef) `,
      ),
      p(
        String.raw`(?:im|i am|well be|we will be|we are|were|ill be|going to be|gonna be|might be|i will be) (?:running |gonna be |going to be |a bit |a little |about |like |maybe |just )*(?:\w+ (?:minutes?|hours?) )?(?:late|behind)`,
      ),
      p(String.raw`running (?:\w+ ){0,4}(?:late|behind)`),
      p('stuck in (?:traffic|a traffic jam|the snow|a meeting)|(?:my )?car (?:broke|has broken) down'),
      p(
        String.raw`(?:left|lost|forgot|forgotten|misplaced) (?:my|a|an|our|his|her) (?:\w+ ){1,3}(?:there|at (?:your|the)|in your|with you|behind|at the)`,
      ),
      p('complaint|complain|file a grievance|lodge a'),
    ],
  ],
  [
    'list',
    [
      p(
        String.raw`(?:(?:when|what time|what day|which day|what date|where|who) (?:is|s|are|was|were|do i have|have i got|did i (?:book|make))|whens|what times|what days)(?: \w+)? ?(?:my|our|the) (?:next |upcoming )?(?:\w+ ){0,2}${APPOINTMENT}`,
      ),
      p(
        String.raw`(?:do i|have i|did i|i think i|i already) (?:already )?(?:have|got|get|make|made|book) (?:an?|any|my|some) (?:upcoming |other |existing )?(?:\w+ ){0,1}${APPOINTMENT}(?: (?:already|coming|booked|with you|scheduled|on|tomorrow|today|next|this|set))?`,
      ),
      p(
        String.raw`(?:confirm|check|verify|look up|find|double check|see|remind me of|remind me about|remind me when) (?:on )?(?:(?:when|what time) )?(?:my|our|that i have|if i have|whether i have|i have) (?:is |an? )?(?:next |upcoming )?(?:\w+ ){0,2}(?:appointments?|appts?|bookings?|reservations?|visits?)`,
      ),
      p(
        String.raw`what(?:s| is| was) (?:my|our) (?:next |upcoming )?${APPOINTMENT}(?! (?:for|about)\b)|got your (?:\w+ )?(?:text|message|reminder|e ?mail).*\b(?:be|see you) there`,
      ),
      p(
        String.raw`(?:when|what (?:time|day|date)) (?:my|our) (?:next |upcoming )?(?:\w+ ){0,2}${APPOINTMENT} (?:is|was|are)`,
      ),
      p(
        String.raw`what (?:appointments|bookings|do i have) (?:do i have|have i|booked|scheduled|coming up)|when am i (?:booked|scheduled|coming|due|supposed)|am i (?:booked|scheduled|on the (?:schedule|books))`,
      ),
    ],
  ],
  [
    'book',
    [
      p(String.raw`(?:book|booking|schedule|scheduling|reserve|reserving)`),
      /^(?:(?:hi|hello|hey|an?|for|new|the|make|yes) )*(?:appointment|appt|reservation)(?: please)?$/,
      p(
        String.raw`(?:can|could|may|like to|want to|wanna|love to) (?:i |we )?(?:\w+ )?come (?:at|on|for|around|after|before|tomorrow|today|tonight|next|this|\w+day)`,
      ),
      p(
        String.raw`(?:make|making|get|set up|setting up|set|need|want|like|have|arrange|fix|find|looking for|after|request|take|grab|for) (?:me |us |up )?(?:an? |another |the |some |my |new |first |next )*(?:\w+ )?(?:appointments?|appts?|reservations?|tables?|slots?|visits?|openings?)`,
      ),
      p(
        String.raw`(?:come|get|stop|pop|drop|squeeze|fit|slot|bring|been|be) (?:me |us |him |her |my \w+ )?(?:in|by|over|seen)`,
      ),
      p(
        String.raw`(?:see|see a|see the|visit|in to see|in with|an opening with|time with) (?:a |an |the |my |your |someone )?(?:dentist|doctor|dr|hygienist|stylist|barber|nurse|provider|someone)`,
      ),
      p(
        String.raw`(?:do|did|have|got) (?:you|yall|guys|we)?(?: \w+)? ?(?:have|got|any|anything) (?:any|anything|a|an|some|openings?|availability|space|room|slots?|times?|something)|availability|available|any openings?|openings|any (?:slots|times|space|tables)|anything (?:open|free|available|on|in|within|this|next|for|tomorrow|today|sooner)|next available|whats (?:open|free|available)|soonest|earliest`,
      ),
      p(
        String.raw`(?:need|want|like|book|make|get|do|have|schedule) (?:to (?:book|make|get|schedule) )?(?:another|one more|a second|the same|one)(?: one| appointment| visit)?(?: for (?:me|my \w+|him|her|us))?$`,
      ),
      p(String.raw`(?:get|have|do|book|schedule) (?:that|one|it) (?:done |in )?(?:on|at|for|tomorrow|today|next|this)`),
      p(String.raw`(?:and|also|plus) another (?:one |appointment )?for \w+`),
      p(String.raw`(?:add|squeeze in|fit in|include) my (?:\w+ )?(?:${RELATIVE})`),
      p(String.raw`(?:one|another)(?: one| more)? for my (?:\w+ )?(?:${RELATIVE})`),
      p('how (?:soon|quickly|early) can (?:you|i|we|someone) (?:see|get|come|be seen|have|fit|squeeze)'),
      new RegExp(
        String.raw`^(?:(?:now|then|oh|yes|yeah|ok|okay) )?(?:and|also) my (?:\w+ )?(?:${RELATIVE})(?: \w+)??(?: (?:too|please|as well|needs one))*$`,
      ),
      p(String.raw`tables? for|party of|dinner for|lunch for|brunch for|seats? for`),
      p(
        String.raw`(?:need|want|wants|like|love|looking for|due for|overdue for|interested in|looking to get|get|getting|have) (?:to (?:get|have|do|book) )?(?:an? |my |some |his |her |our )?(?:\w+ ){0,2}(?:done|cleaned|cut|checked|filled|whitened|trimmed|colou?red|looked at|fixed|pulled|removed|replaced)`,
      ),
    ],
  ],
]

const NO_MESSAGE =
  /\b(?:dont|do not|not|no) (?:want|wish|like|need|going|care|leaving|leave)(?: to)?(?: leave| send)? (?:an?|any|my|the) (?:message|note|voice ?mail)\b/

/** What the caller is after, as far as set phrases tell, or null. */
export function readIntent(plain: string): Intent | null {
  const found = INTENTS.find(([, patterns]) => patterns.some((pattern) => pattern.test(plain)))?.[0] ?? null
  return found === 'message' && NO_MESSAGE.test(plain) ? null : found
}
