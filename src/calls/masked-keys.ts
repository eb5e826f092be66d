import type { AgentDocument, AgentField } from '../agents/agent-document.ts'
import { fieldAskedFor, secretSpokenOf } from '../dialogue/capture/asked-field.ts'
import { asksForSecrets } from '../dialogue/capture/asks-for-secrets.ts'
import { countryOf, type CaptureSetting } from '../dialogue/capture/capture-field.ts'
import { hearSecret } from '../dialogue/capture/hear-secret.ts'
import { keyPlanOf, secretAskedFor } from '../dialogue/capture/key-plan.ts'
import {
  awaitKeys,
  KEYS_MAX,
  keysDue,
  pressKey,
  type KeyOutcome,
  type KeyPlan,
  type KeyState,
} from '../dialogue/capture/keys.ts'
import { keyedNote, secretNote, type Given } from '../dialogue/capture/line-notes.ts'
import type { CallerInput } from '../providers/llm/contract.ts'
import type { CallHandle } from './call-handle.ts'
import type { CallMemory } from './call-memory.ts'
import { withTimer } from './call-state.ts'
import { OPT_OUT_KEY } from './outbound-talk/opt-out-key.ts'

/** What the caller is asked for that may be keyed in. `field` is null for a secret that no field of the document is for. */
export interface AskedFor {
  readonly field: AgentField | null
  readonly plan: KeyPlan
}

/** What may be keyed in after these words of the agent's; null when a key is one of the menu. */
export function askedFor(document: AgentDocument, words: string): AskedFor | null {
  const field = fieldAskedFor(document, words)
  const plan = field === null ? null : keyPlanOf(field, document.languages.default)
  if (field?.sensitive === true && plan !== null) return { field, plan }
  const secret = secretAskedFor(words)
  if (secret !== null) return { field: null, plan: secret }
  return field === null || plan === null ? null : { field, plan }
}

/** What is known of a secret that a caller gives: kept sealed with the call, under its field's id. */
export type Secrets = Readonly<Record<string, string>>

/** A step of keying in: what is to be answered, if anything yet, and what is known of the keys. */
export interface KeyedIn {
  readonly keys: KeyState | null
  /** Null while more keys are awaited. */
  readonly input: CallerInput | null
  readonly secret?: { readonly id: string; readonly value: string }
}

type Answered = Omit<KeyedIn, 'keys'>

/** What keys are pressed for, and what they mean when they are no answer to it. */
export interface KeySetting {
  readonly field: AgentField | null
  readonly menu: Readonly<Record<string, unknown>>
  readonly capture: CaptureSetting
  /** Silences before this one. */
  readonly silences: number
}

/** One key, or the time that is up. Of what is secret only the count is in what is to be answered. */
export function keyIn(keys: KeyState, input: CallerInput, setting: KeySetting, nowMs: number): KeyedIn {
  if (input.type === 'said') return { keys: null, input }
  const { state, outcome } = input.type === 'pressed' ? pressKey(keys, input.digit, nowMs) : keysDue(keys, nowMs)
  if (outcome === null || outcome.type === 'cleared') return { keys: state, input: null }
  return { keys: null, ...answerOf(outcome, setting) }
}

function answerOf(outcome: Exclude<KeyOutcome, { type: 'cleared' }>, setting: KeySetting): Answered {
  switch (outcome.type) {
    case 'nothing':
      return { input: { type: 'silent', nth: setting.silences + 1 } }
    case 'receipt':
      return { input: said(`[${outcome.text}]`) }
    case 'entered':
      return meaningOf(outcome.digits, setting)
    case 'too_few':
      if (outcome.count === 0) return { input: { type: 'pressed', digit: '#' } }
      return outcome.digits === null
        ? { input: said(secretNote({ count: outcome.count, given: 'entered', wrong: 'too few' })) }
        : meaningOf(outcome.digits, setting)
  }
}

