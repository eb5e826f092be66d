import { readKeyword } from '../consent/opt-out/read-keyword.ts'

/** What somebody means who was told that their data is going to be deleted. `unclear`: only a person can say. */
export type DeletionAnswer = 'keep' | 'unclear'

/** The word that the text names, by language. */
export const KEEP_WORDS = { en: 'KEEP', es: 'CONSERVAR' } as const

/** One text message's worth, ten times: what comes after it is not looked at. */
const LOOKED_CHARS_MAX = 1600

/** So few words may be an answer, whatever they are of. */
const FEW_WORDS = 3

const DELETE = String.raw`(?:delet\w*|eras\w*|wip(?:e|es|ed|ing)|remov\w*|destroy\w*|get rid|throw)`
const DATA = String.raw`(?:data|info\w*|records?|files?|account|history|details|stuff|everything|things?|it|them)`
const BORRAR = String.raw`(?:borr\w+|elimin\w+|quit\w+|suprim\w+|destruy\w+)`

/** What undoes itself with a "not" before it: "do not keep my data". */
const NOT = String.raw`(?:do not|dont|not|never|no|nunca)`

const KEEP: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:do not|dont|not to|never|please no|cannot|cant|must ?not|mustnt|should ?not|shouldnt) (?:want |you |to |my \w+ |anything |it |them |be |ever |please |dare )*${DELETE}\b`,
  ),
  new RegExp(
    String.raw`\b(?:cancel|stop|call off|withdraw|take back|undo|halt|abort|reject|refuse) (?:the |that |this |my |your |it )*(?:deletion|erasure|removal|${DELETE}|request)\b`,
  ),
  /\b(?:was|is|were) ?(?:not|nt) me\b|\bwasnt me\b|^not me\b|\bnobody asked\b|\bsomebody else asked\b/,
  /\bi (?:did not|didnt|never|have not|havent) (?:ask|request|sen[dt]|do|want)\w*\b(?:$| (?:for )?(?:it|this|that)$|.*\b(?:delet|eras|remov|this|that))/,
  new RegExp(String.raw`\bno (?:me |lo |los |la |las |le |quiero que |deben |pueden |vayan? a )*${BORRAR}`),
  /\b(?:no fui yo|no he sido yo|no era yo|yo no fui|yo no he sido|yo no (?:lo )?(?:pedi|solicite|he pedido|he solicitado)|(?:nunca|no) (?:lo )?(?:pedi|solicite|he pedido|he solicitado))\b/,
  new RegExp(
    String.raw`\b(?:cancel\w+|deten\w+|par(?:e|en|ar)|anul\w+|retir\w+|deshag\w+) (?:la |el |esa |ese |esta |este |mi |lo de )*(?:eliminacion|borrado|supresion|solicitud|peticion)`,
  ),
]
const KEEPS = String.raw`(?:keep|conserv\w+|guard(?:e|en|ar|alo|enlo)|mantenga\w*|mantener)`
const KEPT = [
  new RegExp(
    String.raw`^(?:(?:please|por favor|yes|si|ok) )*${KEEPS}(?: (?:it|them|please|everything|lo|todo|por favor))*$`,
  ),
  new RegExp(String.raw`\b${KEEPS} (?:all |my |the |mis |los |todo |todos )*(?:${DATA}|datos|informacion|cuenta)\b`),
]
const NOT_KEPT = new RegExp(
  String.raw`\b${NOT} (?:(?:want(?:ed)?|ask(?:ed)?|need|wish|like|allow) (?:(?:you|them|to|for) )*|\w+ )?${KEEPS}\b|\b${DELETE}\b`,
)
/** Is angry that it was not deleted before, or kept at all: that is no wish to have it kept. */
const REPROACHES =
  /\b(?:if|why|unless|how come|por que|si) (?:\w+ ){0,2}(?:do not|dont|never|cannot|cant|no|keep)\b|(?<!(?:can|could|would|will|want|like|need) )\byou (?!to )(?:\w+ )?(?:never|keep)\b|\byou to (?:have|hold|store|collect|share|sell)\b/

/** Who agrees, or asks for it once more. */
const YES = String.raw`(?:yes|yeah|yep|yup|ok|okay|sure|fine|agreed|confirmed?|correct|right|please|thanks|thank you|go ahead|(?:it|that) was me|si|vale|claro|esta bien|correcto|por favor|gracias|adelante|fui yo)`
const GOES_ON = new RegExp(
  String.raw`^(?:${YES}|k|good(?! (?:grief|god|lord))|great|perfect|thx|ty|understood|got it|exactly|that(?:s| is) (?:fine|ok)|i (?:did|agree|confirm)|proceed|do it|bueno|bien|perfecto|de acuerdo|entendido|asi es|por supuesto|confirmo|procedan?|haga(?:n)?lo|yo lo pedi|hola|hi|hello|hey)\b`,
)
const ABOUT_IT = new RegExp(
  String.raw`\b(?:${DELETE}|data|records?|files?|results|papers?|documents?|charts?|x ?rays?|${BORRAR}|resultados|papeles|documentos|radiografias|datos|expediente|(?:my|our|mis?) (?:\w+ )?(?:account|history|info\w*|details|chart|cuenta|historial?))\b`,
)

/** Asks for it in the first words: "yes, go ahead and delete it". A noun asks for nothing: "Deletion? I am a patient". */
const ASKS_FOR_IT = new RegExp(
  String.raw`^(?:(?:${YES}|and|y|(?:you )?can|could|you|may|puede[ns]?) )*(?:(?:delete|erase|wipe|remove|destroy|get rid|throw|borr(?!ado|aron)\w+|elimin(?!acion|ad|aron)\w+|quit\w+|suprim\w+|destruy\w+)\b|(?:(?:i|we|id|yo|si|lo|did|do|would) )*(?:asked?|want(?:ed)?|like|confirmo?|quiero|pedi|proceed|go ahead|adelante|thanks|gracias) (?:(?:you|to|that|my|the|of|be|for|with|have|data|everything|que|con|por|la|el) )*(?:${DELETE}|${BORRAR})\b)`,
)
/** Begs where it asks: "Can you delete it?" is no surprise, "Delete it?" is. */
const BEGS = /\b(?:please|can you|could you|por favor|puede[ns]?)\b/
/** Of a deletion, but not of this one, or not any more. */
const HELD_BACK = /\b(?:only|except|cancel\w*|stop\w*|first|until|before|after|later|solo|excepto|primero|antes)\b/

const ASKS_WHAT =
  /^(?:wait )?(?:what|huh|who|que|quien|como)\b(?: (?:is|was|s|are|do|did|does|es|fue|significa|quiere|pidio) (?!your address|the dentist).*| (?:this|that|data|request|deletion|asked|esto|eso|datos|solicitud)\b.*)?$|\b(?:what|huh|who|que|quien)$|(?<!thats |that is )\bwhy\b|\b(?:por que|what(?:s| is) (?:this|going on)|what happened|how come|since when|out of|are you sure|serio\w*|kidding|confus\w+|s[uo]rpr\w+|que pas[oa]|de que|segur[oa]s)\b|^(?:really|excuse me|sorry)\b/

/** Who may have asked in their place, and with what. */
const ASKED = String.raw`(?:asked|requested|did|made|sent|told|wrote|gave|tricked|pidio|hizo|mando)`
const ANOTHER = new RegExp(
  String.raw`\bex(?:espos[oa]|marido|novi[oa]|pareja)?\b|\bwho(?:ever)? (?:\w+ )?(?:${ASKED}|is this|are you)\b|(?<!fui yo )\bquien|\b(?:(?:my|mi|an?|una?|the|el|la) (?:\w+ )?\w+|\w+one|\w+body|he|she|they|alguien) (?:\w+ )?(?:${ASKED}(?: (?:you|it|this|that|me|eso)\b|$)|pidio|lo hizo)|\b(?:be|been|by|from|was|fue) (?:my|mi) (?!request)|\b(?:has|lost|gave|using|with|usa) (?:my|mi) (?:phone|number|numero)\b|\b(?:(?:in|an?|en) (?:my name|mi nombre)|mine|without (?:my|asking)|sin (?:mi|preguntar\w*)|robaron|jok\w+|broma|suplant\w+)\b`,
)
/** Means to stay, or first to talk or to think. */
const STAYS =
  /(?<!new |nuev[oa] )\b(?:patient|customer|client|paciente)|(?<!you )\bstill\b|\b(?:im|i am|were|we are) (?:seeing|coming|due|booked|scheduled)\b|\b(?:i|we)(?:ve| have| got| have got) (?:an? |my |our )?(?:\w+ ){0,2}(?:appointment|visit|surgery|cleaning|operation)|\b(?:tengo|tenemos) (?:una |mi |la )?(?:\w+ )?(?:cita|consulta|operacion|cirugia)|\bstay|\b(?:todavia|aun|sigo|seguir)\b|\b(?:for|llevo) (?:\w+ )?(?:years|anos)\b|\b(?:reconsider|my mind|(?:take|took) (?:it|that|this) back|think|postpone|before (?:you|doing|that)|check (?:who|with)|talk about|first$|(?:de|la) (?:opinion|idea)|pensarlo|antes de|primero$|dej\w+ (?:asi|todo|como))\b/

const TROUBLE =
  /\b(?:keep|conserv\w+|guard(?:e|en|ar)\w*|mistake|error|fraude?|scam\w*|hack\w*|fake|phishing|suspicious|(?:someone|somebody) else|stolen|object|disagree|oppose|leave|ignore|pretend\w*|imperson\w*|h[eo]ld (?:on|off)|wrong|nobody|nope|nadie|equivoca\w*|estafa|falso|otra persona)\b/

/** "Yes, but wait": a no in it, whatever else is said. */
const TWO_FACED = new RegExp(
  String.raw`\b(?:${NOT}|nothing|none|(?<!de )nada|(?:did|do|does|have|was|would|should|is)nt|(?:you|they) (?:cant|cannot)|cant be(?:lieve)?(?! (?:there|here|in)\b)|wont(?! (?:be|make|come)\b)|but|wait|pero|esper(?:e|en)|un momento)\b`,
)
const NO_TROUBLE = /\b(?:no (?:problem|worries|hay problema)|why not|sin problema)\b/g

/** Of a visit, its time, its place or its price. */
const OF_A_VISIT =
  /\b(?:appointments?|visits?|cleaning|surger(?:y|ies)|check ?up|fillings?|crown|tooth\w*|teeth|dentist|doctor|dr|insurance|refill\w*|prescri\w+|pharmacy|park\w*|bus|car|train|address|directions?|open|closed?|hours?|minutes|late|early|[ap]m|o ?clock|at (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|today|tonight|tomorrow|yesterday|(?:this|next) (?:week|month|year)|bring|cost|price|how much|come (?:along|with|in)|on (?:my|our) way|book|reschedul\w*|number is|citas?|limpieza|consulta|muela|dientes?|seguro|receta|farmacia|coche|carro|direccion|abren|cierran|abiertos?|horas?|minutos|tarde|manana|hoy|ayer|cuesta|precio|cuanto|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b/
/** Has somebody else asked, or says how it makes them feel. */
const ASKS_OTHERS = /^(?:please |por favor )*(?:ask|call|talk to|speak (?:to|with)|habl\w+ con|llam\w+|pregunt\w+)\b/
const DISMAYED =
  /[\u{1F44E}\u{1F613}-\u{1F617}\u{1F61E}-\u{1F62D}\u{1F630}-\u{1F633}\u{1F641}\u{1F914}\u{1F92C}\u{1F92F}\u{1F494}]/u
/** Is of what was written, not of a visit. */
const REFERS =
  /\b(?:th(?:is|at)(?! (?:week|month|year|morning|evening|afternoon|(?:mon|tues|wednes|thurs|fri|satur|sun)?day)\b)|eso|esto)\b/

/** What becomes of it, for somebody to whom that matters. */
const WHAT_BECOMES =
  /\b(?:lose|losing|perd\w+|what happens|happen to|needs? (?:those|these|them|it|that|this|my|the)|need(?:ed)? there|rather|(?:lo|los|la|las) (?:necesit|ocup)\w+|what about|about (?:this|that|it)|que pasa|still have|sobre (?:esto|eso))\b/

/** Letters and digits in lower case, without accents and apostrophes, one space between words. */
const plainOf = (text: string): string =>
  text
    .slice(0, LOOKED_CHARS_MAX)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’‘`´]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * What an answer to the text that tells of a deletion means: that it is not to be, or that nobody can tell. Null for who agrees,
 * and for what is of a visit and says nothing of it. Pure.
 *
 * It rather stops a deletion that was wished for than deletes what somebody wants kept: one can be asked for once more.
 */
