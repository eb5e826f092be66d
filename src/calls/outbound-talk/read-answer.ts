import { readYesNo } from '../../dialogue/capture/yes-no.ts'

/** What somebody makes of a call of ours, as far as rules can tell; `other` is for whoever understands more. */
export type Answer =
  | 'yes'
  | 'no'
  | 'move'
  | 'cancel'
  | 'again'
  | 'who'
  | 'later'
  | 'wrong_number'
  | 'fetching'
  | 'hello'
  | 'other'

const WHO =
  /\bwho(?:s| is| are)? (?:this|that|you|it|calling|speaking|there)\b|\bwho (?:am i|did you say|are you)\b|\bwhat(?:s| is)? (?:this|it|that) (?:about|for|regarding|concerning)\b|\b(?:about|regarding) what\b|\bwhat (?:do you want|company)\b|\bwhere are you calling\b|\b(?:is this|are you) (?:a |an )?(?:robot|recording|scam|ai|machine|bot|computer|human|real|person|real person)\b|\bmay i ask\b|\bquien (?:habla|es|llama|me habla|le habla)\b|\bde parte de quien\b|\bde donde (?:llama|habla)\b|\bde que se trata\b|\bque (?:quiere|desea|necesita)\b|\bes (?:un robot|una grabacion|una maquina)\b/

const WRONG =
  /\bwrong (?:number|person)\b|\bno (?:one|body) (?:here )?(?:by|with|of|called) (?:that|the|this) name\b|\b(?:no|dont have (?:a|an|any)|there is no|theres no) \w+ (?:here|at this number|lives here)\b|\b(?:doesnt|does not|dont|no longer) (?:live|work)s? here\b|\bnot (?:my|the right|her|his|their) number\b|\bnumero equivocado\b|\bse equivoco\b|\baqui no (?:vive|hay)\b|\bno vive aqui\b/

const LATER =
  /\b(?:call|phone|try|ring)(?: me| us)?(?: back)?(?: again)? (?:later|tomorrow|tonight|another|next|in (?:a|an|the|about|\d+|ten|twenty|thirty)|on (?:mon|tues|wednes|thurs|fri|satur|sun)|after|at \w+|(?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:afternoon|evening)|some other|when)|\b(?:call|ring|phone) (?:me |us )?back\b|\b(?:im|i am) (?:driving|busy|at work|in a meeting|working|at the|in the middle|eating|asleep|sleeping|on another|on the other)\b|\b(?:bad|not a good|isnt a good|not the best|wrong) (?:time|moment)\b|\b(?:cant|cannot|can not) (?:talk|speak)(?: right)?(?: now)?\b|\b(?:no|dont have) time\b|\bnot (?:right )?now\b|\bllam(?:e|en|a)me (?:mas tarde|manana|despues|luego|el |otro|a las|en)|\b(?:mas tarde|otro momento|otro dia|en otro)\b|\bestoy (?:manejando|ocupad[oa]|trabajando|en (?:el|una|la))\b|\bno (?:puedo|tengo tiempo)(?: hablar)?(?: ahora| ahorita)?$|\bahorita no\b/

const FETCHING =
  /\b(?:hold on|hang on|let me get|let me put|ill get|i will get|ill put|one (?:sec|second|moment|minute)|just a (?:sec|second|moment|minute)|give me a (?:sec|second|moment|minute)|wait a (?:sec|second|moment|minute))\b|\b(?:espere|esperame|espereme|un (?:momento|momentito|segundo)|ahorita se l[oa]|se l[oa] paso)\b/

const AGAIN =
  /\b(?:what (?:time|day|date|was that|did you say)|when(?: is| was| again)?$|when is (?:it|that)|which (?:day|appointment|one)|repeat|say (?:that|it) again|come again|pardon|didnt (?:catch|hear|get)|cant hear|speak up)\b|^(?:what|sorry|excuse me|huh|when)$|\b(?:a que hora|que dia|cuando es|repita|repitalo|como dijo|otra vez|mande|no (?:le )?(?:escuche|entendi|oi|escucho|oigo))\b/