/** One key is hardly a number that was asked for: whoever presses it means the menu, where it is in it. */
function meaningOf(digits: string, { field, menu, capture }: KeySetting): Answered {
  const isMenu = digits.length === 1 && menu[digits] !== undefined && !isOneDigit(field)
  if (isMenu) return { input: { type: 'pressed', digit: digits } }
  return field?.sensitive === true ? secretGiven(field, digits, 'entered', capture) : { input: said(keyedNote(digits)) }
}

/** Other keys end a number or take it back, and begin none. */
const isDigit = (key: string | undefined): boolean => key !== undefined && /^\d$/.test(key)

const said = (text: string): CallerInput => ({ type: 'said', text })

/** "How many people?" may well be answered with one key. */
const isOneDigit = (field: AgentField | null): boolean =>
  field?.type === 'number' && (field.digits === undefined || field.digits.min === 1)

function secretGiven(field: AgentField, text: string, given: Given, capture: CaptureSetting): Answered {
  const heard = hearSecret(field, text, given, capture)
  if (heard === null) return { input: said(text) }
  const input = said(heard.note)
  return heard.value === null ? { input } : { input, secret: { id: field.id, value: heard.value } }
}

/**
 * What the caller did, once what they key in is whole, and without what is nobody's to know; null until then. Without a
 * socket the carrier collects the keys ({@link keysGathered}), and none are awaited here.
 */
export async function afterKeys(handle: CallHandle, input: CallerInput, nowMs: number): Promise<CallerInput | null> {
  const document = await handle.document()
  const awaited = awaitedFor(handle, document, await handle.memory(nowMs), { input, nowMs })
  if (awaited === null) return input.type === 'said' ? withoutSecret(handle, document, input.text, nowMs) : input
  const { keys, field } = awaited
  const step = keyIn(keys, input, settingOf(handle, document, field), nowMs)
  await handle.changeMemory((latest) => withKeys(latest, step, field), nowMs)
  const dueAtMs = step.keys?.dueAtMs ?? null
  await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'keys', dueAtMs) }))
  return input.type === 'said' ? withoutSecret(handle, document, input.text, nowMs) : step.input
}

interface Awaited {
  readonly keys: KeyState
  readonly field: AgentField | null
}

/** What keys are awaited for: as the memory has it, or from this key on; null for none. */
function awaitedFor(
  handle: CallHandle,
  document: AgentDocument,
  memory: CallMemory,
  { input, nowMs }: { readonly input: CallerInput; readonly nowMs: number },
): Awaited | null {
  const { keys = null, keysFor = null } = memory
  if (keys !== null) return { keys, field: keysFor }
  const begins = handle.state.gather === null && input.type === 'pressed' && isDigit(input.digit)
  const asked = begins ? askedFor(document, lastWords(memory)) : null
  if (asked !== null) return { keys: awaitKeys(asked.plan, nowMs), field: asked.field }
  const isNext = begins && !isOfOurs(handle, input) && isNextOfNumber(memory, nowMs)
  return isNext ? { keys: awaitKeys(UNASKED, nowMs), field: null } : null
}

/** On a call of ours a key means what we have said that it does, however soon it comes: above all that these calls end. */
function isOfOurs({ state: { outbound } }: CallHandle, input: CallerInput): boolean {
  if (outbound === undefined) return false
  return outbound.lead?.stage !== 'free' || (input.type === 'pressed' && input.digit === OPT_OUT_KEY)
}

