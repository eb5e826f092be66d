import type { IdentityCheck } from '../../agents/outbound-section.ts'
import type { WhenClock } from '../../dialogue/when/wish.ts'
import { fitsBirth, fitsName, type Fit } from './is-them.ts'
import { isMachine, type PartyState } from './party.ts'
import { movesListed, moving } from './lead-listed.ts'
import { answerOf, ASKED_MAX, keyedOr, to } from './lead-step.ts'
import { isGoAhead, keepsIt, type Answer } from './read-answer.ts'

/** How far a call of ours has come with the person who picked up. Clear: nothing that was said is in it. */
export interface LeadState {
  /** `free`: the agent's model leads. Before that rules do, and no model is asked anything. */
  readonly stage: 'opening' | 'identity' | 'matter' | 'cancelling' | 'moving' | 'free'
  /** Nothing that only the person may hear is said before this is so, and no model knows it. */
  readonly isOpen: boolean
  /** Wrong answers to who they are. */
  readonly misfits: number
  /** How often the same was asked once more, and how often nothing was said, in this stage. */
  readonly asked: number
  readonly silences: number
  /** Nobody has asked them for a moment yet: what sounds like a yes is none. */
  readonly isUnasked?: boolean
  /** Whoever came after a machine has been told what a call of ours begins with. */
  readonly isTold?: true
  /** They have been told goodbye: nothing they say now is answered, but what a guardrail hears. */
  readonly isOver?: true
  /** They said that the number is not whom we want. */
  readonly isWrong?: true
}

export const NOT_BEGUN: LeadState = { stage: 'opening', isOpen: false, misfits: 0, asked: 0, silences: 0 }

export type LeadInput =
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'pressed'; readonly digit: string }
  | { readonly type: 'silent' }

/** What the call is about, as far as rules lead it. `listed`: an appointment that is in no diary of ours. */
export type Matter = 'reminder' | 'listed' | 'refill' | 'waitlist' | 'other'

export interface LeadFacts {
  readonly matter: Matter
  readonly check: IdentityCheck
  /** What the business knows them by; null where it does not know. */
  readonly name: string | null
  readonly birth: string | null
  /** What was asked last has been heard: what is said into it is no answer to it, but what a recording does. */
  readonly isAsked: boolean
  readonly clock: WhenClock
}

/** What is to be done. Words are found by whoever does it. */
export type LeadDeed =
  | 'ask_moment'
  | 'ask_name'
  | 'ask_birth'
  | 'say_who'
  | 'wait_for_them'
  | 'tell_matter'
  | 'ask_matter'
  | 'confirm'
  | 'move'
  | 'ask_cancel'
  | 'cancel'
  | 'ask_time'
  | 'pass_on'
  | 'refill'
  | 'take_slot'
  | 'converse'
  | 'not_them'
  | 'call_back'
  | 'wrong_number'
  | 'declined'
  | 'goodbye'

export interface LeadStep {
  readonly lead: LeadState
  readonly does: LeadDeed
}

/** Wrong answers to who they are, after which nothing more is said. */
const MISFITS_MAX = 2
const SILENCES_MAX = 2

/**
 * Where the talk stands with whoever is there now. Another one begins anew, for what was shown or answered was not theirs;
 * and whoever comes after a machine has not been asked for a moment yet, unless that was the last that was said.
 */
export function leadWith(lead: LeadState | undefined, before: PartyState, hasAsked = false): LeadState {
  if (before.party === 'human') return lead ?? NOT_BEGUN
  const isUnasked = !hasAsked && (isMachine(before.party) || isMachine(before.hint))
  return isUnasked ? { ...NOT_BEGUN, isUnasked } : NOT_BEGUN
}

/** The gate opens: it is them, or nobody has to show that. */
const opened = (lead: LeadState): LeadStep => to({ ...lead, isOpen: true }, 'matter', 'tell_matter')

