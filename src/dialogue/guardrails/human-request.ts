import { earFor } from './listen-for.ts'

const GROUPS = {
  A: 'a|an|the|some|any|your|another|one of your|real|live|actual|living|breathing|human|different|regular|somebody|other|one of the|customer|service|support|senior|sales|office|local|normal|proper|genuine',
  HUMAN:
    'human(?: being)?s?|person|people|representatives?|rep|reps|agents?|operators?|receptionist|reception|staff(?: member)?|team(?: member)?|employee|associate|specialist|supervisor|manager|management|owner|front desk|office|billing|billing department|customer service|customer support|customer care|support|someone|somebody|anyone|anybody|someone else|somebody else|secretary|scheduler|attendant|assistant manager|host|hostess|live one',
  CLINICIAN: 'nurse|doctor|dentist|hygienist|physician|provider|pharmacist|stylist|chef|medical assistant',
  TALK: 'speak|talk|chat|be talking|be speaking|have a word',
  // What a clinician writes or has, and no clinician.
  THEIRS:
    '(?:s )?(?:card|bill|records?|address|hours|number|note|notes|letter|excuse|slip|form|forms|referral|signature|appointment|visit|report|to come)',
  BOT: 'robots?|machines?|computers?|bots?|ai|a i|automated(?: \\w+)?|recordings?|voicebot|chatbot|software|virtual \\w+|siri|alexa|program|artificial intelligence',
}

const INNOCENT = [
  // Asking what it speaks with is a question, and has an honest answer.
  '(?:am i|are we|is it|is this|are you|you are|who am i|do i)(?: (?:actually|even|really|now|still|not|currently|just|like))*(?: (?:talking|speaking|chatting|connected|through))*(?: (?:to|with))*(?: (?:{A}|{BOT}|or))* (?:{HUMAN}|{BOT})(?: or(?: (?:a|an|is this|{A}))* (?:{HUMAN}|{BOT}))?|(?:sound|sounds|seem|seems) like(?: (?:{A}))* {HUMAN}',
  '(?:real estate|travel|insurance|leasing|booking|rental|free|estate|sports|literary|cleaning|insurance company|drug) (?:agent|representative|rep)s?|(?:i am|my name is \\w+(?: \\w+)?(?: ,)? i am)(?: an?| the)(?: \\w+){0,3}? (?:representative|rep|agent|operator|manager|receptionist|nurse|supervisor|owner)|(?:machine|crane|tour|forklift|heavy equipment) operators?|(?:medical|dental|pharma\\w*) (?:sales )?rep',
  '(?:appointment|appointments|visit|consult|consultation|time|slot|book|schedule|come in|come|in person|session)(?: (?!,)\\w+){0,4} (?:to|and|where i can|so i can) {TALK} (?:to|with)',
  '(?:spoke|talked|was talking|was speaking|been talking|spoken|chatted)(?: (?:to|with))(?: (?:{A}))* {HUMAN}|(?:have|need|want|going|had|would like|like)? ?to (?:{TALK}) (?:to|with) (?:my|his|her|our|their)|(?:did not|do not|rather not|without having to|without|not need to|not want to|do not need to|do not have to|no need to) (?:need to |want to |have to |like to )?(?:{TALK}\\w*)(?: (?:to|with))(?: (?:{A}))* {HUMAN}',
  '(?:someone|somebody|anyone|anybody) (?:to )?(?:look|see|check|clean|fix|cut|color|take a look|examine|fill|squeeze|fit)(?: \\w+)?|(?:second|third|each|every|per|first|2nd|same|right|nice|busy|sick|morning|in|that|this|one|which|what|particular|only|another|extra|more|other|2|3|4|5|6|7|8|9|10|11|12|many|few|table for|party of) (?:person|people)(?! (?:on|please|to talk|to speak))',
  '(?:someone|somebody|person|anyone)(?: (?:already|just|from|at|in|there|else|who))*(?: \\w+){0,2} (?:called|told|left|said|texted|canceled|cancelled)|(?:human resources|human race|office (?:hours|address|visit|manager position|supplies|party|building)|support group|staff meeting|team meeting|open house)',
]

