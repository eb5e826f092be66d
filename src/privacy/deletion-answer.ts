import { readKeyword } from '../consent/opt-out/read-keyword.ts'

/** What somebody means who was told that their data is going to be deleted. `unclear`: only a person can say. */
export type DeletionAnswer = 'keep' | 'unclear'

/** The word that the text names, by language. */
export const KEEP_WORDS = { en: 'KEEP', es: 'CONSERVAR' } as const

/** One text message's worth, ten times: what comes after it is not looked at. */
const LOOKED_CHARS_MAX = 1600

/** So few words that mean nothing we know may be an answer; more of them are about something else. */
const FEW_WORDS = 3

const DELETE = String.raw`(?:delet\w*|eras\w*|wip(?:e|es|ed|ing)|remov\w*|destroy\w*|get rid|throw)`
const DATA = String.raw`(?:data|info\w*|records?|files?|account|history|details|stuff|everything|things?|it|them)`
const BORRAR = String.raw`(?:borr\w+|elimin\w+|quit\w+|suprim\w+|destruy\w+)`

/** What undoes itself with a "not" before it: "do not keep my data". */
const NOT = String.raw`(?:do not|dont|not|never|no|nunca)`

const KEEP: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:do not|dont|not to|never|please no|cannot|cant|must not|mustnt|should not|shouldnt) (?:you |ever |please |dare (?:to )?)*${DELETE}\b`,
  ),
  new RegExp(
    String.raw`\b(?:do not|dont) want (?:you to |my \w+ |anything |any of it |it |them |to be |to have )*(?:to be )?${DELETE}\b`,
  ),
  new RegExp(
    String.raw`\b(?:cancel|stop|call off|withdraw|take back|undo|halt|abort|reject|refuse) (?:the |that |this |my |your |it )*(?:deletion|erasure|removal|${DELETE}|request)\b`,
  ),
  /\b(?:was|is|were) ?(?:not|nt) me\b|\bwasnt me\b|^not me\b|\bnobody asked\b|\bsomebody else asked\b/,
  /\bi (?:did not|didnt|never|have not|havent) (?:ask|asked|request|requested|want|wanted|send|sent|say|said|do|done|make|made)\b(?: for)?(?: (?:this|that|it|to|any|for|a|the) ?(?:deletion|delet\w*|eras\w*|request|of (?:this|that))?)?\W*$/,
  /\bi (?:did not|didnt|never|have not|havent) (?:ask|asked|request|requested)\b.*\b(?:delet|eras|remov|data|this|that)/,
  new RegExp(String.raw`\bno (?:me |lo |los |la |las |le |quiero que |deben |pueden |vayan? a )*${BORRAR}`),
  /\b(?:no fui yo|no he sido yo|no era yo|yo no fui|yo no he sido|yo no (?:lo )?(?:pedi|solicite|he pedido|he solicitado)|(?:nunca|no) (?:lo )?(?:pedi|solicite|he pedido|he solicitado))\b/,
  new RegExp(
    String.raw`\b(?:cancel\w+|deten\w+|par(?:e|en|ar)|anul\w+|retir\w+|deshag\w+) (?:la |el |esa |ese |esta |este |mi |lo de )*(?:eliminacion|borrado|supresion|solicitud|peticion)`,
  ),
]
const KEEPS = String.raw`(?:keep|conserv\w+|guard(?:e|en|ar|alo|enlo)|mantenga\w*|mantener)`
const KEPT = [
  new RegExp(String.raw`^(?:please |por favor )*${KEEPS}(?: (?:it|them|please|everything|lo|todo|por favor))*$`),
  new RegExp(String.raw`\b${KEEPS} (?:all |my |the |mis |los |todo |todos )*(?:${DATA}|datos|informacion|cuenta)\b`),
]
const NOT_KEPT = new RegExp(String.raw`\b${NOT} (?:\w+ )?${KEEPS}\b`)

/** Who agrees, or asks for it once more. */
const GOES_ON =
  /^(?:yes|yeah|yep|yup|ok|okay|k|sure|fine|good|great|perfect|thanks|thank you|thx|ty|understood|got it|correct|right|it was me|that was me|go ahead|do it|please do|si|claro|vale|bueno|bien|perfecto|gracias|de acuerdo|entendido|correcto|fui yo|adelante|hola|hi|hello|hey)\b/
const ABOUT_IT = new RegExp(String.raw`\b(?:${DELETE}|data|records?|files?|${BORRAR}|datos|expediente)\b`)

/** Asks for it in the first words: "yes, go ahead and delete it". */
const ASKS_FOR_IT = new RegExp(
  String.raw`^(?:yes|ok|okay|sure|si|vale|claro|go ahead|adelante|and|y|please|por favor|thanks|gracias|you (?:can|may)|puede[ns]?| )*\b(?:${DELETE}|${BORRAR})\b`,
)
const ASKS_WHAT =
  /^(?:wait )?(?:what|huh|why|who|que|por que|quien|como)\b(?: (?:is|was|s|are|do|did|does|es|fue|significa|quiere|pidio) .*| (?:this|that|data|request|deletion|asked|esto|eso|datos|solicitud)\b.*)?$|\b(?:who asked|what is this|whats this|what do you mean|what data|which data|what request|quien (?:lo )?pidio|que es esto|que datos|que solicitud)\b/
const TROUBLE =
  /\b(?:keep|conserv\w+|mistake|error|fraud|scam|hack\w*|fake|phishing|suspicious|wrong (?:number|person)|stranger|someone else|somebody else|stolen|identity theft|object|disagree|oppose|leave|ignore|still need|pretend\w*|imperson\w*|hold on|wrong|nobody|nope|nadie|equivoca\w*|equivocacion|fraude|estafa|falso|numero equivocado|otra persona)\b/

/** "Yes, but wait": a no in it, whatever else is said. */
const TWO_FACED = new RegExp(String.raw`\b(?:${NOT}|but|wait|pero|espere)\b`)

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
 * and for what is about something else. Pure.
 *
 * It rather stops a deletion that was wished for than deletes what somebody wants kept: one can be asked for once more.
 */
export function deletionAnswerIn(text: string): DeletionAnswer | null {
  const plain = plainOf(text)
  if (plain === '') return 'unclear'
  if (KEEP.some((pattern) => pattern.test(plain))) return 'keep'
  if (!NOT_KEPT.test(plain) && KEPT.some((pattern) => pattern.test(plain))) return 'keep'
  if (isStopOrHelp(text) || isDoubtful(plain)) return 'unclear'
  return ASKS_FOR_IT.test(plain) || isOfNoDeletion(plain) ? null : 'unclear'
}

const isDoubtful = (plain: string): boolean => [TROUBLE, ASKS_WHAT, TWO_FACED].some((pattern) => pattern.test(plain))

/** Who agrees, or says something of some length about something else. */
const isOfNoDeletion = (plain: string): boolean =>
  !ABOUT_IT.test(plain) && (GOES_ON.test(plain) || plain.split(' ').length > FEW_WORDS)

const isStopOrHelp = (text: string): boolean => ['stop', 'help'].includes(readKeyword(text) ?? '')
