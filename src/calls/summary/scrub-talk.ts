import type { AgentDocument, AgentText } from '../../agents/agent-document.ts'
import { FRESH_MASK, hearMasked } from '../../dialogue/capture/mask-talk.ts'
import { readName } from '../../dialogue/capture/read-name.ts'
import { scrubPii, type ScrubOptions } from '../../dialogue/capture/scrub-pii.ts'
import { SENSITIVE_KINDS } from '../../dialogue/capture/sensitive.ts'
import type { WhenClock } from '../../dialogue/when/wish.ts'
import type { TranscriptTurn } from '../transcript.ts'

const ASKS_NAME = /\bname\b/i

/** How a call's words are scrubbed: its callers' names go, what is the business's own stays. */
export function scrubbingOf(
  document: AgentDocument,
  turns: readonly TranscriptTurn[],
  { names, numbers, clock }: { names: readonly (string | null)[]; numbers: readonly string[]; clock: WhenClock },
): ScrubOptions {
  const asked = turns.map((turn, at) => {
    const before = turns[at - 1]
    if (turn.speaker !== 'caller') return null
    return readName(turn.text, before?.speaker === 'agent' && ASKS_NAME.test(before.text))
  })
  const theirs = [...names, ...asked].filter((name): name is string => name !== null && name !== '')
  return { names: [...new Set(theirs)], keep: [...ownWords(document), ...numbers], clock }
}

/** Answers, lines and numbers that the business has written down itself. They are nobody's personal data in a talk. */
function ownWords({ business, skills, routing, opening }: AgentDocument): readonly string[] {
  const texts: readonly AgentText[] = [
    opening.greeting,
    ...(skills.qa?.entries.map(({ a }) => a) ?? []),
    ...(skills.booking?.services.flatMap(({ priceSay }) => (priceSay === undefined ? [] : [priceSay])) ?? []),
  ]
  const words = [business, ...texts].flatMap((text) => (typeof text === 'string' ? [text] : Object.values(text)))
  const people = skills.booking?.services.flatMap(({ resources }) => resources) ?? []
  const numbers = routing.flatMap(({ to }) => (to.kind === 'phone' ? [to.number] : []))
  return [...words, ...people, ...numbers]
}

/** The turns as a business keeps them that stores no personal data. A number in pieces is heard as one. */
export function scrubTalk(turns: readonly TranscriptTurn[], options: ScrubOptions): readonly TranscriptTurn[] {
  let state = FRESH_MASK
  const texts: string[] = []
  for (const { speaker, text } of turns) {
    const hearing = options.clock ? { clock: options.clock } : {}
    const step = hearMasked(state, { speaker, text }, SENSITIVE_KINDS, hearing)
    // A reply is remembered by its end only: of replies what is revised here is left to the look at each alone.
    for (const { back, kept } of step.revised)
      if (turns[texts.length - back]?.speaker === 'caller') texts[texts.length - back] = kept
    texts.push(step.kept)
    state = step.state
  }
  return turns.map((turn, at) => ({
    ...turn,
    text: scrubPii(texts[at] ?? turn.text, options),
    heardText: turn.heardText === null ? null : scrubPii(turn.heardText, options),
  }))
}
