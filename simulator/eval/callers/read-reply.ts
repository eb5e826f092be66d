import type { AgentDocument, AgentField } from '../../../src/agents/agent-document.ts'
import { textIn } from '../../../src/agents/text-in.ts'

/** What a caller makes of the agent's words: what is wanted of them now. */
export type Wanted =
  | { readonly want: 'field'; readonly field: AgentField }
  | {
      readonly want:
        | 'confirm'
        | 'choice'
        | 'name'
        | 'phone'
        | 'same_number'
        | 'day'
        | 'service'
        | 'who'
        | 'message'
        | 'more'
        | 'goal'
        | 'presence'
        | 'english'
        | 'anything'
    }

const CLOCK = /\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\bo'clock\b|\bnoon\b/i

/** In the order in which they are told from each other: of a long reply the question at its end counts. */
const SIGNS: readonly (readonly [Exclude<Wanted['want'], 'field'>, RegExp])[] = [
  ['english', /\bonly (?:understand|speak) english\b|\bunderstand english only\b/i],
  ['presence', /\bare you (?:still )?there\b|\bcan(?:'t| not) hear\b/i],
  ['same_number', /\bnumber you(?:'re| are) calling from\b/i],
  ['message', /\bpass on\b|\bwhat(?:'s| is) the message\b|\bwhat would you like (?:me )?to (?:say|tell)\b/i],
  ['phone', /\b(?:phone|best|call ?back|contact) number\b|\bwhat number\b|\bnumber (?:is )?best\b/i],
  ['name', /\bname\b/i],
  [
    'confirm',
    /\b(?:shall|should|may|can) i (?:book|go|do|send|cancel|move|put|reserve|confirm|schedule|take|try)\b|\bis (?:that|this|it) (?:right|correct|okay|ok)\b|\b(?:correct|right|okay)\?|\bgo ahead\b|\bwould you like me to (?:book|cancel|move|send|put|take)\b|\bshall we go on\b|\bdo you want me to\b/i,
  ],
  [
    'who',
    /\bwith (?:whom|anyone|anybody|someone)\b|\bwho would you like to see\b|\bprefer(?:ence)?\b.*\b(?:with|see)\b/i,
  ],
  [
    'choice',
    /\bwhich (?:one|time|of|would|do you)\b|\bthat one\b|\b(?:does|do|would|will) (?:that|either|any|one|this|those)\b/i,
  ],
  [
    'day',
    /\b(?:what|which|another|other) (?:\w+ ){0,2}(?:days?|times?)\b|\bwhen (?:would|works|should|do|are|is|can)\b|\bday and time\b/i,
  ],
  [
    'service',
    /\bwhat would you like to (?:book|have|come)\b|\bwhich (?:service|would you like)\b|\bwhat (?:service|kind|type|sort)\b/i,
  ],
  ['more', /\b(?:anything|something) else\b/i],
  ['goal', /\bhow (?:can|may) i help\b|\bwhat (?:can|would you like|do you need)\b/i],
]

/** What is asked for in so many words, whatever form it is of. */
const PLAIN_QUESTIONS: ReadonlySet<Wanted['want'] | undefined> = new Set(['message', 'same_number', 'presence'])
const MAYBE_OFFERS: ReadonlySet<Wanted['want'] | undefined> = new Set(['service', 'day', 'goal'])

/** What the agent wants to know, by the last question it has asked; `anything` when nothing tells. */
export function readReply(reply: string, document: AgentDocument): Wanted {
  const asked = lastQuestion(reply)
  const sign = SIGNS.find(([, pattern]) => pattern.test(asked))?.[0]
  if (sign !== undefined && PLAIN_QUESTIONS.has(sign)) return { want: sign }
  const field = sign === 'confirm' ? undefined : fieldIn(document, asked)
  if (field !== undefined) return { want: 'field', field }
  const hasTimes = CLOCK.test(reply)
  if (hasTimes && MAYBE_OFFERS.has(sign) && isOffer(reply)) return { want: 'choice' }
  return { want: sign === 'choice' && !hasTimes ? 'service' : (sign ?? 'anything') }
}

/** "I have Tuesday at 10 AM or 2 PM. Which would you like?" offers times; "You have …" does not. */
const isOffer = (reply: string): boolean =>
  /\b(?:i|we) have\b|\bavailable\b|\bopen(?:ing)?s?\b|\bthe next\b|\bfree\b/i.test(reply)

function lastQuestion(reply: string): string {
  const sentences = reply.split(/(?<=[.!?])\s+/)
  const at = sentences.findLastIndex((sentence) => sentence.trim().endsWith('?'))
  return at < 0 ? reply : (sentences[at] ?? reply)
}

function fieldIn({ skills, languages }: AgentDocument, asked: string): AgentField | undefined {
  const fields = [
    ...(skills.booking?.services.flatMap((service) => service.fields) ?? []),
    ...(skills.refill?.fields ?? []),
    ...(skills.message?.fields ?? []),
  ]
  const words = asked.toLowerCase()
  return fields.find(({ label, ask }) => {
    const told = [label, ...(ask === undefined ? [] : [ask])].map((text) =>
      textIn(text, languages.default).toLowerCase(),
    )
    return told.some((text) => text.length > MARK_CHARS_MIN && words.includes(text.replace(/\?$/, '')))
  })
}

/** Shorter labels, as "name", stand in too many questions to tell one by. */
const MARK_CHARS_MIN = 8