/** A number that nobody has asked for may well be a card's: it is counted, and known to nobody. */
const UNASKED: KeyPlan = { min: 1, max: KEYS_MAX, masked: true, firstKeyMs: 4_000, nextKeyMs: 4_000 }
const KEYS_APART_MS_MAX = 1_500
const KEYS_NOTE = /^\[(?:pressed [0-9*#]|\d{1,3} digits? entered(?:, [a-z ]+)?)\]$/

/** Nobody has heard what a key led to so soon: who presses the next one by then is keying in a number. */
function isNextOfNumber({ history, replies }: CallMemory, nowMs: number): boolean {
  const last = history.findLast(({ speaker }) => speaker === 'caller')?.text ?? ''
  return KEYS_NOTE.test(last) && nowMs <= (replies.at(-1)?.sentAtMs ?? 0) + KEYS_APART_MS_MAX
}

const settingOf = (handle: CallHandle, document: AgentDocument, field: AgentField | null): KeySetting => ({
  field,
  menu: handle.state.outbound === undefined ? document.dtmf : { ...document.dtmf, [OPT_OUT_KEY]: 'opt_out' },
  capture: captureOf(document, handle.state.startedAtMs),
  silences: handle.state.silences,
})

const captureOf = ({ hours, languages }: AgentDocument, nowMs: number): CaptureSetting => ({
  nowMs,
  timeZone: hours.tz,
  country: countryOf(languages.default),
})

function withKeys(memory: CallMemory, { keys, input, secret }: KeyedIn, field: AgentField | null): CallMemory {
  const { keysFor: _, ...rest } = memory
  return {
    ...rest,
    keys,
    ...(keys !== null && field !== null && { keysFor: field }),
    ...(input === null && { pending: null }),
    ...(secret !== undefined && { secrets: { ...memory.secrets, [secret.id]: secret.value } }),
  }
}

/** A key is pressed in answer to words that are not kept as a turn yet: from here on keys are awaited as these ask for them. */
export async function awaitSecretKeys(handle: CallHandle, words: string, nowMs: number): Promise<void> {
  const asked = askedFor(await handle.document(), words)
  if (asked === null) return
  const begun: KeyedIn = { keys: awaitKeys(asked.plan, nowMs), input: null }
  await handle.changeMemory(
    (memory) =>
      (memory.keys ?? null) === null ? { ...withKeys(memory, begun, asked.field), pending: memory.pending } : memory,
    nowMs,
  )
}

/** What the agent said last, whole: whoever keys in an answer before the question is over has been asked it. */
const lastWords = ({ replies, history }: CallMemory): string =>
  replies.at(-1)?.text ?? history.findLast(({ speaker }) => speaker === 'agent')?.text ?? ''

/** What was said, with a note in place of a secret that the agent asked for, or that the caller speaks of. */
async function withoutSecret(
  handle: CallHandle,
  document: AgentDocument,
  text: string,
  nowMs: number,
): Promise<CallerInput> {
  if (!asksForSecrets(document)) return said(text)
  const asked = fieldAskedFor(document, lastWords(await handle.memory(nowMs)))
  const field = asked?.sensitive === true ? asked : secretSpokenOf(document, text)
  if (field === null) return said(text)
  const { input, secret } = secretGiven(field, text, 'said', captureOf(document, nowMs))
  if (secret !== undefined)
    await handle.changeMemory(
      (memory) => ({ ...memory, secrets: { ...memory.secrets, [secret.id]: secret.value } }),
      nowMs,
    )
  return input ?? said(text)
}

/** What keys mean that the carrier has collected: an answer to what was asked for, or one of the menu. */
export async function keysGathered(handle: CallHandle, digits: string, nowMs: number): Promise<CallerInput> {
  const first: CallerInput = { type: 'pressed', digit: digits[0] ?? '#' }
  const document = await handle.document()
  const asked = askedFor(document, lastWords(await handle.memory(nowMs)))
  if (asked === null || !isDigit(digits[0])) return first
  const step = gathered(asked, digits, settingOf(handle, document, asked.field), nowMs)
  await handle.changeMemory((memory) => withKeys(memory, { ...step, keys: null }, null), nowMs)
  return step.input ?? first
}

/** All keys at once, and nothing after them. */
export function gathered({ plan }: AskedFor, digits: string, setting: KeySetting, nowMs: number): Answered {
  let keys: KeyState = awaitKeys(plan, nowMs)
  for (const digit of [...digits, '#']) {
    const step = keyIn(keys, { type: 'pressed', digit }, setting, nowMs)
    if (step.keys === null) return step
    keys = step.keys
  }
  return { input: null }
}
