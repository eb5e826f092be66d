/** Letters and digits only, in one case: "Dr. Lee's Clinic" is "dr lees clinic". */
export const plainName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const WORDS_MIN = 2
const LETTERS_MIN = 6

/** Whether a name can be told from what people write anyway: otherwise a business called "My Data" is named by everybody. */
export function isDistinctive(name: string): boolean {
  const words = ownWordsIn(name)
  return words.length >= WORDS_MIN || words.join('').length >= LETTERS_MIN
}

/** The words of a name that are neither common nor without letters. */
export const ownWordsIn = (name: string): readonly string[] =>
  plainName(name)
    .split(' ')
    .filter((word) => /\p{L}/u.test(word) && !COMMON.has(word))

/** What stands in privacy mails of English and Spanish anyway, and what businesses of a kind are all called. */
const COMMON: ReadonlySet<string> = new Set(
  `a about account address addresses ads advertising again ai all am an and any anyone are as ask asked asking assistant at automated
  be because been before best birth business businesses but by call called caller calling calls can cancel care careline center
  centre change clinic clinical close collected company consent contact contacted contacting copy correct could customer customers
  data date day days dear deceased delete deleted deletion dental dentist dentists department details did do does doctor doctors
  email emails erase erased erasure everyone everything export family file first for form forget forgotten former found free from
  gdpr ccpa get give given go good greetings group had has have he health healthcare hello help her hereby hi him his hold home
  hospital how i if in inc individual info information is it its just keep know law legal let limited list llc ltd mail mails
  marketing may me medical medicine message messages mine more my name names never new no none not note now number numbers of off
  office old on once one online only opt or order other others our ours out over patient patients personal person people phone
  please policy portability possible practice privacy process processing profile provide questions receive received record
  recorded recording recordings records reference regards remove removed reply report request requested requests respond response
  restaurant restrict right rights robot salon sale sales say see sell send sent service services share shall she should
  shop since sincerely so some soon spa status stop stopped store subject subscribe support system take team tell telephone terms
  text texting texts thank thanks that the their them then there these they this those time to today told transcript under
  unsubscribe up update us use used user using very via voice want was we website were what when where which who why will wish
  with withdraw without would write written wrong year years yes you your yours
  acceso al asunto borrar borren clinica como con correo copia cualquier cuenta dato datos de del dejen derecho derechos el ella
  ellos eliminar eliminen empresa en es esta este favor gracias hola informacion la las llamada llamadas llamar llamen lo los mas
  me mensaje mensajes mi mis nada negocio no nombre nombres numero o olvido para pedido personales persona por porque privacidad
  que quiero quien salud saludos se senor senora servicio servicios si sin solicitud solicito su sus telefono todo todos tu un una
  usted ustedes y yo`.split(/\s+/),
)
