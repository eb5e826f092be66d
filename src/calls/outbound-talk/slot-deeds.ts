import { withOutcome } from '../../dialogue/act.ts'
import type { ToolOutcome } from '../../dialogue/tools/tool.ts'
import { errorName, log } from '../../kernel/log.ts'
import { ABOUT_FIELDS } from './about-fields.ts'
import { farewell, spoken, type Deeded, type DeedSetting } from './deed.ts'
import type { LeadWords } from './lead-words.ts'
import { offeredSlot, offeredWhen } from './matter.ts'

/** The first who says yes has it: the campaign asks one after the other, and the diary gives a time to one. */
export async function takeSlot(setting: DeedSetting, words: LeadWords): Promise<Deeded> {
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
