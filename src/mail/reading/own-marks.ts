/** The field by which we know a mail of our own that came back. Every mail we send bears it. */
export const LOOP_FIELD = 'x-careline-loop'

/** A line above which people answer: what stands below it is ours, whatever a mail program did to it. */
export const ANSWER_ABOVE = {
  en: '--- Please write your answer above this line ---',
  es: '--- Escriba su respuesta encima de esta línea ---',
} as const
