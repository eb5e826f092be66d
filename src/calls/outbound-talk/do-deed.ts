import { isSpanish } from '../../dialogue/guardrails/guard-words.ts'
import { act, withOutcome } from '../../dialogue/act.ts'
import type { TalkState } from '../../dialogue/talk-state.ts'
import { queueOf } from '../../dialogue/tools/task-fields.ts'
import type { ToolOutcome } from '../../dialogue/tools/tool.ts'
import type { TurnEnd } from '../../dialogue/turn.ts'
import { newProgress, type TurnSetting } from '../../dialogue/turn-setting.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { AnswerTold } from '../../outreach/campaign/answer-member.ts'
import type { CallerInput } from '../../providers/llm/contract.ts'
import type { LeadDeed, LeadState } from './lead-in.ts'
import { leadWords, type LeadWords } from './lead-words.ts'
import {
  ABOUT_FIELDS,
  appointmentWords,
  bookingOf,
  matterKind,
  offeredSlot,
  offeredWhen,
  offerWords,
  otherWords,
  refillWords,
  reminderWords,
  type CallMatter,
} from './matter.ts'
import { sayNumber } from './outbound-plan.ts'

/** What a deed is done with. */
export interface DeedSetting {
  readonly turn: TurnSetting
  readonly matter: CallMatter
  readonly talk: TalkState
  readonly stage: LeadState['stage']
  readonly input: CallerInput
  readonly ourNumber: string
  /** Tells the campaign that asked for the call what they answer, and does what it asks for; null where none did. */
  readonly tellCampaign: ((answer: 'yes' | 'no' | 'move') => Promise<AnswerTold | null>) | null
}

/** What came of it: words, or that the model goes on from here. */
export type Deeded =
  | {
      readonly type: 'said'
      readonly say: string
      readonly talk: TalkState
      readonly ending: TurnEnd['ending']
    }
  | { readonly type: 'converse'; readonly input: CallerInput; readonly talk: TalkState }

/** Does what rules have decided with a person on the line, and finds the words for it. Says done only what is. */
export async function doDeed(setting: DeedSetting, deed: LeadDeed): Promise<Deeded> {
  const { turn, input, talk } = setting
  const words = leadWords(turn.room.language)
  switch (deed) {
    case 'converse':
      return { type: 'converse', input, talk }
    case 'tell_matter':
    case 'ask_matter':
      return tellMatter(setting, words)
    case 'confirm':
      return confirm(setting, words)
    case 'cancel':
      return cancel(setting, words)
    case 'move':
      return move(setting, words)
    case 'refill':
      return refill(setting, words)
    case 'take_slot':
      return takeSlot(setting, words)
    case 'call_back':
      return callBack(setting, words, 'callback')
    case 'wrong_number':
      return wrongNumber(setting, words)
    case 'declined':
      return decline(setting, words)
    default:
      return spoken(setting, ...plainly(setting, deed, words))
  }
}

type Plain = Extract<
  LeadDeed,
  `ask_${'moment' | 'name' | 'birth' | 'cancel'}` | 'say_who' | 'wait_for_them' | 'not_them' | 'goodbye'
>

/** Deeds that are nothing but words, and whether the call ends with them. */
function plainly({ turn, stage, ourNumber }: DeedSetting, deed: Plain, words: LeadWords): readonly [string, boolean] {
  const { business } = turn.room.document
  switch (deed) {
    case 'ask_moment':
      return [`${words.whoCalls(business)} ${words.moment}`, false]
    case 'ask_name':
      return [words.askName, false]
    case 'ask_birth':
      return [words.askBirth, false]
    case 'ask_cancel':
      return [words.askCancel, false]
    case 'say_who':
      return [`${words.whoCalls(business)} ${stage === 'identity' ? words.askName : words.moment}`, false]
    case 'wait_for_them':
      return [words.noTime, false]
    case 'not_them':
      return [`${words.notThem} ${words.callUs(sayNumber(ourNumber))}`, true]
    case 'goodbye':
      return [words.goodbye(sayNumber(ourNumber)), true]
  }
}

const GOODBYE = { how: 'goodbye' } as const

const spoken = ({ talk }: DeedSetting, say: string, ends: boolean): Deeded => ({
  type: 'said',
  say,
  talk,
  ending: ends ? GOODBYE : null,
})

