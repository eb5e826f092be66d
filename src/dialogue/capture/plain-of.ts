/** What one utterance may hold for us. A caller who talks on is understood by their first words. */
export const TEXT_CHARS_MAX = 1000

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:uh ?huh|mm+ ?hm+|mhm+|m hm+|ah ha|aha)\b/g, 'uhhuh'],
  [/\b(?:uh uh|nuh uh|unh unh|mm mm)\b/g, 'nuhuh'],
  [/\b(?:u+m+|u+h+|e+r+m*|a+h+|h+m+|m+|oh)\b/g, ' '],
  [/\b(?:you know|i mean|let me see|lets see)\b/g, ' '],
  [
    /\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirty)s (?=(?:fine|good|great|ok|okay|perfect|better|best)\b)/g,
    '$1 is ',
  ],
]

/**
 * The utterance in its plainest form: lower case, no accents, no apostrophes (`dont`, `id like`), no punctuation but the
 * colon, slash and at sign that belong to times, dates and addresses, and no fillers.
 */
export function plainOf(text: string): string {
  let plain = text
    .slice(0, TEXT_CHARS_MAX)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/\b([ap])\.? ?m\b\.?/g, '$1m')
    .replace(/(\d)(am|pm)\b/g, '$1 $2')
    .replace(/(\d)[:.](\d)/g, '$1:$2')
    .replace(/[^a-z0-9:/@]+/g, ' ')
  for (const [sound, meaning] of SOUNDS) plain = plain.replace(sound, meaning)
  return plain.replace(/ {2,}/g, ' ').trim()
}
