import type { AgentDocument } from '../agents/agent-document.ts'

const DENIALS = [
  /\b(?:call|line|conversation|this|it|we|i|you|nobody|we're|i'm|you're|they're|that)\b[^.?!]{0,30}?(?:\bnot|n't|\bnever|\bno longer)\b(?: \w+){0,3}? (?:record(?:ed|ing|s)?|tap(?:ed|ing))\b/,
  /\b(?:nothing|none of (?:this|it))\b[^.?!]{0,20}\b(?:recorded|taped)\b|\b(?:nobody|no one)(?: is|'s) (?:recording|taping)\b/,
  /\b(?:there(?:'s| is)|with) no recording\b|\bunrecorded\b|\boff the record\b/,
  /\bno (?:se |lo |la |le )?(?:est[aá] grabando|estamos grabando|estoy grabando|se graba|graba|grabamos|es grabada|est[aá] siendo grabada|queda grabada)/,
  /\b(?:nadie|nada)(?: [^ .?!]+){0,2} (?:est[aá] grabando|se graba|graba|queda grabado)|\bno hay (?:ninguna )?grabaci[oó]n/,
]

/** What the caller may wish, or say, is no claim. */
const WISHED = /\b(?:if|unless|whether) you\b|(?:\bnot|n't) (?:want|like|wish)\b|\brather not\b/

/**
 * Whether a sentence takes back that the call is recorded, which callers of this business are told. What holds for one
 * call is for the rules to say, and never for a model that was talked into it.
 *
 * @param plain  in lower case, with straight apostrophes and single spaces.
 */
export const deniesRecording = (plain: string, { opening }: AgentDocument): boolean =>
  opening.recording.mode !== 'off' &&
  !/\?\s*$/.test(plain) &&
  !WISHED.test(plain) &&
  DENIALS.some((denial) => denial.test(plain))
