import { article, THEIR_DATA } from './english-data.ts'
import { ENGLISH_TURNS as turns } from './english-turns.ts'
import { words, type Rule } from './rule.ts'

const REMOVE =
  '(?:delete|del|erase|remove|destroy|wipe|purge|scrub|expunge|eliminate|obliterate|get rid of|dispose of|clear out|take down|deleting|erasing|removing|deletion of|erasure of|removal of|destruction of|delet|dlete|delte|deleate|erace)'
const REMOVED = '(?:deleted|erased|removed|destroyed|wiped|purged|scrubbed|expunged|eliminated|gone|taken down)'
const WISH =
  "(?:please|want|wants|wanted|like|wish|need|needs|have|get|demand|request|requesting|requests|require|ask|asking|insist|expect|prefer|would|should|must|i'd|see to it|make sure|ensure|can|could|kindly)"

/** Not of their person: what they booked, a thing in a program, a list, this very mail, somebody else's customers. */
const OTHER_THING =
  /\b(?:delete|erase|remove|removing|deleting|clear|drop|destroy)\b[\w\s'"]{0,45}\b(?:appointments?|bookings?|reservations?|events?|meetings?|slots?|comments?|reviews?|posts?|orders?|items?|services?|staff|widgets?|api keys?|webhooks?|agents?|calendars?|(?:this|the) (?:e-?mail|message)|e-?mail from your|button|link|option|page|feature|checkbox|menu|endpoint|lists?|restrictions?|filters?|spell)\b(?! (?:history|data|records?|details))|\b(?:all|every|other|your)(?: \w+)? (?:users?|tenants?|customers?|clients?|patients?|people|accounts|businesses|companies)\b|\b(?:a|our|the) (?:customer|client|patient|caller|user|contact)s?'|\bif (?:i|we) [^,]{1,60}, (?:will|do|would|are|is) (?:you|my|it)\b/

/** About a request there is, or turning it back. */
const ABOUT_ONE =
  /\b(?:cancel|withdraw|stop|undo|revoke|retract|disregard|ignore|status of|update on|progress (?:of|on)|regarding|received|processed|about|confirmation of) (?:\w+ ){0,4}(?:deletion|erasure|removal|delete)/

export const ENGLISH_DELETE: readonly Rule[] = [
  {
    label: 'delete',
    name: 'delete.en.data',
    says: words(`${REMOVE}(?:(?:,| or| and|,? and/or) ${REMOVE})* ~2${THEIR_DATA}`),
    unless: OTHER_THING,
    turns,
  },
  {
    label: 'delete',
    name: 'delete.en.me',
    says: words(
      `(?:${REMOVE.replace('remove|', '').replace('removing|', '')}) (?:me|myself)(?! (?:a|an|that|this|to|know|for)\\b)|${REMOVE} (?:everything|it all)|remov(?:e|ing) (?:me|myself|us) ~2(?:from|out of|off) (?:your|the|all) ~3(?:systems?|databases?|records?|servers?|files?|platform|books|crm)|${REMOVE} (?:the|this|that|those|these|all|any)(?: of)?(?: the| those)? ~1(?:recordings?|transcripts?|voice recordings?|voicemails?)`,
    ),
    unless: OTHER_THING,
    turns,
  },
  {
    label: 'delete',
    name: 'delete.en.must',
    says: words(
      `${THEIR_DATA} (?:should|must|needs? to|has to|have to|is to|are to|shall|ought to|to) (?:please |all |now |immediately )*be ~2${REMOVED}|(?<=\\b(?:data|information|info|details|records?|account|recordings?|profile)\\b.{0,120})(?:want|like|need|have|get) (?:it|them|this|that|those)(?: all)? ${REMOVED}`,
    ),
    unless: OTHER_THING,
    turns,
  },
  {
    label: 'delete',
    name: 'delete.en.it',
    says: words(
      `(?:please|and|also|to|then|now|must|just|kindly|\\d\\)|immediately) (?:delete|erase|remove|destroy|wipe|purge) (?:it|them|those|all of (?:it|them|that))(?: all)?|^\\W*(?:delete|erase|destroy|wipe|purge) (?:it|them|all of (?:it|them|that))(?: all)?|(?:want|like|need|have) (?:it|them|all of (?:it|them|that)) (?:all )?${REMOVED}`,
    ),
    about:
      /\b(?:my|our|personal|any|the) (?:\w+ ){0,2}(?:data|information|info|details|records|recordings?|profile)\b|\brecordings? of me\b|\b(?:about|on) me\b/,
    unless: OTHER_THING,
    turns,
    confidence: 0.7,
  },
  {
    label: 'delete',
    name: 'delete.en.passive',
    says: words(`${WISH} ~5(?:${THEIR_DATA}|everything) ~5${REMOVED}`),
    unless: OTHER_THING,
    turns,
  },
  {
    label: 'delete',
    name: 'delete.en.request',
    says: words(
      `(?:data|account|privacy|gdpr|ccpa) (?:deletion|erasure|removal)(?: request| demand)?|(?:deletion|erasure) (?:request|demand)|request(?:ing|s)? (?:for |of |to )?(?:the |a |full |complete |immediate |permanent |my |for )*(?:deletion|erasure|removal|be deleted|be erased)|request to (?:delete|erase)|right (?:to|of) (?:be forgotten|erasure|deletion|delete|erase)|${article('17')}|i want (?:out of|off) your (?:system|database|platform|servers)|to be (?:deleted|erased|removed|forgotten|wiped) (?:from|out of|by) your|(?:forget|forgetting) (?:all about |about |everything about )?me|forget everything (?:you know|i|about)|(?:close|terminate|deactivate|cancel) (?:and delete )?my account and ~3(?:delete|erase|remove)|(?:take|get|pull) (?:me|my ~3(?:data|details|number|information|info|name)) (?:out of|off)(?: of)? (?:your|the) ~2(?:systems?|databases?|records|servers|files|platform|books)|(?:keep|leave|retain) no (?:trace|record|data|copy|copies)`,
    ),
    unless: ABOUT_ONE,
    turns,
  },
]
