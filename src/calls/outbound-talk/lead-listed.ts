import { readWhen } from '../../dialogue/when/read-when.ts'
import type { LeadFacts, LeadInput, LeadState, LeadStep } from './lead-in.ts'
import { ASKED_MAX, keyedOr, to } from './lead-step.ts'
import { keepsIt } from './read-answer.ts'

/** They need another time, of an appointment that only people of the business can move. Who says when at once is not asked for it. */
export function movesListed(lead: LeadState, input: LeadInput, { clock }: LeadFacts): LeadStep {
  const isSaid = input.type === 'said' && readWhen(input.text, clock)?.past === false
  return to(lead, 'moving', isSaid ? 'pass_on' : 'ask_time')
}

/** They were asked when: whatever is no other matter is for people to read. */
export function moving(lead: LeadState, input: LeadInput, { clock }: LeadFacts): LeadStep {
  const answer = keyedOr(input)
  const isKept = input.type === 'said' ? keepsIt(input.text) && readWhen(input.text, clock) === null : answer === 'yes'
  if (isKept) return to(lead, 'matter', 'confirm')
  switch (answer) {
    case 'cancel':
      return to(lead, 'cancelling', 'ask_cancel')
    case 'wrong_number':
      return { lead, does: 'wrong_number' }
    case 'fetching':
      return { lead, does: 'wait_for_them' }
    case 'hello':
    case 'again':
      return askTime(lead)
    default:
      return saysNothing(input) ? askTime(lead) : { lead, does: 'pass_on' }
  }
}

const askTime = (lead: LeadState): LeadStep =>
  lead.asked + 1 >= ASKED_MAX
    ? { lead, does: 'pass_on' }
    : { lead: { ...lead, asked: lead.asked + 1 }, does: 'ask_time' }

/** A key, or a yes and no more. */
const saysNothing = (input: LeadInput): boolean =>
  input.type !== 'said' || /^\W*(?:yes|yeah|ok|okay|sure|sí|si|claro)\W*$/i.test(input.text)