const HELLO =
  /^(?:(?:hello|hi|hey|good (?:morning|afternoon|evening)|hola|bueno|alo|digame|diga|mande|buenos dias|buenas|buenas tardes|there|yes|yeah|si)(?: |$))+$/
const HAS_HELLO = /\b(?:hello|hi|hey|good|hola|bueno|alo|diga|digame|buenos|buenas)\b/

/** "No, just cancel it" is no no to cancelling. */
const NOT_CHANGED =
  /\b(?:not|dont|never(?! mind)|no need to)\b(?: \w+){0,3}? (?:cancel\w*|move|moving|change|changing|reschedul\w*)|\bno (?:cancel\w*(?:ing|ations?)|changes|changing|moving|rescheduling)\b|\bno change$|\bno (?:la |lo |me |le |quiero |queremos |necesito |deseo |hay que |hace falta |voy a |vamos a )*(?:cancel\w+|cambi\w+|muev\w+|mover\w*|reprogram\w+)/
const MOVE =
  /\b(?:move|moving|reschedul\w*|re schedul\w*|postpone|push|switch|change|another (?:time|day|date|slot)|different (?:time|day|date)|some other (?:time|day)|earlier|later (?:time|date)|(?:cant|cannot|wont|can not|not able to|wont be able to|unable to) (?:make|come|be there|attend))\b|\b(?:cambi(?:ar|arla|o|e)|mover(?:la)?|reprogram\w*|pospon\w*|aplaz\w*|adelant\w*|otra (?:hora|fecha)|otro (?:dia|horario)|no puedo (?:ir|asistir|llegar)|no voy a poder)\b/
const CANCEL =
  /\b(?:cancel\w*|call (?:it|that) off|drop (?:it|the appointment)|dont (?:want|need) (?:it|the appointment|that appointment)(?: anymore| any more)?|not coming|wont be coming)\b|\b(?:anul\w*|ya no (?:la )?(?:quiero|necesito|voy)|no voy a ir)\b/
const CONFIRM =
  /\b(?:confirm\w*|(?:ill|i will|well|we will|i shall|i am going to|im going to|gonna) (?:be (?:there|coming)|come|see you|make it)|see you (?:then|there|tomorrow)|i can make it|keep (?:it|the|my|that)|im coming|i am coming|count on me|works for me)\b|^(?:(?:ah|ay|bueno|claro|eh|hola|oh|ok|pues) )*si\b|\bque si$|\b(?:claro|confirmo|confirmad[oa]|confirmar(?:la)?|ahi (?:estare|estaremos|voy)|alli estare|de acuerdo|esta bien|por supuesto|perfecto|correcto|la quiero|me interesa|nos vemos)\b/
const REFUSE =
  /\bno(?:t)? (?:interested|thanks|thank you|gracias|me interesa|quiero|la quiero)\b|^no(?: no)*$|^(?:nope|nah|no gracias)\b|^(?:claro|desde luego|por supuesto|seguro) que no\b/

const UNSURE = /\b(?:no (?:lo |la )?se|no estoy segur[oa]|a ver si)\b/

/** A condition, a question, or a no in it: nobody is held to such a yes. */
const DOUBT =
  /\b(?:but|pero|except|excepto|unless|aunque|if|not|cant|cannot|wont|dont|never|nobody|unable|doubt|wish|hopefully|no|nunca|tampoco)\b/
const ASKS =
  /^(?:(?:yes|yeah|si|ok|okay|so|and|sorry|um|uh|well|y) )*(?:(?:can|could|would|will|does|did|am|are|is|has|should|may) (?:you|u|i|we|it|that|this|she|he|they|there|my|the)|do (?:you|i|we|they)|puede[ns]?|podrian?|tengo que)\b/
/** What sounds like a no, and is none. */
const AGREEABLE =
  /\b(?:no|not a) (?:hay )?(?:problem\w*|worries|trouble|issue|objection)\b|\b(?:why not|(?:como|por que) no)\b|\b(?:dont|do not|wouldnt|would not) (?:worry|mind|see why not)\b|\bcant (?:wait|complain|go wrong)\b|\bif you (?:can|could|would|like|please)\b|^(?:no )+(?=thats?\b|it|all\b|sounds?\b|looks?\b|youre?\b)/g
