import type { Reply } from '../dialogue/heard.ts'
import type { CallerInput } from '../providers/llm/contract.ts'

/** Sounds and words that mean no more than "go on". */
const GO_ON =
  /^(?:(?:m+-?hm+|mm+|uh-? ?huh|a-?ha|h+m+|oh|ah|okay|ok|right|yeah|yep|yes|sure|i see|got it|alright|all right|go on|go ahead|continue|please)[ ,.!]*){1,3}$/i

/**
 * What of the last reply is still to be said, when its interruption was none: the caller only made a sound, or said
 * nothing at all. Null when they took the floor, or had heard a question that such a sound may answer.
 */
export function restToSay(input: CallerInput, last: Reply | undefined): string | null {
  if (last === undefined || !last.cut || last.heard.includes('?')) return null
  const goesOn = input.type === 'said' ? GO_ON.test(input.text.trim()) : input.type === 'silent' && input.nth === 1
  if (!goesOn) return null
  const rest = last.text.slice(beginning(last)).trim()
  return rest === '' ? null : rest
}

/** Where the sentence begins in which they were cut off. */
function beginning({ text, heard }: Reply): number {
  const ends = Array.from(text.slice(0, heard.length).matchAll(/[.!?…]+["')\]]*\s+/g))
  const last = ends.at(-1)
  return last === undefined ? 0 : last.index + last[0].length
}
