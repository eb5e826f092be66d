import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import { findAnswer } from '../../agents/find-answer.ts'
import { plainOf } from '../capture/plain-of.ts'

const p = (source: string): RegExp => new RegExp(String.raw`\b(?:${source})\b`)

const LANGUAGE =
  '(?:english|spanish|french|german|italian|portuguese|chinese|mandarin|japanese|korean|arabic|hindi|russian|latin)'

/** Companies people write to by mistake, or ask anybody about. */
const BRAND =
  '(?:walmart|costco|target|starbucks|mcdonalds?|dominos|burger king|taco bell|uber|lyft|netflix|spotify|amazon|ikea|best buy|home depot|fedex|ups|usps|airbnb|verizon|comcast|xfinity|t mobile|paypal|ebay|tesla)'

/** What a general assistant is asked and the assistant of one business is not. Written for `plainOf` text. */
const OFF_TOPIC: readonly RegExp[] = [
  // The weather.
  p(
    String.raw`(?:whats|what is|what will|hows|how is|how will|tell me|check|give me|know)(?: \w+){0,4} (?:weather|forecast|temperature outside)`,
  ),
  p(
    String.raw`will it (?:rain|snow|be (?:sunny|hot|cold|warm|windy))|is it (?:raining|snowing|going to (?:rain|snow))`,
  ),
  p('weather (?:today|tomorrow|tonight|this week|this weekend|forecast|report|like)'),
  // Texts, code and sums on order.
  p(
    String.raw`(?:write|draft|compose|generate|create|make up|invent|come up with)(?: (?:me|us|a|an|my|some|the|up|short|long|little|\d+ words?|\w+ word))* (?:\w+ ){0,2}(?:essays?|poems?|story|stories|songs?|lyrics|cover letter|love letter|resume|blog(?: post)?|articles?|speech|tweets?|haiku|rap|sonnet|limerick|novel|thesis|business plan|book report|screenplay|product description)`,
  ),
  p(
    String.raw`(?:write|code|debug|fix|explain|program|refactor|review)(?: \w+){0,6} (?:python|javascript|typescript|java|html|css|sql|c\+\+|golang|php|bash|regex|code|function|algorithm|program|excel formula)`,
  ),
  p(
    String.raw`(?:python|javascript|typescript|sql|bash) (?:script|code|function|program|query)|how (?:do|can|would) (?:i|you) (?:code|program) `,
  ),
  p(
    String.raw`(?:do|solve|finish|help (?:me |my \w+ )?(?:with|do|solve|finish))(?: (?:my|this|the|a|his|her|some|with))*(?: \w+){0,2} (?:homework|assignment|math problem|equation|worksheet|crossword|sudoku|exam questions?)`,
  ),
  p(
    String.raw`solve (?:for )?(?:x|this|the following)|square root of|(?:calculate|compute|whats|what is) \d+ (?:plus|minus|times|divided by|x|percent of) \d+`,
  ),
  p(String.raw`(?:two|three|four|five|2) plus (?:two|three|four|five|2)`),
  // Amusement.
  p(
    String.raw`(?:tell|give|say|know|got|hear)(?: \w+){0,3} (?:jokes?|riddles?|fun facts?|bedtime story|a story|pick ?up lines?)|any (?:\w+ )?jokes|make me laugh|sing (?:me|us|a|something)|play a game(?: with me)?|lets play`,
  ),
  p(String.raw`(?:pretend|act as|role ?play|imagine) (?:to be|that you|you are|youre|as|a|an|my)`),
  p(
    String.raw`(?:recommend|suggest)(?: \w+){0,3} (?:movies?|films?|books?|songs?|tv series|tv shows?|laptops?|video games?|podcasts?|stocks?)`,
  ),
  p(
    String.raw`(?:what|which) (?:movie|film|book|series|video game|laptop|phone|car) should i (?:watch|read|play|buy|get)`,
  ),
  // Translations.
  p(
    String.raw`translate (?:this|that|it|the following|these|my)|translate\b.{1,80}\b(?:to|into) ${LANGUAGE}|how (?:do|would) (?:you|i) say\b.{1,60}\bin ${LANGUAGE}`,
  ),
  // What there is to know.
  p(
    String.raw`who (?:is|was) the (?:\w+ )?(?:president|king|queen|prime minister|pope|richest|fastest|tallest)|capital (?:city )?of|who (?:won|is winning|invented|discovered|painted|directed|founded)|population of|meaning of life`,
  ),
  p(
    String.raw`how (?:tall|old|far|big|deep|heavy|fast) (?:is|was|are) (?:the )?(?:moon|sun|earth|mars|eiffel tower|mount everest|everest|ocean|light|universe)|when (?:did|was) (?:the )?(?:first world war|second world war|world war|civil war|titanic|moon landing)`,
  ),
  p(
    String.raw`explain(?: to me)?(?: how| what| the theory of)? (?:quantum|relativity|photosynthesis|blockchain|black holes?|machine learning|gravity|evolution|inflation)`,
  ),
  p(
    String.raw`(?:stock|share) prices?|(?:price of|buy|invest in|about) (?:bitcoin|ethereum|crypto|dogecoin)|exchange rate|lottery numbers|which stocks?`,
  ),
  p(
    String.raw`(?:latest|todays|breaking|the) news(?: today)?$|whats (?:in|on) the news|(?:whats|what is|what was) the score|who(?:s| is) (?:winning|playing)|who should i vote`,
  ),
  p(String.raw`recipes? for|how (?:do|can|should) (?:i|you) (?:bake|cook|fry) `),
  p(
    String.raw`how (?:do|can|should) i (?:change a tire|fix my (?:car|computer|phone|wifi|laptop|sink)|lose weight fast|make money|get rich|hack|reset my (?:phone|router))`,
  ),
  // Other companies.
  p(
    String.raw`(?:book|get|find|order|reserve)(?: (?:me|us|a|an|the|my|some|cheap))* (?:flights?|plane tickets?|train tickets?|hotel(?: room)?|taxi|cab|uber|rental car|airbnb|concert tickets?|movie tickets?)`,
  ),
  p(
    String.raw`(?:hours|phone number|number|customer service|order|track|refund|tracking|menu|delivery|account|password)(?: \w+){0,4} (?:at|of|for|from|to|with|does|is|on) ${BRAND}|${BRAND}s? (?:hours|phone number|number|menu|customer service|order|delivery|account|refund|password|support)|(?:when|what time) (?:does|is) ${BRAND} (?:open|close)`,
  ),
  // The same in Spanish.
  p(
    String.raw`(?:que|como)(?: \w+){0,3} (?:tiempo hace|tiempo hara|clima)|(?:va a|ira a) llover|(?:cuentame|cuenta|dime) (?:un|una) (?:chiste|cuento|historia|adivinanza)|(?:escribe|escribeme|redacta|hazme) (?:un|una) (?:poema|ensayo|cancion|cuento|codigo|carta de amor|discurso)`,
  ),
  p(
    String.raw`(?:traduce|traduceme|traducir) (?:esto|este|esta|al|a|lo|la|el)|quien (?:gano|es el presidente|invento|descubrio)|capital de (?!su|la clinica)|(?:hazme|ayudame con) (?:la|mi) tarea|precio del? (?:bitcoin|dolar|acciones)`,
  ),
]

