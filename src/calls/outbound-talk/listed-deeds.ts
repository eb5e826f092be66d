import { withOutcome } from '../../dialogue/act.ts'
import { farewell, leaveTask, noteInCampaign, spoken, type Deeded, type DeedSetting } from './deed.ts'
import type { LeadDeed } from './lead-in.ts'
import type { LeadWords } from './lead-words.ts'
import { LISTED, listedDetails, listedIntent, type ListedWhat } from './listed-task.ts'
import { listedWhen, listedWords } from './matter.ts'
import { sayNumber } from './outbound-plan.ts'

/** What is done with an appointment that the business has in a book of its own: it is noted, and people of theirs do the rest. */
export const tellListed = (setting: DeedSetting, words: LeadWords): Deeded =>
  spoken(setting, listedWords(words, setting.matter), false)

/** Where a campaign asks, its note is all there is of it: said only once it is there. */
async function confirm(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const { tellCampaign, talk: before } = setting
  const isNews = tellCampaign === null && before.tools.tasks > 0
  const told = isNews
    ? await leaveListed(setting, 'comes')
    : tellCampaign === null || (await noteInCampaign(setting, 'yes'))
  if (told === null) return spoken(setting, words.unsaved, false)
  const talk = withOutcome(setting.talk, 'confirmed')
  const when = listedWhen(words, setting.matter)
  return spoken({ ...setting, talk }, words.confirmed(when, sayNumber(setting.ourNumber)), true)
}

/** The campaign leaves people of the business the task of taking it out of their book. */
async function cancel(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const told = await noteInCampaign(setting, 'no')
  const talk = told === null ? await leaveListed(setting, 'callback') : withOutcome(setting.talk, 'callback_task')
  return talk === null ? spoken(setting, words.unsaved, false) : farewell({ ...setting, talk }, words.away, words)
}

async function askTime(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  await noteInCampaign(setting, 'move')
  return spoken(setting, words.askTime, false)
}

/** What they said of another time, for people of the business to read. */
async function passOn(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const talk = await leaveListed(setting, 'move')
  if (talk === null) return spoken(setting, words.unsaved, false)
  await noteInCampaign(setting, 'move')
  return farewell({ ...setting, talk }, words.passedOn, words)
}

function leaveListed(setting: DeedSetting, what: ListedWhat) {
  const { turn, matter, memberId } = setting
  const intentKey = listedIntent(memberId ?? turn.conversationId, what, turn.conversationId)
  return leaveTask(setting, { kind: 'callback', reason: LISTED[what], details: listedDetails(matter.about), intentKey })
}

const DEEDS = { confirm, cancel, ask_time: askTime, pass_on: passOn } as const

/** What answers a reminder. */
export type ReminderDeed = keyof typeof DEEDS
export const answersReminder = (deed: LeadDeed): deed is ReminderDeed => deed in DEEDS

export const doListed = (setting: DeedSetting, deed: ReminderDeed, words: LeadWords): Promise<Deeded> =>
  DEEDS[deed](setting, words)
