import type { AgentDocument } from '../../agents/agent-document.ts'
import { withOutcome } from '../../dialogue/act.ts'
import { isStopWord } from '../../consent/opt-out-words.ts'
import { guard } from '../../dialogue/guardrails.ts'
import type { TalkState } from '../../dialogue/talk-state.ts'
import type { Reply } from '../../dialogue/heard.ts'
import type { TurnEnd } from '../../dialogue/turn.ts'
import type { CallerInput } from '../../providers/llm/contract.ts'
import type { CallHandle } from '../call-handle.ts'
import { withTimer, type CallState, type OutboundState } from '../call-state.ts'
import { IDLE_MS } from '../idle.ts'
import { settingOf } from '../setting-of.ts'
import { ABOUT_FIELDS } from './about-fields.ts'
import type { Deeded, DeedSetting } from './deed.ts'
import { doDeed } from './do-deed.ts'
import { leadIn, leadWith, type LeadFacts, type LeadInput, type LeadState } from './lead-in.ts'
import { leadWords, type LeadWords } from './lead-words.ts'
import { matterKind, type CallMatter } from './matter.ts'
import { openingAfterMachine } from './opening.ts'
import { OPT_OUT_KEY } from './opt-out-key.ts'
import { checkOf, screeningOf, voicemailOf, type Overheard } from './outbound-plan.ts'
import { keepsIt, readAnswer, type Answer } from './read-answer.ts'
import { judge, NOBODY_YET, type Judged, type PartyEvent } from './party.ts'

/** What becomes of an input of a call of ours. */
export type Led =
  /** Rules have the words: nothing of it has been asked of a model. `isHeardOut`: nobody speaks over it. */
  | {
      readonly type: 'said'
      readonly say: string
      readonly talk: TalkState
      readonly ending: TurnEnd['ending']
      readonly isHeardOut: boolean
    }
  /** Nothing is said to it. */
  | { readonly type: 'quiet' }
  /** A turn like any other: the guardrails' or the model's. */
  | { readonly type: 'turn'; readonly input: CallerInput; readonly talk?: TalkState }

/** So long a machine may pause in its greeting. */
const MACHINE_IDLE_MS = 2_000

/** Ends the call once it is silent, whatever is heard meanwhile: machines talk on. */
const LETS_GO = { how: 'goodbye', stands: true } as const

/**
 * Who is there, and what they are told. Until it is a person who has shown who they are, where that is asked, no model is
 * asked and nothing private is said: rules find all the words.
 */
export async function takeLead(
  handle: CallHandle,
  input: CallerInput,
  nowMs: number,
  signal: AbortSignal,
): Promise<Led> {
  if (input.type === 'pressed' && input.digit === OPT_OUT_KEY) return { type: 'turn', input }
  const { outbound } = handle.state
  if (outbound === undefined) return { type: 'turn', input }
  if (handle.state.ending?.stands === true) return { type: 'quiet' }
  const before = outbound.party ?? NOBODY_YET
  const judged = judge(before, partyEvent(handle, input, nowMs))
  const lead = leadWith(outbound.lead, before, outbound.hasAsked)
  await note(handle, { party: judged.state, lead, hasAsked: judged.act === 'ask' })
  if (await isGuarded(handle, judged, input)) return { type: 'turn', input }
  if (judged.act !== 'talk') return withMachine(handle, judged, input, nowMs)
  const { isOver, ...goesOn } = lead
  if (isOver === true && !takesBack(handle, lead, input)) return letGo(handle, nowMs)
  return lead.stage === 'free' ? { type: 'turn', input } : withPerson(handle, { input, lead: goesOn, nowMs, signal })
}

/** "No, wait, I can't come then", into our goodbye, or "I'll keep it": what they had said before binds nobody. */
function takesBack({ state }: CallHandle, { stage, isOpen }: LeadState, input: CallerInput): boolean {
  const isReminded = state.pins.outbound?.purpose === 'appointment_reminder' && isOpen
  if (!isReminded || input.type !== 'said') return false
  return stage === 'moving' ? keepsIt(input.text) : stage === 'matter' && TAKES_BACK.has(readAnswer(input.text))
}

