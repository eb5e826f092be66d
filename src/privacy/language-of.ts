import { readWishes } from '../consent/wishes.ts'
import type { Ctx } from '../context.ts'
import { personNow } from '../people/person-now.ts'

/** ISO 639-1 of a language tag: `es` of `es-MX`. */
export const plainLanguage = (tag: string): string => (tag.split('-')[0] ?? '').toLowerCase()

/**
 * What a person is told in: the language they prefer, where that is known, else what was asked in. ISO 639-1; undefined where
 * neither is known. Not for somebody who only says that they are this person: it would tell them what is known.
 */
export async function languageOf(
  ctx: Ctx,
  personId: string | null,
  asked: string | undefined,
): Promise<string | undefined> {
  if (personId === null) return asked
  const { language } = (await readWishes(ctx, await personNow(ctx, personId))).preferences
  return language === null ? asked : plainLanguage(language)
}