/** The last that is said: with the number to call, which is said on every call of ours. */
const farewell = (setting: DeedSetting, say: string, words: LeadWords): Deeded =>
  spoken(setting, `${say} ${words.callUs(sayNumber(setting.ourNumber))}`, true)

/** The model goes on. What rules have understood is said to it in words that any model takes up, before their own. */
function lead(setting: DeedSetting, words: LeadWords, wish: string): Deeded | Promise<Deeded> {
  const { turn, input, talk } = setting
  // The engine that needs no vendor speaks English.
  if (isSpanish(turn.room.language) && turn.models[0]?.answersAtOnce !== false)
    return callBack(setting, words, wish === words.wantsRefill ? 'refill' : 'callback')
  const isAll = input.type !== 'said' || wish === words.wantsRefill
  return { type: 'converse', input: { type: 'said', text: isAll ? wish : `${wish} ${input.text}` }, talk }
}

async function move(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  await noteInCampaign(setting, 'move')
  if (!isAllowed(setting, 'reschedule')) return callBack(setting, words, 'callback')
  return lead(setting, words, words.wantsToMove)
}

/** It is asked for, and never given: where no form is for that, people see to it. */
const refill = (setting: DeedSetting, words: LeadWords): Deeded | Promise<Deeded> =>
  setting.turn.room.document.skills.refill
    ? lead(setting, words, words.wantsRefill)
    : callBack(setting, words, 'refill')

/** A no to what was asked is an answer; one to whether they have a moment is none. */
async function decline(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  if (setting.stage === 'matter') await noteInCampaign(setting, 'no')
  return spoken(setting, words.declined(sayNumber(setting.ourNumber)), true)
}

async function tellMatter(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const { matter } = setting
  const { room } = setting.turn
  switch (matterKind(matter)) {
    case 'reminder':
      return tellReminder(setting, words)
    case 'waitlist': {
      const when = offeredWhen(room, words, matter)
      return when === null
        ? farewell(setting, words.gone, words)
        : spoken(setting, offerWords(room, words, matter, when), false)
    }
    case 'refill':
      return spoken(setting, refillWords(room, words, matter), false)
    case 'other':
      return spoken(setting, otherWords(room, words, matter), false)
  }
}

async function tellReminder(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const { matter, ourNumber } = setting
  const { room } = setting.turn
  const booking = await bookingOf(room, matter)
  if (booking === undefined) return spoken(setting, words.callUs(sayNumber(ourNumber)), true)
  return booking === null
    ? farewell(setting, words.notThere, words)
    : spoken(setting, reminderWords(room, words, matter, booking), false)
}

async function confirm(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const { room } = setting.turn
  const booking = await bookingOf(room, setting.matter)
  if (booking === undefined) return spoken(setting, words.unsaved, false)
  if (booking === null) return farewell(setting, words.notThere, words)
  const { when } = appointmentWords(room, words, booking)
  await noteInCampaign(setting, 'yes')
  const talk = withOutcome(setting.talk, 'confirmed')
  return spoken({ ...setting, talk }, words.confirmed(when, sayNumber(setting.ourNumber)), true)
}

/** What the document lets whoever is reminded do by themselves. */
const isAllowed = ({ turn }: DeedSetting, what: 'reschedule' | 'cancel'): boolean =>
  turn.room.document.skills.confirmReminder?.allow.includes(what) ?? true

async function cancel(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  if (!isAllowed(setting, 'cancel')) return callBack(setting, words, 'callback')
  const booking = await bookingOf(setting.turn.room, setting.matter)
  if (booking === null) return farewell(setting, words.notThere, words)
  if (booking === undefined) return spoken(setting, words.unsaved, false)
  const tools = { ...setting.talk.tools, listed: [booking] }
  const progress = newProgress({ ...setting.talk, tools })
  const { ok, value } = await act(setting.turn, { id: 'rule', name: 'cancel', args: { booking: 1 } }, progress)
  const done = { ...setting, talk: progress.state }
  if (ok) {
    await noteInCampaign(setting, 'no')
    return farewell(done, words.cancelled, words)
  }
  // Where callers may not cancel by themselves, somebody calls them.
  return value['code'] === 'not_allowed' ? callBack(done, words, 'callback') : spoken(done, words.unsaved, false)
}

