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
  new RegExp(
    String.raw`\b(?:deletion|erasure|removal|request)(?: \w+){0,2} (?:cancell?ed|stopped|withdrawn|undone|called off|halted|reversed)\b`,
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
const YES = String.raw`(?:yes|yeah|yep|yup|ok|okay|sure|si|vale|claro|confirmed|agreed|please|por favor|thanks|thank you|gracias|go ahead|adelante|and|y|that was me|it was me|fui yo|correct|correcto|right|fine|esta bien|you can|you may|can you|could you|puede[ns]?)`
const GOES_ON =
  /^(?:yes|yeah|yep|yup|ok|okay|k|sure|fine|good|great|perfect|thanks|thank you|thx|ty|understood|got it|correct|right|exactly|absolutely|definitely|of course|it was me|that was me|that(?:s| is) (?:fine|right|correct|ok|okay|good|me)|sounds (?:good|fine)|i did|i (?:agree|confirm)|agreed|confirmed?|(?:please )?(?:proceed|go ahead)|do it|please do|si|claro|vale|bueno|bien|muy bien|esta bien|perfecto|gracias|de acuerdo|entendido|correcto|exacto|asi es|por supuesto|confirmo|acepto|procedan?|haga(?:n)?lo|fui yo|yo (?:lo )?(?:pedi|solicite)|lo pedi yo|adelante|hola|hi|hello|hey)\b/
const ABOUT_IT = new RegExp(
  String.raw`\b(?:${DELETE}|data|records?|files?|${BORRAR}|supresion|datos|expediente|(?:my|our|mis?) (?:\w+ )?(?:account|history|info\w*|details|profile|chart|cuenta|historial?|informacion))\b`,
)

/** Asks for it in the first words: "yes, go ahead and delete it". A noun asks for nothing: "Deletion? I am a patient". */
const ASKS_FOR_IT = new RegExp(
  String.raw`^(?:(?:${YES}) )*(?:(?:delete|erase|wipe|remove|destroy|get rid|throw|borr(?!ado|aron)\w+|elimin(?!acion|ad|aron)\w+|quit\w+|suprim\w+|destruy\w+)\b|(?:(?:i|we|id|yo|si|lo|do|did|have|ve) )*(?:asked?|requested|want(?:ed)?|would like|like|confirm|agree|approve|authori[sz]ed?|quiero|quisiera|deseo|pedi|solicite|confirmo|acepto|autorizo|proceed|procedan?|go ahead|adelante|thanks|thank you|gracias) (?!to know)(?:\w+ ){0,6}?(?:${DELETE}|${BORRAR}|supresion)\b)`,
)
/** Begs where it asks: "Can you delete it?" is no surprise, "Delete it?" is. */
const BEGS = /\b(?:please|can you|could you|por favor|puede[ns]?)\b/
/** Of a deletion, but not of this one, or not any more. */
const HELD_BACK =
  /\b(?:only|except|apart|other than|rest|cancel\w*|stop\w*|undo|withdraw\w*|reverse\w*|revoke|first|about|against|until|before|instead|rather|refrain|avoid|prevent|refus\w*|den(?:y|ied)|solo|solamente|excepto|salvo|anul\w+|deten\w+|retir\w+|evit\w+|hasta|primero|antes)\b/

const ASKS_WHAT =
  /^(?:wait )?(?:what|huh|who|que|quien|como)\b(?: (?:is|was|s|are|do|did|does|es|fue|significa|quiere|pidio) (?!(?:the|your|la|el|su) (?:address|number|price|cost|fee|hours|dentist|doctor|way|direccion|numero|precio|costo|horario|dentista)\b).*| (?:this|that|data|request|deletion|asked|esto|eso|datos|solicitud)\b.*)?$|\b(?:what|huh|who|que|quien)$|(?<!thats |that is )\bwhy\b|\bpor que\b|\b(?:what is this|whats this|what do you mean|what(?:s| is) going on|what happened|what the|(?:what|which) (?:data|request|deletion)|talking about|how come|since when|are you (?:sure|serious|kidding|joking)|seriously|explain (?:this|that|it|yourself)|confus\w+|surpris\w+|shock\w+|omg|oh my|out of (?:the blue|nowhere)|first i(?:ve)? hear\w*|que es esto|que (?:datos|solicitud|paso|pasa)|como (?:que|asi)|de que (?:habla\w*|se trata)|en serio|segur[oa]s|expliqu\w+|sorpren\w+|me asust\w+)\b|^(?:really|excuse me|sorry)\b/

const WHOM_ELSE = String.raw`(?:husband|wife|spouse|(?:boy|girl)?friend|partner|mother|mom|mum|father|dad|brother|sister|son|daughter|kids?|child|cousin|roommate|flatmate|neighbou?r|co ?worker|colleague|boss|employer|landlord|espos[oa]|marido|mujer|novi[oa]|pareja|madre|mama|padre|papa|herman[oa]|hij[oa]|prim[oa]|amig[oa]|vecin[oa]|companer[oa]|jef[ea])`
const SOMEBODY = String.raw`(?:${WHOM_ELSE}|man|guy|woman|lady|person|people|some(?:body|one)|any(?:body|one)|whoever|he|she|they|alguien|hombre|senora?|persona|otr[oa])`
const WHAT_IS_MINE = String.raw`(?:phone|number|name|e ?mail|account|password|identity|telefono|celular|movil|numero|nombre|correo|cuenta)`
/** Who may have asked in their place, and with what. */
const ANOTHER = new RegExp(
  String.raw`\bex\b|\bex ?${WHOM_ELSE}|\bwho(?:ever)? (?:on earth |has |the \w+ )?(?:asked|did|made|sent|told|requested|gave|said|wrote|wants|is (?:this|doing)|are you)\b|(?<!fui yo )\bquien(?:es)? (?:\w+ )?(?:pidio|pedido|solicito|hizo|dijo|mando|envio|escribio|fue|es|eres|son)\b|\b${SOMEBODY}(?: \w+){0,2} (?:(?:asked|requested|did|done|wrote|texted|sent|made|told|tricked|doing) (?:you|it|this|that|me)|asked$|(?:lo |la |le |les )?(?:pidio|pidieron|solicito|hizo|hicieron|mando))\b|\b(?:was|(?<!^)is|be|been|by|came from|fue|(?<!^)es|ser|sido) (?:my|mi|an?|una?) (?:\w+ )?${WHOM_ELSE}\b|\b(?:(?:has|have|had|got|took|used|using|uses|stole|lost|tiene|tienen|uso|usa|usando|usaron|robaron|robo|perdi) (?:\w+ )?(?:my|mi|el) ${WHAT_IS_MINE}|(?:gave|borrowed) (?:\w+ )?my ${WHAT_IS_MINE}|with (?:my|the) phone|(?:broke|broken) into|mix(?:ed)? (?:me|us|it)? ?up|in my name|(?:a|en) mi nombre|(?:not?|isnt|wasnt) (?:mine|mio|mia)|without (?:my|asking|me)|sin (?:mi|preguntar\w*|avisar\w*)|behind my back|mis espaldas|me robaron|pranks?|jokes?|joking|tricks?|broma|unauthori[sz]ed|suplant\w+)\b`,
)
/** Wants it otherwise than it stands, or first to talk or to think. */
const THINKS_AGAIN =
  /\b(?:reconsider|chang(?:e|ed|ing) my mind|(?:second|2nd) thoughts?|(?:take|took) (?:it|that|this) back|revoke|think (?:about|it)|postpone|delay|do it later|before (?:you|doing|that)|double check|check (?:who|with me)|talk (?:about (?:it|this|that)|first)|first$|for real|is happening|that idea|cambi\w+ de (?:opinion|idea|parecer)|pensarlo|antes de|primero$|como esta$|deje(?:n|mos)?(?:lo)? (?:todo|asi|como)|revis\w+ quien)\b/
/** Whoever is with the business and means to stay. */
const STAYS =
  /\b(?:im|am|are|were|was|been|remain|still|your) (?:(?:still|also|already|a|an|your|one|of|our) )*(?!new )(?:\w+ )?(?:patients?|customers?|clients?|members?)\b|\b(?:soy|somos|sigo siendo|seguimos siendo|he sido) (?:(?:un|una|su|todavia|aun|muy|buen|buena) )*(?:pacientes?|client[ea]s?|miembros?|soci[oa]s?)\b|\bi (?:am )?still\b|\bim (?:still|staying)\b|\bstay(?:ing)? (?:with you|on|a|your)\b|\b(?:been )?(?:coming|going) (?:here|there|to (?:you|see you)) (?:for|since)\b|\bwith you (?:for|since)\b|\brather stay\b|\bseguir (?:como|siendo|con)\b|\b(?:todavia|aun) (?:soy|voy|quiero|necesito|vengo|tengo)\b|\bsigo (?:siendo|yendo|viniendo|con)\b|\b(?:quiero|quisiera) (?:seguir|quedarme)\b|\bllevo (?:\w+ ){0,2}anos\b/

const TROUBLE =
  /\b(?:keep|conserv\w+|mistake|error|fraud|scam\w*|hack\w*|fake|phishing|suspicious|wrong (?:number|person)|stranger|someone else|somebody else|stolen|identity theft|object|disagree|oppose|leave|ignore|still need|pretend\w*|imperson\w*|hold on|hang on|wrong|nobody|nope|nadie|equivoca\w*|equivocacion|fraude|estafa|falso|numero equivocado|otra persona)\b/

/** "Yes, but wait": a no in it, whatever else is said. */
const TWO_FACED = new RegExp(
  String.raw`\b(?:${NOT}|nothing|none|(?<!de )nada|ningun\w*|(?:did|do|does|have|has|had|was|would|should|must|is|are)nt|(?:you|they) (?:cant|cannot|wont)|cant (?:believe|be)|but|wait|pero|esper(?:e|en)|un momento|momentito)\b|^espera\b`,
)
const NO_TROUBLE = /\b(?:no (?:problem|worries|hay problema|objections?)|not a problem|why not|sin problema)\b/g

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
  const plain = plainOf(text).replace(NO_TROUBLE, 'ok')
  if (plain === '') return 'unclear'
  if (KEEP.some((pattern) => pattern.test(plain))) return 'keep'
  if (!NOT_KEPT.test(plain) && KEPT.some((pattern) => pattern.test(plain))) return 'keep'
  if (isStopOrHelp(text) || isDoubtful(plain)) return 'unclear'
  const isAsked = text.slice(0, LOOKED_CHARS_MAX).includes('?')
  return asksForIt(plain, isAsked) || isOfNoDeletion(plain, isAsked) ? null : 'unclear'
}

const isDoubtful = (plain: string): boolean =>
  [TROUBLE, ASKS_WHAT, TWO_FACED, THINKS_AGAIN, ANOTHER, STAYS].some((pattern) => pattern.test(plain))

const asksForIt = (plain: string, isAsked: boolean): boolean =>
  ASKS_FOR_IT.test(plain) && !HELD_BACK.test(plain) && (!isAsked || BEGS.test(plain))

/** Who agrees, or says something of some length about something else. */
function isOfNoDeletion(plain: string, isAsked: boolean): boolean {
  if (ABOUT_IT.test(plain)) return false
  return plain.split(' ').length > FEW_WORDS || (!isAsked && GOES_ON.test(plain))
}

const isStopOrHelp = (text: string): boolean => ['stop', 'help'].includes(readKeyword(text) ?? '')
