import { patterns, type Ear } from './listen-for.ts'

const GROUPS = {
  REC: 'record|recorded|recording|recorder|taped|taping|tape',
  THIS: 'the|this|that|your|our|my|any|a|of|for|to|in|on|with|being|be|get|getting|have|having|it|me|us|you|call|calls|phone|conversation|voice|audio|it being|going|is|are|going to|i am|am|myself|anyone|anybody|by|made|been',
}

const INNOCENT = [
  '(?:medical|dental|health|patient|vaccination|immunization|shot|vet|school|public|police|criminal|sales|tax|payment|hospital|my|his|her|their|our|old|past) records?(?! (?:me|us|this|the call))|records|record (?:of|number|keeping|label|store|player|low|high|time|deal)|(?:for the|on|off the|on the|track|world|break the|set the) record|have a record|keep a record|tape (?:measure|worm)|duct tape|(?:red|scotch|medical|kinesio\\w*) tape',
  '(?:do|does|would|did|will) not (?:mind|care|object|have (?:a|any) (?:problem|issue|objection|objections)|matter|bother)(?: \\w+){0,6} {REC}|(?:no|not a|not any) (?:problem|objection|objections|issue|issues|worries)(?: \\w+){0,4} {REC}|not (?:opposed|against|bothered)(?: \\w+){0,4} {REC}|{REC} (?:\\w+ ){0,3}(?:is|are) (?:fine|ok|okay|all right|alright|no problem|good)',
  'did not (?:get |receive |catch |hear )?(?:(?:the|a|your|that|my|it) )*{REC}(?: \\w+)? (?:my|the|it|payment|appointment|that)|(?<!rather you |prefer you |rather they )did not {REC}|(?:is|was) not {REC} (?:in|on) (?:my|the) (?:chart|file|account)|(?:answering|voicemail|voice mail) (?:machine )?recording|(?:dj|band|music|album|studio|podcast|song)(?: \\w+){0,3} {REC}|{REC} (?:studio|artist|session|equipment|a (?:song|podcast|album|video))|(?:hear|heard|listen|listening|got|get|hearing|reached|talk|talking)(?: (?:to|a|an|the|your|that|just))* recording',
]

const ALARMS = [
  '(?:do|does|would|will|did) not (?:(?:really|even|ever|at all|particularly) )*(?:want|like|wish|agree|consent|allow|authorize|authorise|permit|appreciate|approve|accept|feel|have|give)(?: (?:{THIS}|comfortable|good|okay|ok|permission|consent|my|anything|right|to|said|this to be))*? {REC}',
  '(?:am|is|are|be|feel) not (?:(?:really|very|at all|so) )*(?:ok|okay|comfortable|fine|cool|happy|good|all right|alright|on board|agreeing|consenting|willing|interested|going)(?: (?:{THIS}))*? {REC}|(?:uncomfortable|unhappy|not comfortable)(?: (?:{THIS}))*? {REC}|(?:hate|dislike|against)(?: (?:{THIS}))*? {REC}',
  '(?:(?:do|can|could|would|will|should|must|may|are|have|might) not|cannot)(?: you)?(?: (?:ever|you|we|dare|even|be|i|have|allowed to|legally))* (?:record|tape|be recording|recording)(?: (?:me|us|this|that|the|our|my|it|any|anything|call|conversation|without|please|what|ok|okay)\\b|,| ,|$)',
  '(?:can|could|would|will) (?:you|we|this|i|it|the call)(?: (?:all|guys|please|call|maybe))* not(?: (?:be|being|have|get|do))*(?: (?:{THIS}))*? {REC}|(?:please |rather |prefer |prefer to |preferred |asked you |told you |want you |like you |need you |said )(?:(?:you|to|that|we|this|i) )*not(?: (?:to|be|being|have|get))*(?: (?:{THIS}))*? {REC}|^not (?:to )?(?:be )?{REC}|(?:rather|prefer|prefer if|prefer that|like it if|wish|appreciate it if)(?: (?:you|this|it|that|if|we|the call|all))* (?:did not|was not|were not|is not|are not|would not|do not|not)(?: (?:be|being|get|have))* {REC}|(?:will|would|shall) not (?:be|get|have this|let you|allow you to|have you) {REC}|(?:nobody|no one) (?:asked|told)(?: (?:me|us))?(?: (?:if|whether|that|about|i|we|wanted|was|were|am|going|to|be|being|you|this|it|wants|minded))* {REC}',
  '(?:stop|quit|cease|end|pause|kill|cancel|disable|halt|suspend|delete|erase|destroy|discontinue|deactivate|mute)(?: (?:the|this|that|your|my|any|of|all|call|voice|phone|audio))* (?:{REC}|tape recorder)',
  '(?:turn|shut|switch|cut|take)(?: (?:it|the|this|that|your|any|my|call|voice|damn))*(?: off)?(?: (?:the|this|that|your|any|call|voice|tape))* {REC}(?: \\w+)?(?: off| down)?(?= |$)|(?:turn|shut|switch) (?:that|it|this)(?: thing)? off(?=.*{REC})|{REC}(?: (?:device|thing|feature|function|part))*(?: (?:must|needs to|has to|should|can|to))*(?: (?:be|get|go))* (?:turned|switched|shut|stopped|off)',
  '(?:no|without|without any|without being|without the|opt(?:ing)? out of|object(?:s|ing)? to|objection to|refuse|refusing|refuse to|decline|declining|decline to|deny|withhold|withdraw|revoke)(?: (?:{THIS}|consent|permission))*? {REC}(?!s)|{REC}(?: \\w+){0,4} without (?:my|our|any) (?:consent|permission|knowledge|approval)|(?:no|not) (?:consent|permission|right)(?: (?:{THIS}|for|you))*? {REC}',
  '(?:who|what|when)(?: (?:said|gave|made|gives|allowed|told))(?: (?:you|the|a|that|i))*(?: (?:right|permission|could|can|you|to|ok|okay|think))* {REC}|(?:nobody|no one|never|i never)(?: \\w+){0,4} (?:agreed|consented|permission|said|asked)(?: (?:{THIS}|you|could|can))*? {REC}|(?:illegal|against the law|not legal|have no right|no right)(?: (?:{THIS}))*? {REC}',
  '{REC}(?: (?:this|me|it|call|the call|our call|right now|now))*(?: ,)?(?: (?:then|well|oh|if so|in that case|so|sorry|um|,))* (?:no(?: thanks| thank you| way)?(?= ,|$)|i (?:do not|would rather not|will not|am not|refuse|object|would prefer not|am going to hang|will hang|am hanging|am out|want out)(?! (?:mind|care|object|have a problem)))',
  '(?:if|because|since|as long as|when|while)(?: \\w+){0,5} {REC}(?: \\w+){0,5}(?: ,)?(?: (?:then|so))? i (?:am|will|do|would|want)(?: (?:not|rather|going|to|hang))* (?:hang|hanging|leave|leaving|talk|continue|off|say|speak|go)',
  '(?:do|will|cannot|would) not consent(?= ,|$| to (?:this|that|it|any of this|being)(?: ,|$| {REC}))|^(?:no , )?i object(?: to (?:this|that|it))?(?= ,|$)',
  '(?:i )?(?:said|say|saying|ask|asked) no {REC}|^(?:no )?{REC}(?: ,)? no$|not on (?:tape|a recording|recording)',
]

/** That the caller will not be recorded. A question whether the call is recorded is only a question. */
export const recordingEar: Ear = { innocent: patterns(INNOCENT, GROUPS, 'g'), alarms: patterns(ALARMS, GROUPS) }
