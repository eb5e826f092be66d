import { textIn } from '../../agents/text-in.ts'
import type { ToolCall } from '../../providers/llm/contract.ts'
import type { ToolOutcome } from '../../dialogue/tools/tool.ts'
import { bookingChoices, serviceChoices, slotChoices, yesNoChoices, type Choices, type ChoiceScene } from './choices.ts'

/** A tool that was called in the turn, and what came of it. */
export interface Called {
  readonly call: ToolCall
  readonly outcome: ToolOutcome
}

const QUESTION = /[^.!?\n]*\?(?=["')\]]*(?:\s|$))/g

/** The last question of a reply, or null. */
export const lastQuestion = (reply: string): string | null => reply.match(QUESTION)?.at(-1)?.trim() ?? null

/** Questions that a yes or a no answers. Two ways on, with an "or", are no such question. */
const YES_NO =
  /^(?:so,? |then,? |and )?(?:shall|should) (?:i|we)\b|^would you like (?:me|that|to|it)\b|^do you want (?:me|that|to)\b|^(?:is|are) (?:that|this|it|these|those) (?:right|correct|ok|okay|all right|fine)\b|^(?:can|may) i (?:book|cancel|move|send|go)\b|^¿?(?:le|te) (?:reservo|confirmo|cancelo)\b|^¿?(?:es|está) (?:correcto|bien)\b|^¿?quiere que\b/i

/**
 * What a reply offers to choose from, or null: the times a tool has just offered, the person's own bookings, the services,
 * or a yes and a no. Whatever model wrote it: the tools' answers count, and the question it ends with.
 */
export function asksFor(reply: string, called: readonly Called[], scene: ChoiceScene): Choices | null {
  const question = lastQuestion(reply)
  if (question === null) return null
  const { offered, listed, held } = scene.tools
  const last = called.findLast(({ call }) => LISTING.has(call.name) || hasOptions({ call, outcome: NOTHING }))
  const gave = called.findLast((one) => hasOptions(one))
  const isOffering = gave !== undefined && held === null && offered.length > 1
  if (isOffering && !isYesNo(question)) return slotChoices(scene)
  if (last?.call.name === 'my_bookings' && listed.length > 1 && !isYesNo(question)) return bookingChoices(scene)
  if (isYesNo(question)) return yesNoChoices(scene)
  return asksForService(reply, called, scene) ? serviceChoices(scene.room.document, scene.room.language) : null
}

const NOTHING: ToolOutcome = { ok: false, value: {} }
const LISTING = new Set(['my_bookings', 'find_slots'])

const hasOptions = ({ outcome: { value } }: Called): boolean =>
  Array.isArray(value['options']) && value['options'].length > 0

const isYesNo = (question: string): boolean => YES_NO.test(question) && !/\bor\b|\bo\b/i.test(question)

const SERVICES_NAMED_MIN = 2

/** Several of the services are named, and no tool was asked: which of them is the question. */
function asksForService(reply: string, called: readonly Called[], { room, tools }: ChoiceScene): boolean {
  const services = room.document.skills.booking?.services ?? []
  if (called.length > 0 || tools.held !== null) return false
  const said = reply.toLowerCase()
  const named = services.filter(({ name }) => said.includes(textIn(name, room.language).toLowerCase()))
  return named.length >= SERVICES_NAMED_MIN && /\b(?:which|what would you like|book)\b/.test(said)
}
