import { act, withOutcome } from '../../dialogue/act.ts'
import { newProgress } from '../../dialogue/turn-setting.ts'
import { callBack, farewell, noteInCampaign, spoken, type Deeded, type DeedSetting } from './deed.ts'
import type { LeadWords } from './lead-words.ts'
import { appointmentWords, bookingOf, reminderWords } from './matter.ts'
import { sayNumber } from './outbound-plan.ts'

/** What is done with a booking of ours that somebody is reminded of. */
export async function tellReminder(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
  const { matter, ourNumber } = setting
  const { room } = setting.turn
  const booking = await bookingOf(room, matter)
  if (booking === undefined) return spoken(setting, words.callUs(sayNumber(ourNumber)), true)
  return booking === null
    ? farewell(setting, words.notThere, words)
    : spoken(setting, reminderWords(room, words, matter, booking), false)
}

export async function confirm(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
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
export const isAllowed = ({ turn }: DeedSetting, what: 'reschedule' | 'cancel'): boolean =>
  turn.room.document.skills.confirmReminder?.allow.includes(what) ?? true

export async function cancel(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
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
