import { earFor } from '../listen-for.ts'

const GROUPS = {
  AGE: '(?:[4-9]|1[0-7])',
  ONLY: 'solo|solamente|nomas|apenas|todavia|aun|casi|como|nada mas|unicamente|recien|ya|yo|los',
  YEARS: '(?:anos|anitos|anios|years old)(?: y medio| de edad| cumplidos)?',
  GRADE: 'primer|primero|segundo|tercer|tercero|cuarto|quinto|sexto|septimo|octavo|noveno|decimo|onceavo',
  /** What may follow an age. How long something has lasted goes on with "of", "living", "without". */
  THEN: 'y|pero|puedo|quiero|quisiera|necesito|mi|soy|me|no|yo|si|entonces|asi|porque|cumplidos|casi|tengo|todavia|esta|se|hay|es',
}

const INNOCENT = [
  '(?:cuando|desde que|como si|si) (?:yo )?(?:tenia|tuviera|era|cumpli|tengo)(?: (?:{ONLY}))* (?:{AGE})(?: {YEARS})?|no soy (?:{ONLY} )*(?:menor|nin[oa]|un nin[oa]|una nin[oa]|adolescente)(?: de edad)?|soy menor que',
]

const ALARMS = [
  'tengo (?:(?:{ONLY}) )*{AGE} {YEARS}(?= ,|$| (?:{THEN})\\b(?! \\w+ (?:viviendo|trabajando|viniendo)))|tengo (?:(?:solo|solamente|nomas|apenas|nada mas) )+{AGE}(?= ,|$| (?:y|pero|puedo|quiero)\\b)|(?:solo|solamente|nomas|apenas|nada mas) tengo {AGE}(?= ,|$| (?:y|pero|puedo|quiero)\\b)',
  '(?:cumpli|cumplo|voy a cumplir|acabo de cumplir|a punto de cumplir|por cumplir)(?: (?:{ONLY}|mis))* {AGE}(?: {YEARS})?(?= ,|$| (?:{THEN}|ayer|hoy|manana|en|el|la|este|esta)\\b)|mi edad es(?: (?:{ONLY}|de))* {AGE}|como (?:nin[oa]|adolescente|joven) de {AGE}',
  'soy (?:(?:{ONLY}) )*(?:(?:una?|el|la) )?(?:menor de edad|menor de 18|(?<!la |el )menor(?= ,|$| (?:y|pero|puedo|no)\\b)|nin[oa]|adolescente|chamac[oa]|chiquill[oa]|muchachit[oa]|escuincl[ea]|menorcit[oa])(?= ,|$| (?:{THEN}|anos|de 1[0-7])\\b)',
  '(?:no|aun no|todavia no)(?: (?:he|todavia|aun))* (?:tengo|cumplo|cumplido)(?: (?:los|mis|todavia|aun))* 18(?: anos)?|no soy (?:{ONLY} )*(?:mayor de edad|adult[oa]|mayor de 18)|me faltan?(?: \\w+){1,3} para (?:cumplir|tener)(?: los)? 18|soy menor de (?:los )?18',
  '(?:estoy|voy)(?: (?:{ONLY}))* (?:en|a|al)(?: (?:el|la))* (?:(?:{GRADE}) (?:grado|de primaria|de secundaria|ano de primaria)|(?:primaria|escuela primaria|kinder|middle school|la secundaria|secundaria|elementary))(?= ,|$| (?:{THEN}|todavia|aun)\\b)',
]

/** That the caller is under eighteen, said in Spanish. Someone the caller speaks for does not count. */
export const spanishMinorEar = earFor({ innocent: INNOCENT, alarms: ALARMS, groups: GROUPS })