/**
 * The next step with a person on the line. Pure.
 *
 * First that they have a moment, then that it is them where the document asks that, then the matter; its answers are
 * understood by rule, in speech and by keys, and everything else is the model's.
 */
export function leadIn(before: LeadState, input: LeadInput, facts: LeadFacts): LeadStep {
  if (input.type === 'silent') return silent(before, facts)
  const lead = { ...before, silences: 0 }
  switch (lead.stage) {
    case 'opening':
      return opening(lead, input, facts)
    case 'identity':
      return identifying(lead, input, facts)
    case 'matter':
      return agreesUnheard(input, facts) ? onceMore(lead, 'ask_matter') : answering(lead, input, facts)
    case 'cancelling':
      return cancelling(lead, input, facts)
    case 'moving':
      return moving(lead, input, facts)
    case 'free':
      return { lead, does: 'converse' }
  }
}

function silent(before: LeadState, facts: LeadFacts): LeadStep {
  const lead = { ...before, silences: before.silences + 1 }
  if (lead.stage === 'free') return { lead: before, does: 'converse' }
  // That they need another time is passed on without one, too.
  if (lead.stage === 'moving' && lead.silences >= SILENCES_MAX) return { lead, does: 'pass_on' }
  return lead.silences >= SILENCES_MAX ? { lead, does: 'goodbye' } : { lead, does: questionOf(lead, facts) }
}

/** What was asked last. */
function questionOf({ stage }: LeadState, { check }: LeadFacts): LeadDeed {
  switch (stage) {
    case 'opening':
      return 'ask_moment'
    case 'identity':
      return check === 'date_of_birth' ? 'ask_birth' : 'ask_name'
    case 'cancelling':
      return 'ask_cancel'
    case 'moving':
      return 'ask_time'
    default:
      return 'ask_matter'
  }
}

/** What ends the call, or leads away from the question, wherever it is said. Null: it answers the question. */
function aside(lead: LeadState, answer: Answer, facts: LeadFacts): LeadStep | null {
  switch (answer) {
    case 'wrong_number':
      return { lead, does: 'wrong_number' }
    case 'later':
      return { lead, does: 'call_back' }
    case 'fetching':
      return to({ ...lead, asked: 0 }, 'opening', 'wait_for_them')
    case 'who':
      return onceMore(lead, 'say_who')
    case 'again':
      return onceMore(lead, questionOf(lead, facts))
    default:
      return null
  }
}

/** Nobody is asked the same for ever. */
const onceMore = (lead: LeadState, does: LeadDeed): LeadStep =>
  lead.asked + 1 >= ASKED_MAX ? { lead, does: 'goodbye' } : { lead: { ...lead, asked: lead.asked + 1 }, does }

function opening(lead: LeadState, input: LeadInput, facts: LeadFacts): LeadStep {
  const answer = answerOf(input)
  const away = aside(lead, answer, facts)
  if (away !== null) return away
  if (answer === 'no') return { lead, does: 'declined' }
  if (facts.check !== 'none') return toIdentity(lead, facts)
  // What only begins like a person may yet be a machine's greeting: before anything is said, a yes is awaited, or a key.
  const isYes = input.type === 'said' && lead.isUnasked !== true && isGoAhead(input.text)
  return isYes || input.type === 'pressed' ? opened(lead) : onceMore({ ...lead, isUnasked: false }, 'ask_moment')
}

/** Only what they say once they were asked shows who they are: a name that comes by itself is in many a greeting. */
function toIdentity(lead: LeadState, facts: LeadFacts): LeadStep {
  if (isUnknown(facts)) return { lead, does: 'not_them' }
  return to(lead, 'identity', facts.check === 'date_of_birth' ? 'ask_birth' : 'ask_name')
}

const isUnknown = ({ check, birth, name }: LeadFacts): boolean => (check === 'date_of_birth' ? birth : name) === null