const TAKES_BACK: ReadonlySet<Answer> = new Set<Answer>(['move', 'cancel'])

/** Whoever answers a goodbye is thanking us, or speaks to somebody else: the call ends as it was about to. */
async function letGo(handle: CallHandle, nowMs: number): Promise<Led> {
  const { talk } = await handle.memory(nowMs)
  return { type: 'said', say: '', talk, ending: { how: 'goodbye' }, isHeardOut: false }
}

/** What a person says may set off a guardrail. That somebody wants no more calls counts whoever they seem to be. */
async function isGuarded(handle: CallHandle, { act, state }: Judged, input: CallerInput): Promise<boolean> {
  if (input.type !== 'said') return false
  const document = await handle.document()
  const rule = guard(input.text, document, document.languages.default)?.rule
  if (act === 'talk' && isStopWord(input.text)) return true
  return act === 'talk' ? rule !== undefined : rule === 'opt_out' && state.party !== 'ivr'
}

/** The carrier has made up its mind who picked up: a machine whose greeting is over waits for us. */
export async function takeHint(handle: CallHandle, nowMs: number): Promise<Led> {
  const { outbound, ending } = handle.state
  if (outbound === undefined || outbound.judged === null || ending !== null) return { type: 'quiet' }
  const judged = judge(outbound.party ?? NOBODY_YET, { type: 'amd', answeredBy: outbound.judged })
  await note(handle, { party: judged.state })
  if (judged.act === 'talk' || judged.act === 'wait') return { type: 'quiet' }
  return withMachine(handle, judged, { type: 'silent', nth: 1 }, nowMs)
}

function partyEvent({ state }: CallHandle, input: CallerInput, nowMs: number): PartyEvent {
  if (input.type === 'pressed') return { type: 'pressed' }
  if (input.type === 'said')
    return { type: 'heard', text: input.text, msSinceAnswer: nowMs - (state.answeredAtMs ?? state.startedAtMs) }
  return { type: 'silence', ms: state.outbound?.party?.party === 'machine' ? MACHINE_IDLE_MS : IDLE_MS }
}

const note = (handle: CallHandle, news: Partial<OutboundState>) =>
  handle.update((state) =>
    state.outbound === undefined ? state : { ...state, outbound: { ...state.outbound, ...news } },
  )

async function matterOf(handle: CallHandle, nowMs: number): Promise<CallMatter> {
  const { about = {} } = await handle.memory(nowMs)
  const { outbound } = handle.state.pins
  return { purpose: outbound?.purpose ?? 'service', about, isOfCampaign: (outbound?.memberId ?? null) !== null }
}

/** The campaign that asked for the call, as whom to tell what they answer. */
function campaignOf(handle: CallHandle, nowMs: number): DeedSetting['tellCampaign'] {
  const { pins, callId } = handle.state
  if (pins.outbound === undefined) return null
  const { campaignId, memberId, personId } = pins.outbound
  if (campaignId === null || memberId === null) return null
  const { tenantId, region, livemode } = pins
  const stub = handle.ctx(nowMs).objects.campaign(campaignId)
  return async (answer) =>
    stub.answer({ tenantId, region, livemode, campaignId }, { memberId, answer, personId, callId })
}

/** Nothing here is for one person's ears: whatever is there may be a machine, or an assistant. */
async function withMachine(handle: CallHandle, judged: Judged, input: CallerInput, nowMs: number): Promise<Led> {
  const document = await handle.document()
  const { talk } = await handle.memory(nowMs)
  const { default: language } = document.languages
  const { purpose } = await matterOf(handle, nowMs)
  const heard: Overheard = { purpose, language, ourNumber: handle.state.pins.ourNumber }
  const said = { type: 'said', talk, ending: null, isHeardOut: true } as const
  switch (judged.act) {
    case 'leave_voicemail': {
      const text = voicemailOf(document, heard)
      const left = text === null ? talk : withOutcome(talk, 'voicemail_left')
      return { ...said, say: text ?? '', talk: left, ending: LETS_GO }
    }
    case 'answer_screening':
      return { ...said, say: screeningOf(document, heard) }
    case 'ask':
      return { ...said, say: leadWords(language).again(document.business), isHeardOut: false }
    case 'hang_up':
      return { ...said, say: '', ending: LETS_GO }
    case 'press':
      handle.send({ type: 'press', digits: judged.digits })
      break
    default:
      break
  }
  if (input.type !== 'silent' || judged.state.party !== 'unknown') await awaitMore(handle, judged, nowMs)
  return { type: 'quiet' }
}

