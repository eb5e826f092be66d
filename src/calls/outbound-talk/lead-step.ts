import type { LeadDeed, LeadInput, LeadState, LeadStep } from './lead-in.ts'
import { readAnswer, type Answer } from './read-answer.ts'

/** The same is asked this often, and not again. */
export const ASKED_MAX = 3

/** The keys that answer the matter are announced with it. */
const KEYS: Readonly<Record<string, Answer>> = { '1': 'yes', '2': 'move', '3': 'cancel' }

export const answerOf = (input: LeadInput): Answer => (input.type === 'said' ? readAnswer(input.text) : 'other')

export const keyedOr = (input: LeadInput): Answer =>
  input.type === 'pressed' ? (KEYS[input.digit] ?? 'other') : answerOf(input)

export const to = (lead: LeadState, stage: LeadState['stage'], does: LeadDeed): LeadStep => ({
  lead: lead.stage === stage ? lead : { ...lead, stage, asked: 0, silences: 0 },
  does,
})
