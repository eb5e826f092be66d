import type { Shift } from './shift-wish.ts'

const CHARS_MAX = 1_000

const ANOTHER_DAY =
  /\b(?:(?:another|a different|some other|other) (?:day|date)s?|(?:any|what) other (?:day|date)s?|different day|not that day|that day (?:doesn't|does not|won't) work)\b/

const EARLIER =
  /\b(?:(?:anything|something|any(?:thing)? (?:slots?|times?)?|nothing|little|bit|one|time|times|slots?|a bit|much|got|have|is|be|go|even|any|it|that|prefer|need|want|come in) (?:else )?(?:available )?(?:any )?(?:earlier|sooner)|(?:earlier|sooner) (?:than that|than those|would|works|if|please|one|time|slot|appointment|in the day)|(?:too late))\b|^(?:earlier|sooner)\b|\bearlier\?*$/

const LATER =
  /\b(?:(?:anything|something|nothing|little|bit|one|time|times|slots?|a bit|much|got|have|is|be|go|even|any|it|that|prefer|need|want|come in) (?:else )?(?:available )?(?:any )?later|later (?:than that|than those|would|works|if|please|one|time|slot|appointment|in the day)|(?:too (?:early|soon)))\b|^later\b|\blater\?*$/

/** "Call me back later", "I'll do it later", "see you later": not about slots. */
const NOT_OF_SLOTS =
  /\b(?:call|ring|phone|talk|speak|see|try|decide|catch|get back)(?! (?:if|whether))(?: (?!anything|something)\w+){0,4} (?:later|earlier)\b(?! (?:slot|time|appointment|day))/

/**
 * Whether an utterance asks to move away from the slots just offered, "anything earlier?", and which way; null when
 * it does not. Meant for the turn after an offer; `shiftWish` applies it.
 */
export function readShift(text: string): Shift | null {
  const words = text
    .slice(0, CHARS_MAX)
    .replaceAll('’', "'")
    .toLowerCase()
    .replaceAll(/[^a-z0-9' ?]+/g, ' ')
    .trim()
  if (ANOTHER_DAY.test(words)) return 'another_day'
  if (NOT_OF_SLOTS.test(words)) return null
  if (EARLIER.test(words)) return 'earlier'
  return LATER.test(words) ? 'later' : null
}
