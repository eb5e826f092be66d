import { hears, patterns, type Ear } from '../dialogue/guardrails/listen-for.ts'
import { plainWords } from '../dialogue/guardrails/plain-words.ts'

const GROUPS = {
  ME: 'me|us|my (?:cell|phone|number|house|home|mobile|line|work|husband|wife|mother|family|office)|this (?:number|phone|line|house|cell|place)|our (?:house|number|home|office)|here|the house',
  CALLING:
    'calling|phoning|ringing|texting|messaging|contacting|bothering|harassing|spamming|robo ?calling|soliciting|dialing|dialling|bugging|pestering|hounding|emailing|cold calling|blowing up',
  CALL: 'call|phone|ring|text|message|contact|dial|bother|harass|spam|robo ?call|solicit|email|bug|pester|reach out to|reach|get in touch with',
  CALLED:
    'called|phoned|rung|texted|messaged|contacted|bothered|harassed|disturbed|solicited|reached out to|spammed|on (?:your|this|the|any|a) (?:call(?:ing)? )?list',
  CALLS:
    'calls?|phone calls?|texts?|text messages?|messages?|voicemails?|robo ?calls?|reminders?|reminder (?:calls?|texts?)|spam|solicitations?|contact|emails?|notifications?|sms',
  LIST: 'lists?|data ?base|system|records|registry|files?|roster|call(?:ing)? (?:list|sheet)|phone book|directory|contacts|computer|rolodex',
  AGAIN: 'again|anymore|any more|ever|ever again|no more|any longer|in the future|going forward',
  /** Where, when or how not to call: a wish about the next call, not an end to all of them. */
  BUT: 'at (?:work|home|this time|night|\\d|my (?:work|job)|the office|noon|that)|before|after|until|till|on (?:my|the|that|this|sunday|saturday|monday|tuesday|wednesday|thursday|friday|weekends?|weekdays?)|in the (?:morning|afternoon|evening)|during|unless|if|when|while|back|tomorrow|today|tonight|this (?:week|morning|afternoon)|between|about|so|too|later than|a|an|by|sir|mister|miss|mrs|mr|ms|ma ?am|honey|dear|sweetie|names?|that|stupid|crazy|first|yet|for (?:a|the next|another)|with|to (?:confirm|remind)|now|late|early',
}

const INNOCENT = [
  '(?:i|we|he|she) (?:had to|have to|has to|need to|want to|wanted to|will|did|can|should|may|might|would|could|cannot|must|am going to)(?: not)? stop {CALLING}',
  '(?:mother|mom|mum|dad|father|husband|wife|son|daughter|pharmacy|insurance|insurer|hospital|boss|school|ex|bank|sister|brother|he|she|other office|office down the street|landlord|telemarketers?|scammers?|bill collectors?)(?: \\w+)? (?:will not|does not|did not|never|would not|to|cannot|has not) (?:stop|quit)(?:ped)? {CALLING}(?: {ME})?',
  '(?:stop|quit) calling(?: (?:it|them|this|that|him|her|{ME}))(?: (?:a|an|the|sir|mister|miss|mrs|mr|ms|ma ?am|honey|dear|sweetie|names|by|that|stupid|crazy|doctor|dr|deep|[a-z]+ (?:when|because it)))',
  '(?:do|does|did) not (?:have|need) to {CALL}|no need to {CALL}|(?:will|would) not (?:be able to )?(?:{CALL})|(?:do|did) not (?:{CALL}) (?:{ME})(?: (?:{BUT}))|(?:do|did) not (?:{CALL}) (?:(?:my|the) (?:husband|wife|mother|mom|dad|work|office|home|job|boss|ex|son|daughter|house phone|pharmacy|doctor|insurance|emergency contact)|him|her|them|it|[a-z]+ )(?! ?(?:again|anymore|ever|any more))',
  '(?:why|how come|when|did|if|because|since) (?:did|do|you|nobody|no one|they)(?: you| they| nobody)? (?:not|never)(?: you| they| anyone| anybody| he| she)? {CALL}|you (?:did|do|have|has) not {CALL}(?:ed)?|(?:nobody|no one) (?:\\w+ )?(?:{CALL}|{CALLED})|(?:do|did) not (?:get|receive|have|hear|see)(?: (?:a|an|any|the|your|my|that))* {CALLS}(?! (?:anymore|any more|again|from you (?:again|anymore)))',
  '(?:take|get|remove|drop) (?:me|us)(?: back)? (?:off|from|out of)(?: (?:the|your|that|my|this))* (?:hold|mute|speaker(?: ?phone)?|schedule|calendar|appointment|books?|wait(?:ing)? ?list|cancell?ation list|standby(?: list)?|\\d+(?: o ?clock)?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|reservation|wait list|order|medication|plan|insurance)|(?:delete|remove|cancel|change|update)(?: \\w+){0,2} (?:appointment|reservation|booking)',
  'opt(?:ing)? (?:me )?out of(?: (?:the|this|being|my|any|having|all|your|a))* (?:record\\w*|x ?rays?|fluoride|whitening|appointment|anesthesia|insurance|plan|treatment|sealants|photos?|tip|service|visit|survey|tartar|cleaning|procedure)|can i opt out of(?! (?:calls|texts|messages|this))|unsubscribed? (?:from )?(?:the )?(?:netflix|gym|magazine)',
  '(?:leave|left|lose|lost|losing) (?:me |my )?(?:(?:a|an|your|that|the|him|her) )(?:message|number|voicemail|tooth|crown)|(?:should|could|can|may|shall) i (?:stop|not) {CALL}\\w*|never (?:{CALLED})(?: {ME})?(?: back)?|do not (?:call|{CALL}) (?:911|the police|an ambulance|security)|(?:stop|stopping|stopped|drop) (?:by|in|over|at)',
]

