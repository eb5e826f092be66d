import type { CampaignContent } from './campaign.ts'

const LOCALES = { en: 'en-US', es: 'es-US' } as const

/** A moment as people read it where it is: `{date}` and `{time}`. */
export function timeFields(
  atMs: number,
  timeZone: string,
  language: CampaignContent['language'],
): { readonly date: string; readonly time: string } {
  const locale = LOCALES[language]
  const date = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', month: 'long', day: 'numeric' })
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' })
  // A narrow space before AM would make a text of another alphabet of an SMS, twice as dear.
  const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ')
  return { date: plain(date.format(atMs)), time: plain(time.format(atMs)) }
}
