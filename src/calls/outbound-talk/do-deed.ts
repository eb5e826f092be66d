import { isSpanish } from '../../dialogue/guardrails/guard-words.ts'
import { queueOf } from '../../dialogue/tools/task-fields.ts'
import { callBack, farewell, noteInCampaign, spoken, type Deeded, type DeedSetting } from './deed.ts'
import type { LeadDeed } from './lead-in.ts'
import { leadWords, type LeadWords } from './lead-words.ts'
import { answersReminder, doListed, tellListed, type ReminderDeed } from './listed-deeds.ts'
import { matterKind, offeredWhen, offerWords, otherWords, refillWords } from './matter.ts'
import { sayNumber } from './outbound-plan.ts'
import { cancel, confirm, isAllowed, tellReminder } from './reminder-deeds.ts'
import { takeSlot } from './slot-deeds.ts'

/** Does what rules have decided with a person on the line, and finds the words for it. Says done only what is. */
export async function doDeed(setting: DeedSetting, deed: LeadDeed): Promise<Deeded> {
  const { turn, input, talk } = setting
  const words = leadWords(turn.room.language)
  if (answersReminder(deed)) return answered(setting, deed, words)
  switch (deed) {
    case 'converse':
      return isUnderstood(setting) ? { type: 'converse', input, talk } : callBack(setting, words, 'callback')
    case 'tell_matter':
    case 'ask_matter':
      return begun(setting, await tellMatter(setting, words))
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

/** Whoever comes after a machine and presses a key before they are asked anything is told all the same who calls. */
const begun = ({ begins }: DeedSetting, deed: Deeded): Deeded =>
  deed.type === 'said' ? { ...deed, say: `${begins}${deed.say}` } : deed

/** Of what the business has in a book of its own: we note what they say, and change nothing. */
const isListed = ({ matter }: DeedSetting): boolean => matterKind(matter) === 'listed'

function answered(setting: DeedSetting, deed: ReminderDeed, words: LeadWords): Promise<Deeded> {
  if (deed === 'ask_time' || deed === 'pass_on' || isListed(setting)) return doListed(setting, deed, words)
  return deed === 'confirm' ? confirm(setting, words) : cancel(setting, words)
}

type Plain = Extract<
  LeadDeed,
  `ask_${'moment' | 'name' | 'birth' | 'cancel'}` | 'say_who' | 'wait_for_them' | 'not_them' | 'goodbye'
>

/** Deeds that are nothing but words, and whether the call ends with them. */
function plainly(setting: DeedSetting, deed: Plain, words: LeadWords): readonly [string, boolean] {
  const { turn, stage, begins, ourNumber } = setting
  const whoCalls = begins || `${words.whoCalls(turn.room.document.business)} `
  switch (deed) {
    case 'ask_moment':
      return [`${whoCalls}${words.moment}`, false]
    case 'ask_name':
      return [`${begins}${words.askName}`, false]
    case 'ask_birth':
      return [`${begins}${words.askBirth}`, false]
    case 'ask_cancel':
      return [isListed(setting) ? words.askAway : words.askCancel, false]
    case 'say_who':
      return [`${whoCalls}${stage === 'identity' ? words.askName : words.moment}`, false]
    case 'wait_for_them':
      return [words.noTime, false]
    case 'not_them':
      return [`${words.notThem} ${words.callUs(sayNumber(ourNumber))}`, true]
    case 'goodbye':
      return [words.goodbye(sayNumber(ourNumber)), true]
  }
}

/** The engine that needs no vendor speaks English. */
const isUnderstood = ({ turn }: DeedSetting): boolean =>
  !isSpanish(turn.room.language) || turn.models[0]?.answersAtOnce === false

/** The model goes on. What rules have understood is said to it in words that any model takes up, before their own. */
function lead(setting: DeedSetting, words: LeadWords, wish: string): Deeded | Promise<Deeded> {
  const { input, talk } = setting
  if (!isUnderstood(setting)) return callBack(setting, words, wish === words.wantsRefill ? 'refill' : 'callback')
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
    case 'listed':
      return tellListed(setting, words)
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