/** A machine that has fallen silent is waiting for us sooner than a person would be. */
async function awaitMore(handle: CallHandle, { state: { party } }: Judged, nowMs: number): Promise<void> {
  const idleAtMs = nowMs + (party === 'machine' ? MACHINE_IDLE_MS : IDLE_MS)
  await handle.update((state) => ({ ...state, timers: withTimer(state.timers, 'idle', idleAtMs) }))
}

interface Said {
  readonly input: CallerInput
  readonly lead: LeadState
  readonly nowMs: number
  readonly signal: AbortSignal
}

/** So much of a question is heard by whoever answers it. */
const HEARD_PART_MIN = 0.6

async function withPerson(handle: CallHandle, { input, lead: before, nowMs, signal }: Said): Promise<Led> {
  const [matter, turn, { name, talk, replies }] = await Promise.all([
    matterOf(handle, nowMs),
    settingOf(handle, input, nowMs, signal),
    handle.memory(nowMs),
  ])
  const { fields = {} } = matter.about
  const { document, timeZone } = turn.room
  const facts: LeadFacts = {
    matter: matterKind(matter),
    check: checkOf(document),
    name: name ?? fields[ABOUT_FIELDS.name] ?? null,
    birth: fields[ABOUT_FIELDS.birth] ?? null,
    isAsked: isHeard(replies.at(-1), leadWords(turn.room.language)),
    clock: { nowMs, timeZone },
  }
  const { lead, does } = leadIn(before, leadInput(input), facts)
  const { ourNumber, outbound } = handle.state.pins
  const memberId = outbound?.memberId ?? null
  const tellCampaign = campaignOf(handle, nowMs)
  const begins = beginsFor(handle.state, before, document)
  const setting = { turn, matter, talk, stage: lead.stage, begins, input, ourNumber, memberId, tellCampaign }
  const deed = await doDeed(setting, does)
  const told = withTold(lead, begins, deed)
  await note(handle, { lead: leadAfter(does === 'wrong_number' ? { ...told, isWrong: true } : told, deed) })
  return deed.type === 'converse' ? { ...deed, type: 'turn' } : { ...deed, isHeardOut: false }
}

/** Nobody who came after a machine is asked anything before they know who calls, how to stop it, and that it records. */
function beginsFor({ pins, recordingRefused }: CallState, lead: LeadState, document: AgentDocument): string {
  if (lead.isUnasked !== true || lead.isTold === true) return ''
  return `${openingAfterMachine(document, pins.recorded && !recordingRefused)} `
}

const withTold = (lead: LeadState, begins: string, deed: Deeded): LeadState =>
  begins !== '' && deed.type === 'said' && deed.say.startsWith(begins) ? { ...lead, isTold: true } : lead

function leadAfter(lead: LeadState, deed: Deeded): LeadState {
  if (deed.type === 'converse') return { ...lead, stage: 'free' }
  return deed.ending === null ? lead : { ...lead, isOver: true }
}

/** Of a matter all has to be, but how it is answered. */
function isHeard(asked: Reply | undefined, words: LeadWords): boolean {
  if (!asked?.cut) return true
  const { text, heard } = asked
  const keys = [words.reminderKeys, words.listedKeys, words.waitlistKeys].find((each) => text.endsWith(` ${each}`))
  return heard.length >= (keys === undefined ? text.length * HEARD_PART_MIN : text.length - keys.length - '. '.length)
}

const leadInput = (input: CallerInput): LeadInput => (input.type === 'silent' ? { type: 'silent' } : input)