function identifying(lead: LeadState, input: LeadInput, facts: LeadFacts): LeadStep {
  if (isUnknown(facts)) return { lead, does: 'not_them' }
  const asks = facts.check === 'date_of_birth' ? 'ask_birth' : 'ask_name'
  if (!facts.isAsked) return aside(lead, answerOf(input), facts) ?? onceMore(lead, asks)
  const fit = input.type === 'said' ? fitOf(input.text, facts) : 'nothing_said'
  return fit === 'fits' ? opened(lead) : notYet(lead, { fit, answer: answerOf(input), asks }, facts)
}

interface Missed {
  readonly fit: Fit
  readonly answer: Answer
  readonly asks: LeadDeed
}

function notYet(lead: LeadState, { fit, answer, asks }: Missed, facts: LeadFacts): LeadStep {
  const away = aside(lead, answer, facts)
  if (away !== null) return away
  const misfits = answer === 'no' && fit === 'nothing_said' ? MISFITS_MAX : lead.misfits + 1
  return { lead: { ...lead, misfits }, does: misfits >= MISFITS_MAX ? 'not_them' : asks }
}

function fitOf(text: string, { check, name, birth, clock }: LeadFacts): Fit {
  if (check === 'date_of_birth') return birth === null ? 'nothing_said' : fitsBirth(birth, text, clock)
  return name === null ? 'nothing_said' : fitsName(name, text)
}

/** Nobody agrees to what they have not heard; who presses a key knows it from before. */
const agreesUnheard = (input: LeadInput, { isAsked }: LeadFacts): boolean =>
  !isAsked && input.type === 'said' && answerOf(input) === 'yes'

function answering(lead: LeadState, input: LeadInput, facts: LeadFacts): LeadStep {
  const answer = keyedOr(input)
  if (answer === 'who' || answer === 'again' || answer === 'wrong_number') {
    return aside(lead, answer, facts) ?? { lead, does: 'converse' }
  }
  switch (facts.matter) {
    case 'reminder':
      return ofReminder(lead, answer)
    case 'listed':
      return answer === 'move' ? movesListed(lead, input, facts) : ofReminder(lead, answer)
    case 'refill':
      return agreed(lead, answer, 'refill')
    case 'waitlist':
      return agreed(lead, answer, 'take_slot')
    case 'other':
      return to(lead, 'free', 'converse')
  }
}

function ofReminder(lead: LeadState, answer: Answer): LeadStep {
  switch (answer) {
    case 'yes':
      return { lead, does: 'confirm' }
    case 'move':
      return to(lead, 'free', 'move')
    case 'cancel':
      return to(lead, 'cancelling', 'ask_cancel')
    case 'later':
      return { lead, does: 'call_back' }
    case 'other':
      return to(lead, 'free', 'converse')
    default:
      return onceMore(lead, 'ask_matter')
  }
}

function agreed(lead: LeadState, answer: Answer, does: 'refill' | 'take_slot'): LeadStep {
  switch (answer) {
    case 'yes':
      return does === 'refill' ? to(lead, 'free', 'refill') : { lead, does }
    case 'no':
    case 'cancel':
      return { lead, does: 'declined' }
    case 'later':
      return { lead, does: 'call_back' }
    case 'hello':
    case 'fetching':
      return onceMore(lead, 'ask_matter')
    default:
      return to(lead, 'free', 'converse')
  }
}

function cancelling(lead: LeadState, input: LeadInput, facts: LeadFacts): LeadStep {
  const answer = keyedOr(input)
  if (input.type === 'said' && keepsIt(input.text)) return to(lead, 'matter', 'confirm')
  if (answer === 'yes' || answer === 'cancel') return { lead, does: 'cancel' }
  if (answer === 'move') return facts.matter === 'listed' ? movesListed(lead, input, facts) : to(lead, 'free', 'move')
  return answer === 'no' ? to(lead, 'matter', 'ask_matter') : onceMore(lead, 'ask_cancel')
}
