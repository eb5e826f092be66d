import type { Search } from '../notes.ts'

const KEEP = /\b(?:see you|talk to you|call (?:you )?(?:back )?|speak) later\b/g
const LATER_THAN_NOW =
  /\blater (?:today|tonight|this|next|in (?:the (?:week|month|year)|january|february|march|april|may|june|july|august|september|october|november|december))\b/g

const SHIFTS: readonly (readonly [Search['refine'], RegExp])[] = [
  [
    'another_day',
    /\b(?:another|different|some other|any other|other|a later|an earlier|separate) (?:day|date)s?\b|\bnot (?:that|this) day\b|\bday doesnt work\b|\bdifferent one on another\b/,
  ],
  ['another_day', /\bwhat (?:other |else )?days\b/],
  [
    'earlier',
    /\b(?:earlier|sooner|not so late|too late|(?:bring|move|push|pull) (?:it|that|mine|this) (?:forward|up))\b/,
  ],
  [
    'later',
    /^(?:\w+ )?what(?:s| is|d be| would be)? the (?:latest|last)\b|\b(?:later|not so early|too early|too soon)\b/,
  ],
  [
    'later',
    /\b(?:any(?:thing)?|something|what|whats|some|any) (?:else|other)\b|\b(?:other|more|different|another|alternative) (?:times?|options?|slots?|openings?|choices?|appointments?|ones?)\b|\bwhat else\b|\bwhat (?:other )?times\b|\bkeep going\b|^next(?: one)?$/,
  ],
]

/** "Anything earlier", "another day", "what else do you have": which way to look from what was offered, or null. */
export function readShift(plain: string): Search['refine'] | null {
  const rest = plain.replace(KEEP, ' ').replace(LATER_THAN_NOW, ' ')
  return SHIFTS.find(([, pattern]) => pattern.test(rest))?.[0] ?? null
}