export function deletionAnswerIn(text: string): DeletionAnswer | null {
  const plain = plainOf(text).replace(NO_TROUBLE, 'ok')
  if (plain === '') return 'unclear'
  if (wantsItKept(plain)) return 'keep'
  if (isStopOrHelp(text) || DISMAYED.test(text) || isDoubtful(plain)) return 'unclear'
  const isAsked = text.slice(0, LOOKED_CHARS_MAX).includes('?')
  return asksForIt(plain, isAsked) || isOfNoDeletion(plain, isAsked) ? null : 'unclear'
}

const wantsItKept = (plain: string): boolean =>
  !REPROACHES.test(plain) && [...KEEP, ...(NOT_KEPT.test(plain) ? [] : KEPT)].some((pattern) => pattern.test(plain))

const isDoubtful = (plain: string): boolean =>
  [TROUBLE, ASKS_WHAT, TWO_FACED, ANOTHER, ASKS_OTHERS, STAYS, WHAT_BECOMES].some((pattern) => pattern.test(plain))

const asksForIt = (plain: string, isAsked: boolean): boolean =>
  ASKS_FOR_IT.test(plain) && !HELD_BACK.test(plain) && (!isAsked || BEGS.test(plain))

/** Who agrees, or says something of some length that is of a visit. */
function isOfNoDeletion(plain: string, isAsked: boolean): boolean {
  if (ABOUT_IT.test(plain)) return false
  if (!isAsked && GOES_ON.test(plain)) return true
  return plain.split(' ').length > FEW_WORDS && OF_A_VISIT.test(plain) && !REFERS.test(plain)
}

const isStopOrHelp = (text: string): boolean => ['stop', 'help'].includes(readKeyword(text) ?? '')