/** Said of the very things above, and yet about a visit: "if it rains, can I cancel?" */
const ABOUT_A_VISIT =
  /\b(?:my (?:appointment|booking|reservation|visit|table)|(?:cancel|move|reschedule|book|change) (?:my|the|an?|our) (?:\w+ )?(?:appointment|booking|reservation|visit|table)|at (?:the|my) appointment|insurance)\b/

/** An answer of the business's own that fits this well comes before any refusal. */
const OWN_ANSWER_SCORE = 0.75

/**
 * Whether somebody asks for what a general assistant does: the weather, an essay, code, jokes, homework, translations,
 * other companies. Pure, and asked before any model.
 *
 * WhatsApp bans general-purpose assistants, and allows those that serve the customers of one business. Deliberately
 * narrow: questions about the business, about health and small talk go on.
 */
export function isOffTopic(text: string, document: AgentDocument): boolean {
  const plain = plainOf(text)
  if (!OFF_TOPIC.some((pattern) => pattern.test(plain)) || ABOUT_A_VISIT.test(plain)) return false
  return findAnswer(document, text, document.languages.default, OWN_ANSWER_SCORE) === null
}

/** One sentence that declines, and what can be had here. */
export function declineOffTopic({ business, skills }: AgentDocument, language: string): string {
  const isSpanish = language.startsWith('es')
  const can = CAN[isSpanish ? 'es' : 'en'].filter(([skill]) => skill === null || skills[skill] !== undefined)
  const words = can.map(([, say]) => say)
  const last = words.at(-1) ?? ''
  const list = words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${isSpanish ? 'o' : 'or'} ${last}`
  const name = textIn(business, language)
  return isSpanish
    ? `Lo siento, aquí solo puedo ayudarle con asuntos de ${name}: ${list}.`
    : `I'm sorry, I can only help with matters of ${name} here: ${list}.`
}

type Can = readonly (readonly ['booking' | 'refill' | 'message' | null, string])[]

const CAN: Readonly<Record<'en' | 'es', Can>> = {
  en: [
    ['booking', 'booking, moving or cancelling an appointment'],
    ['refill', 'a refill request'],
    ['message', 'a message for the team'],
    [null, 'questions about us and our hours'],
  ],
  es: [
    ['booking', 'reservar, cambiar o cancelar una cita'],
    ['refill', 'renovar una receta'],
    ['message', 'dejar un recado'],
    [null, 'preguntas sobre nosotros y nuestro horario'],
  ],
}