const SHORT_WORDS_MAX = 3

function isDoubted(text: string, plain: string): boolean {
  const isAsked = text.includes('?') && plain.split(' ').length > SHORT_WORDS_MAX
  return isAsked || ASKS.test(plain) || DOUBT.test(plain.replace(NOT_CHANGED, ' ').replace(AGREEABLE, ' '))
}

/** What they had asked for is taken back: it stays as it is. */
const KEEPS =
  /\b(?:keep|keeping|leave) (?:it|that|this|my|the)\b|\b(?:be there|(?:im|i am) coming|(?:i can|ill|i will) (?:make it|come))\b|^(?:never ?mind|forget (?:it|that))$|\b(?:(?:la|lo) (?:dejo|mantengo|conservo)|dej(?:e|a|emos)la|(?:dejar|mantener|conservar)la|(?<!se )si (?:voy|puedo ir)|ahi estare|olvidelo)\b/
/** "No, la dejo": without its comma that is the opposite. */
const BEGINS = /^\W*(?:(?:ah|actually|oh|pues|wait|well)\b\W+|no *[,.;!–—-]\W*)+/i

/** Whether somebody who was asked what instead, or whether to take it out, would rather keep what they have. Pure. */
export function keepsIt(text: string): boolean {
  const plain = bare(text.replace(BEGINS, ''))
  if (!KEEPS.test(plain) && !NOT_CHANGED.test(plain)) return false
  const rest = plain.replace(NOT_CHANGED, ' ').replace(KEEPS, ' ')
  return ![CANCEL, MOVE, DOUBT, UNSURE].some((other) => other.test(rest))
}

const bare = (text: string): string =>
  text
    .slice(0, TEXT_CHARS_MAX)
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const TEXT_CHARS_MAX = 1_000

/** In this order: who says when to call does not say no, and who moves an appointment does not confirm it. */
const READERS: readonly (readonly [Answer, (plain: string) => boolean])[] = [
  ['wrong_number', (plain) => WRONG.test(plain)],
  ['who', (plain) => WHO.test(plain)],
  ['cancel', (plain) => CANCEL.test(plain) && !NOT_CHANGED.test(plain)],
  ['move', (plain) => MOVE.test(plain) && !NOT_CHANGED.test(plain)],
  ['later', (plain) => LATER.test(plain)],
  ['fetching', (plain) => FETCHING.test(plain)],
  ['again', (plain) => AGAIN.test(plain)],
  ['hello', (plain) => HELLO.test(plain) && HAS_HELLO.test(plain)],
  ['no', (plain) => REFUSE.test(plain.replace(NOT_CHANGED, ' '))],
  ['other', (plain) => UNSURE.test(plain)],
]

const GO_AHEAD =
  /^(?:(?:hello|hi|hey|oh|uh|um|well|hola|pues) )*(?:yes|yeah|yep|yup|ya|sure|okay|ok|of course|alright|all right|certainly|absolutely|go (?:ahead|for it|on)|i (?:do|can talk|have (?:a|one|1|some|the) (?:moment|minute|second|sec|time))|shoot|tell me|what is it|si(?! (?:usted|desea|conoce|quiere|sabe|necesita|su|no|graba|deja|esta))|claro|adelante|por supuesto|digame|diga|de acuerdo|esta bien)\b/

/** Whether somebody who was asked for a moment has one: in so many words, which no greeting begins with. */
export const isGoAhead = (text: string): boolean => GO_AHEAD.test(bare(text))

/** What somebody says to a call of ours, in English or Spanish. Pure. */
export function readAnswer(text: string): Answer {
  const plain = bare(text)
  const found = READERS.find(([, isHeard]) => isHeard(plain))
  if (found !== undefined) return found[0]
  const said = readYesNo(plain)
  if ((said === 'yes' || CONFIRM.test(plain)) && !isDoubted(text, plain)) return 'yes'
  return said === 'no' ? 'no' : 'other'
}
