import type { ModelTurn } from '../../contract.ts'
import { enCalled } from './en-called.ts'
import { enWriting } from './en-writing.ts'
import { en } from './en.ts'

/** Everything the engine says of itself, in one language. */
export type Phrases = typeof en

/** Another language is another file with the same keys, and a line here. */
const BY_FAMILY: Readonly<Record<string, Phrases>> = { en }

/** What is written differs from what is said. */
const WRITTEN_BY_FAMILY: Readonly<Record<string, Phrases>> = { en: enWriting }

/** Whom we call is not thanked for calling. */
const CALLED_BY_FAMILY: Readonly<Record<string, Phrases>> = { en: enCalled }

/** The engine's phrases for a BCP 47 tag; English where there are none of its own. */
export function phrasesFor({ language, channel, caller }: Pick<ModelTurn, 'language' | 'channel' | 'caller'>): Phrases {
  const family = language.split('-')[0] ?? 'en'
  if (channel !== 'voice') return WRITTEN_BY_FAMILY[family] ?? enWriting
  return caller.wasCalled === true ? (CALLED_BY_FAMILY[family] ?? enCalled) : (BY_FAMILY[family] ?? en)
}
