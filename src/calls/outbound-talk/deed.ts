import { withOutcome } from '../../dialogue/act.ts'
import type { TalkState } from '../../dialogue/talk-state.ts'
import { queueOf } from '../../dialogue/tools/task-fields.ts'
import type { TurnEnd } from '../../dialogue/turn.ts'
import type { TurnSetting } from '../../dialogue/turn-setting.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { AnswerTold } from '../../outreach/campaign/answer-member.ts'
import type { CallerInput } from '../../providers/llm/contract.ts'
import type { LeadState } from './lead-in.ts'
import type { LeadWords } from './lead-words.ts'
import { listedDetails } from './listed-task.ts'
import type { CallMatter } from './matter.ts'
import { sayNumber } from './outbound-plan.ts'

/** What a deed is done with. */
export interface DeedSetting {
  readonly turn: TurnSetting
  readonly matter: CallMatter
  readonly talk: TalkState
  readonly stage: LeadState['stage']
  /** Said before they are asked anything: what a machine, and not they, heard this call begin with. Empty: they heard it. */
  readonly begins: string
  readonly input: CallerInput
  readonly ourNumber: string
  /** For which of its people a campaign asked for the call. */
  readonly memberId: string | null
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

const GOODBYE = { how: 'goodbye' } as const

export const spoken = ({ talk }: DeedSetting, say: string, ends: boolean): Deeded => ({
  type: 'said',
  say,
  talk,
  ending: ends ? GOODBYE : null,
})

/** The last that is said: with the number to call, which is said on every call of ours. */
export const farewell = (setting: DeedSetting, say: string, words: LeadWords): Deeded =>
  spoken(setting, `${say} ${words.callUs(sayNumber(setting.ourNumber))}`, true)

/** What they say is theirs whether its campaign can be told just now or not: it looks at the call, too. */
export async function noteInCampaign(
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

/** A task for people of the business. */
interface ForStaff {
  readonly kind: 'callback' | 'refill'
  readonly reason: string
  /** What else is known of it. */
  readonly details?: Readonly<Record<string, string>>
  /** The same again is the same task. */
  readonly intentKey: string
}

/** Leaves people of the business what was said, and the talk as it is then; null where that could not be written. */
export async function leaveTask(setting: DeedSetting, task: ForStaff): Promise<TalkState | null> {
  const { turn, input, talk } = setting
  const { room } = turn
  const { skills } = room.document
  const { kind, reason, details, intentKey } = task
  const said = input.type === 'said' ? { said: input.text.slice(0, SAID_CHARS_MAX) } : {}
  const isFiled = await room.fileTask({
    kind,
    ...queueOf(kind === 'refill' ? skills.refill?.route : skills.message?.route),
    details: { ...details, reason, ...said, ...(room.caller.name !== null && { name: room.caller.name }) },
    intentKey,
  })
  if (!isFiled) return null
  const tasks = { ...talk.tools, tasks: talk.tools.tasks + 1 }
  return withOutcome({ ...talk, tools: tasks }, kind === 'refill' ? 'refill_requested' : 'callback_task')
}

const SAID_CHARS_MAX = 500

/** Somebody of the business calls them, with what they said. */
export async function callBack(setting: DeedSetting, words: LeadWords, kind: 'callback' | 'refill'): Promise<Deeded> {
  const { turn, ourNumber, matter } = setting
  const intentKey = `${turn.conversationId}:call_back`
  const details = listedDetails(matter.about)
  const talk = await leaveTask(setting, { kind, reason: 'Asked for on a call of ours.', details, intentKey })
  if (talk === null) return spoken(setting, words.callUs(sayNumber(ourNumber)), true)
  return farewell({ ...setting, talk }, `${words.noTime} ${words.willCallBack}`, words)
}
