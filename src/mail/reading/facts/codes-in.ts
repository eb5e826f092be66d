const CODES_MAX = 5
const TEXT_CHARS_MAX = 20_000
const REQUEST_ID = /\bprq_[0-9a-hjkmnp-tv-z]{26}\b/gi

/**
 * Six to eight digits that stand alone, as the code of a challenge does: also in two groups, `123 456`, or `1234-5678`.
 *
 * @param fresh  what the sender wrote anew: a code in what they quote was written by us.
 */
export function codesIn(fresh: string): readonly string[] {
  const text = fresh.slice(0, TEXT_CHARS_MAX).normalize('NFKC')
  const alone = text.matchAll(
    /(?<![\p{N}\p{L}+_./#-])(?<!\p{Nd}[ ()-]{1,2})(\d{6,8}|\d{3}[ -]\d{3}|\d{4}[ -]\d{4})(?![\p{N}\p{L}_/@-]|[ ().-]{1,2}\p{Nd}|\.\p{Nd})/gu,
  )
  return [...new Set([...alone].map(([, code = '']) => code.replaceAll(/\D/g, '')))].slice(0, CODES_MAX)
}

/** The ids of requests in texts: an address we gave out, a subject, a letter. */
export const requestIdsIn = (texts: readonly string[]): readonly string[] =>
  [
    ...new Set(
      texts.flatMap((text) => text.slice(0, TEXT_CHARS_MAX).match(REQUEST_ID) ?? []).map((id) => id.toLowerCase()),
    ),
  ].slice(0, CODES_MAX)
