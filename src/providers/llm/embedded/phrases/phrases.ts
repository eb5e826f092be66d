import { en } from './en.ts'

/** Everything the engine says of itself, in one language. */
export type Phrases = typeof en

/** Another language is another file with the same keys, and a line here. */
const BY_FAMILY: Readonly<Record<string, Phrases>> = { en }

/** The engine's phrases for a BCP 47 tag; English where there are none of its own. */
export const phrasesFor = (language: string): Phrases => BY_FAMILY[language.split('-')[0] ?? 'en'] ?? en