const ALARMS = [
  '(?:stop|quit|cease|end|knock off|cut out|no more|enough (?:with )?(?:of )?(?:the|all|this|your)?|discontinue|refrain from|halt)(?: (?:all|with|these|this|the|your|those|any|you|constantly|always|of|from|me|us|my phone|fucking))* (?:{CALLING})',
  '(?:stop|quit|end|cease|halt|discontinue|cancel|cut|turn off|no more|no further|make|want no more|enough)(?: (?:sending|making|leaving|giving|me|us|all|of|with|these|this|the|your|those|any|my|further|more|automated|sales|marketing|unwanted|reminder|constant|stupid|phone))* (?:{CALLS})(?= ,|$| (?:from|to|please|now|right|immediately|at once|stop|end|go away|and|or|okay|ok|already|me|period|ever|{AGAIN})\\b)(?! to (?:confirm|the))',
  '(?:do|would|will|did|could|can|must|may|should|better|cannot|shall)(?: you)?(?: all| guys| people)? (?:not|never)(?: (?:you|ever|even|dare|want|like|need|think|to|you to|try|again|wish|you people|you guys|anyone|anybody|any of you|for|bother))* (?:{CALL})(?: (?:{ME}))?(?= ,|$| (?:{AGAIN}|because|or i|or we|please|period|okay|ok|at all|and|either|here|thanks|thank you|for any)\\b)',
  '(?:^|, |please |and |or |so |just |i said |to |you )(?:never|not)(?: (?:ever|to|again|you))* (?:{CALL})(?: (?:{ME}))(?: (?:{AGAIN}))?(?= ,|$| (?:{AGAIN}|please|or|and)\\b)|never (?:ever )?(?:{CALL})(?: {ME})?(?: back)? (?:{AGAIN})',
  '(?:told|asked|tell|telling|asking|want|wanted|need|would like|like|begged|said|wish|prefer)(?: (?:you|them|u|your (?:office|people|company|staff)|guys|people|everyone|all|for|nobody|no one|anyone|that|all of))*(?: (?:\\d+|many|several|multiple|few|a|times?|already|before))* (?:not to|to not|to never|to stop|to quit|never to|you would stop)(?: (?:ever|from|be))*(?: (?:{CALL}|{CALLING}|be {CALLED}|{CALLED}))(?! (?:{BUT}))',
  '(?:do|does|did|would|will|can) not (?:(?:ever|really|even) )*(?:want|wish|like|need|care|consent|agree|authorize|give (?:you )?(?:my )?(?:consent|permission))(?: (?:to|for|any|anymore|more|your|you|these|those|the|further|get|getting|receive|receiving|have|having|be|being|been|of|hear|all|guys|people|anyone|anybody|nobody|from|constant|automated|stupid|marketing|sales|phone|and|or))* (?:{CALLS}|{CALLED}|{CALLING}|{CALL} (?:{ME}))(?= ,|$| (?:{AGAIN}|from|please|by|about your|at all|or|and|on my (?:phone|cell)|here|ok|okay|you|period|either|at this number|like this|me)\\b)(?! back| about (?:my|the))|no longer (?:want|wish|consent|agree|care)(?: (?:to|get|receive|be|any|your|these|getting|have|from|more))* (?:{CALLS}|{CALLED}|hear)|(?:never|not|do not)(?: (?:ever|want|wish|care|like))* (?:want |wish |like )?to hear from (?:you|your|this)|hear from you (?:people |guys )?(?:ever )?again(?=.*(?:not|never))',
  '(?:take|get|remove|delete|erase|scratch|strike|cross|drop|pull|scrub|wipe|cut|block|purge)(?: (?:the|all|of|damn))* (?:me|us|my (?:\\w+ )?(?:name|number|phone|info|information|cell|contact|details|numbers|data)(?: (?:and|or) (?:\\w+ )?(?:number|name|info))?|this (?:phone )?number|our (?:name|number)s?)(?: (?:the|hell|fuck|right|completely|permanently))*(?: (?:off|from|out of|out|of))+(?: (?!hold|wait|schedule|calendar)\\w+){0,6}? (?:{LIST})',
  '(?:take|get) (?:me|us|my (?:name|number)|this number) off(?= ,|$| (?:of )?(?:it|that|this|please|now|right now|immediately))|(?:remove|delete|erase|lose|forget|block|purge) (?:my|this|our)(?: (?:phone|cell|mobile|damn|telephone))? number|remove (?:me|us)(?= ,|$| (?:now|immediately|completely|please|from (?:this|these|your|all|the) (?:call|text|message|marketing|campaign|phone)\\w*))',
  '(?:put|place|add|want|get)(?: (?:me|us|my (?:name|number)|this number|to be|be|put))+(?: (?:on|onto|to|in))+(?: (?:the|your|a|national|internal|that))* (?:do not|no|dont|never) (?:call|contact|text)|do not (?:call|contact) (?:list|registry|request|register)|no ?call list|(?:stop|no) contact list',
  'unsubscribe|opt(?:ing|ed)?(?: (?:me|us|my number))? out(?! of (?:#|\\w+ recording))|opt ?out|(?:revoke|withdraw|rescind|cancel|take back)(?:ing)? (?:my |all |any )?(?:consent|permission|authorization)(?: (?:to|for|that))*(?: (?:you|be|being|all|any|your|the))*(?: (?:{CALL}|{CALLED}|{CALLS}|{CALLING})|(?= ,|$))|cease and desist',
  '(?:leave|leaving) (?:me|us|my family) (?:the )?(?:hell |fuck )?alone|(?:go away|get lost|piss off|fuck off|screw you|buzz off)(?=.*(?:call|number|list|text|phone|stop))|(?:call|calls|called|calling|number|list|text|phone)(?: \\w+){0,8} (?:fuck off|piss off|go away|get lost)|lose (?:my|this) number',
  '(?:if|next time)(?: you| you people| you guys| anyone| i get)(?: (?:ever|guys|people|even|dare))* (?:{CALL}|another|1 more)(?: (?:{ME}|call|text|{AGAIN}|one|1|more|time))*(?:(?: \\w+| ,){0,4} (?:sue|suing|lawyer|attorney|report\\w*|police|fcc|court|complaint|block\\w*|regret|legal|scream))|{CALL} (?:{ME}) again and (?:i|you)',
  '(?:better|had better|should|must|need to|needs to|have to|has to)(?: (?:be|you|all|these|the|calls|this|not|never|really|guys|people))* (?:stop|not {CALL}|never {CALL}|quit) ?(?:{CALLING}|{ME}|{CALLS}|the {CALLS})|(?:calls?|texts?|messages|calling)(?: \\w+){0,3} (?:has|have|need|needs|must|got) to (?:stop|end)|not interested(?: ,| and| so| in \\w+)*(?: (?:please|,|so|and|do|never|not|stop))* (?:not |never )?(?:{CALLING}|(?:{CALL})(?: {ME})?(?: again)?)|stop (?:contacting|contact|it with the calls|with (?:the|all) (?:the )?{CALLS})',
]

const ear: Ear = { innocent: patterns(INNOCENT, GROUPS, 'g'), alarms: patterns(ALARMS, GROUPS) }

/**
 * Whether someone says, in whatever words, that they are not to be contacted again.
 *
 * The measure is what a reasonable person would understand (47 CFR 64.1200(a)(10)): no fixed phrase is required. A wish
 * about one call ("not before nine"), one appointment or one recording is not meant.
 */
export const asksToStop = (text: string): boolean => hears(ear, plainWords(text))

/** The same of words that plain-words.ts has already made plain. */
export const hearsOptOut = (plain: string): boolean => hears(ear, plain)
