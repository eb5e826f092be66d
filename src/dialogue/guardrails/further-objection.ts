import { earFor } from './listen-for.ts'

const ALARMS = [
  '(?:je )?moppose (?:au|a la|a l|a)(?: \\w+){0,4} (?:donnees|traitement|intelligence artificielle)',
  '(?:ich )?widerspreche(?: \\w+){0,3} (?:verarbeitung|nutzung)|(?:ich )?widerspreche(?: \\w+){0,3} (?:kunstlichen? intelligenz)',
  '(?:me oponho|eu me oponho|oponho me)(?: \\w+){0,4} (?:tratamento|dados|inteligencia artificial)',
]

/** The same in French, German and Portuguese, in the words of the law. */
export const furtherObjectionEar = earFor({ innocent: [], alarms: ALARMS, groups: {} })