const ALARMS = [
  '(?:{TALK})(?: (?:directly|to|with|,|here|over|live|right now|now))+ (?:(?:{A}) )*(?:{HUMAN}|(?:{A}) {CLINICIAN})|speak human|(?:{TALK}) (?:to|with) (?:dr|doctor) [a-z]+|(?:{TALK}) (?:to|with) (?:who|whoever)(?: is|s)? (?:in charge|responsible|there)',
  '(?:transferred|connected|transferring|connecting|patched|routed|put through|forwarded)(?: (?:me|us|this call|through|over))* (?:to|with) (?:(?:{A}) )*(?:{HUMAN}|(?:{A}) {CLINICIAN})(?! {THEIRS})|(?:can|could|will|would|have) (?:a|an|another|the|any|some|real) (?:(?:{A}) )*(?:human|person|representative|operator|agent|manager|supervisor)(?: \\w+)? (?:call|phone|ring|help|talk|speak|take|pick|answer)(?! (?:in|at|by)\\b)',
  '(?:transfer|connect|patch|put|get|give|pass|hand|route|forward|direct|send|switch|redirect|escalate|bring|reach|find|let me have|page|ring|fetch|grab)(?: (?:me|us|this|my call|the call|this call|through|over|on|onto|to|with|up|back|in touch|line|phone|for|out|of))* (?:(?:{A}) )*(?:{HUMAN}|(?:{A}) {CLINICIAN})(?! {THEIRS})',
  '(?:transfer|connect|patch|escalate)(?: (?:me|us|my call|this call))+(?: (?:through|please|now|right now|over|to))*(?= ,|$)|put me through',
  '(?:want|need|like|prefer|get|demand|request|have|wanted|rather have|asking for|ask for|asked for|looking for|require|insist on)(?: (?:to|have|get|see|reach|deal with|work with|be|been|be transferred to|be connected to|hear|help from|for))*(?: (?:{A}))+ (?:(?:{A}) )*(?:human(?: being)?|person|representative|rep|agent|operator|receptionist|supervisor|manager)(?! (?:for|at home|to come|whose|that is|who|visit|named|appointment|in mind)\\b)',
  '(?:real|live|actual|living|breathing|genuine|human)(?: (?:live|human|actual|breathing))* (?:human(?: being)?|person|people|agent|operator|representative|rep|being|receptionist|employee|voice)',
  '(?:is|are)(?: there)(?: (?:{A}|not))*? (?:{HUMAN})(?: (?:there|here|available|around|else|in the office|on duty|in))*(?: (?:i|we|who|that) (?:can|could|may|am able to|might)?(?: actually| just| maybe)? ?(?:{TALK}|reach|help|deal|get|work))',
  '(?:is|are)(?: there)?(?: (?:{A}))*? (?:someone|somebody|anyone|anybody|receptionist|manager|front desk|owner|humans?)(?: \\w+)? (?:available|around|on duty|in the office|there i)(?: (?:to|who|that))*(?: {TALK}| help)?',
  '(?:not|without|stop|rather not|prefer not|no|hate|sick of|tired of|refuse to|done|enough|do not like|instead of|fed up)(?: (?:want|wanna|to|like|be|keep|going|of|wish|with|care|talk|talks|need|me|a|have))*? (?:talk|talking|speak|speaking|deal|dealing|chat|chatting|conversing|arguing)(?: (?:to|with))(?: (?:a|an|some|the|this|any|you|stupid|dumb|your|another))* {BOT}',
  '(?:let|can|could|may|would|will|please|want|like)(?: \\w+){0,3} (?:speak|talk) to (?:(?:{A}) )*(?:{HUMAN})|anyone (?:else|human|real) (?:there|here|i can)|(?:a|any) humans?(?: there| available| around|,| ,|$)|(?:^|, )(?:no )?(?:i said )?(?:(?:{A}) )*(?:human(?: being)?|representative|operator|agent|person|receptionist|customer service|supervisor|manager|front desk|associate|live agent)(?: (?:human|representative|operator|agent|person|now|right now|thanks|thank you))*(?= ,|$)',
  '(?:want|need|like)(?: to have| to get)? (?:someone|somebody) (?:real|human|live|to talk to|to speak to|to speak with|to talk with|on the (?:phone|line))|(?:someone|somebody|person) (?:on the (?:phone|line)(?! (?:yesterday|earlier|last))|who is (?:real|human|not a))|(?:is not|not|isnt) (?:{BOT})(?= ,|$)(?=.*(?:human|person|someone|speak|talk))|no (?:more )?(?!recording)(?:{BOT})(?= ,|$)',
]

/** That the caller wants a person on the line. Asking whether this is one does not. */
export const humanEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