/** The first who says yes has it: the campaign asks one after the other, and the diary gives a time to one. */
async function takeSlot(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const { turn, matter, talk, tellCampaign } = setting
  const when = offeredWhen(turn.room, words, matter)
  if (when === null) return farewell(setting, words.gone, words)
  const intentKey = `${turn.conversationId}:waitlist`
  const take = tellCampaign === null ? () => bookSlot(setting, intentKey) : () => takeOfCampaign(tellCampaign)
  const outcome = await turn.ledger.once(intentKey, take)
  if (outcome.ok) return farewell({ ...setting, talk: withOutcome(talk, 'booked') }, words.taken(when), words)
  const isTrouble = outcome.value['code'] === 'unavailable'
  return isTrouble ? spoken(setting, words.unsaved, false) : farewell(setting, words.gone, words)
}

async function takeOfCampaign(tell: NonNullable<DeedSetting['tellCampaign']>): Promise<ToolOutcome> {
  try {
    const told = await tell('yes')
    if (told?.answered === 'taken') return { ok: true, value: { booked: true } }
    return { ok: false, value: { code: told?.answered === 'trouble' ? 'unavailable' : 'slot_taken' } }
  } catch (error) {
    log.warn('outbound.slot_not_taken', { error: errorName(error) })
    return { ok: false, value: { code: 'unavailable' } }
  }
}

async function bookSlot({ turn, matter }: DeedSetting, intentKey: string): Promise<ToolOutcome> {
  const { room } = turn
  const slot = offeredSlot(room, matter)
  if (slot === null) return { ok: false, value: { code: 'slot_taken' } }
  const name = room.caller.name ?? matter.about.fields?.[ABOUT_FIELDS.name] ?? ''
  const booked = await room.desk.book({ slot, name, phone: room.caller.phone, fields: {}, intentKey })
  return booked.ok
    ? { ok: true, value: { booked: true }, bookingId: booked.value.bookingId }
    : { ok: false, value: { code: booked.error.code } }
}

/** What they say is theirs whether its campaign can be told just now or not: it looks at the call, too. */
async function noteInCampaign(
  { tellCampaign }: DeedSetting,
  answer: 'yes' | 'no' | 'move',
): Promise<AnswerTold | null> {
  if (tellCampaign === null) return null
  try {
    return await tellCampaign(answer)
  } catch (error) {
    log.warn('outbound.campaign_not_told', { error: errorName(error) })
    return null
  }
}

/** Somebody of the business calls them, with what they said. */
async function callBack(setting: DeedSetting, words: LeadWords, kind: 'callback' | 'refill'): Promise<Deeded> {
  const { turn, input, talk, ourNumber } = setting
  const { room } = turn
  const { skills } = room.document
  const said = input.type === 'said' ? { said: input.text.slice(0, SAID_CHARS_MAX) } : {}
  const isFiled = await room.fileTask({
    kind,
    ...queueOf(kind === 'refill' ? skills.refill?.route : skills.message?.route),
    details: {
      reason: 'Asked for on a call of ours.',
      ...said,
      ...(room.caller.name !== null && { name: room.caller.name }),
    },
    intentKey: `${turn.conversationId}:call_back`,
  })
  if (!isFiled) return spoken(setting, words.callUs(sayNumber(ourNumber)), true)
  const tasks = { ...talk.tools, tasks: talk.tools.tasks + 1 }
  const filed = withOutcome({ ...talk, tools: tasks }, kind === 'refill' ? 'refill_requested' : 'callback_task')
  return farewell({ ...setting, talk: filed }, `${words.noTime} ${words.willCallBack}`, words)
}

const SAID_CHARS_MAX = 500

/** The business learns that the number is somebody else's: nothing of it is promised to them. */
async function wrongNumber(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const { turn } = setting
  await turn.room.fileTask({
    kind: 'message',
    ...queueOf(turn.room.document.skills.message?.route),
    details: { message: 'Whoever answered says that this is the wrong number.' },
    intentKey: `${turn.conversationId}:wrong_number`,
  })
  return spoken(setting, `${words.wrongNumber} ${words.goodbye(sayNumber(setting.ourNumber))}`, true)
}
