import { FRESH_MASKED, maskInput, maskReply, withReply, type MaskedTalk } from '../../calls/masked-talk.ts'
import { announcementOf, greetingOf, wantsRecording } from '../../calls/opening.ts'
import type { ResourceRule } from '../../bookings/booking.ts'
import type { Breakers } from '../../dialogue/breaker.ts'
import type { GuardRule } from '../../dialogue/guardrails.ts'
import { ledgerInMemory } from '../../dialogue/ledger.ts'
import { FRESH_TALK, type TalkState } from '../../dialogue/talk-state.ts'
import { runTurn, type TurnEnd } from '../../dialogue/turn.ts'
import type { TurnSetting } from '../../dialogue/turn-setting.ts'
import type { CallerInput, Model, Utterance } from '../../providers/llm/contract.ts'
import type { AgentDocument } from '../agent-document.ts'
import { noEffects, notedDesk, type Effects } from './effects.ts'
import { sandboxDesk } from './sandbox-desk.ts'

/** A number from the range kept for fiction: the caller of every script. */
const CALLER = '+12125550199'

/** With what a talk is tried out. */
export interface TryOut {
  readonly document: AgentDocument
  readonly model: Model
  /** The name the model goes by. Absent: it needs no vendor, and answers at once. */
  readonly vendor?: string
  /** The resources there are; what a document names and these have not cannot be booked. */
  readonly resources: readonly ResourceRule[]
  /** When the talk takes place, where nothing else says so. */
  readonly nowMs: number
  /** Counts how long replies take. Absent: they take no time. */
  readonly clock?: () => number
  /** Aborted when the talk has gone on too long: nothing more is said. */
  readonly signal?: AbortSignal
}

/** A tool as it was called, and whether it did what it is for. */
export interface ToolUse {
  readonly tool: string
  readonly args: Readonly<Record<string, unknown>>
  readonly ok: boolean
}

/** What one turn came to. */
export interface HeardTurn {
  /** What was said of the agent's, before anything of it is masked. */
  readonly reply: string
  readonly uses: readonly ToolUse[]
  readonly rule: GuardRule | null
  /** From the caller's last word to the end of the reply, by the clock. */
  readonly tookMs: number
}

/** A talk in progress. */
export interface Conversation {
  readonly setting: TurnSetting
  /** What a call begins with, before the caller has said a word. */
  readonly opening: string
  readonly effects: Effects
  readonly uses: ToolUse[]
  readonly called: string[]
  /** Why a model did not lead a turn to its end. */
  readonly troubles: string[]
  state: TalkState
  history: readonly Utterance[]
  masked: MaskedTalk
  lastReplyHeard: 'all' | 'part'
  turns: number
  silences: number
  ending: TurnEnd['ending']
  usage: { readonly inputTokens: number; readonly outputTokens: number }
}

const CHANNELS = ['voice', 'sms', 'whatsapp', 'web'] as const

/** In a call a model that failed is spared for a while. Here every turn is the model's own. */
const NEVER_RESTING: Breakers = { allows: () => true, worked: () => undefined, failed: () => undefined }

/** Opens a talk with an agent: everything as in a call, but for a diary and a task list of its own. */
export function openConversation(tryOut: TryOut, { atMs, channel }: { atMs: number; channel: string }): Conversation {
  const { document } = tryOut
  const effects = noEffects()
  const uses: ToolUse[] = []
  const isRecorded = wantsRecording(document)
  return {
    setting: settingOf(tryOut, { atMs, channel, effects, uses }),
    opening: `${announcementOf(document, isRecorded)} ${greetingOf(document, isRecorded, atMs)}`,
    effects,
    uses,
    called: [],
    troubles: [],
    state: FRESH_TALK,
    history: [],
    masked: FRESH_MASKED,
    lastReplyHeard: 'all',
    turns: 0,
    silences: 0,
    ending: null,
    usage: { inputTokens: 0, outputTokens: 0 },
  }
}

interface Place {
  readonly atMs: number
  readonly channel: string
  readonly effects: Effects
  readonly uses: ToolUse[]
}

function settingOf({ document, model, vendor, ...tryOut }: TryOut, place: Place): TurnSetting {
  const { atMs, effects, uses } = place
  const name = vendor ?? 'evaluated'
  const channel = CHANNELS.find((one) => one === place.channel) ?? 'voice'
  return {
    room: {
      document,
      language: document.languages.default,
      nowMs: atMs,
      timeZone: document.hours.tz,
      desk: notedDesk(sandboxDesk(document, tryOut.resources, atMs), effects),
      async fileTask(order) {
        effects.tasks.set(order.intentKey, order)
        return true
      },
      inWriting: channel !== 'voice',
      caller: { phone: CALLER, name: null },
    },
    models: [{ name, breaker: name, model, answersAtOnce: vendor === undefined }],
    breakers: NEVER_RESTING,
    ledger: ledgerInMemory(),
    conversationId: 'eval',
    channel,
    onRule: async () => ({ done: true }),
    signal: tryOut.signal ?? new AbortController().signal,
    clock: tryOut.clock ?? (() => atMs),
    onCalled: ({ name: tool, args }, { ok }) => void uses.push({ tool, args, ok }),
  }
}

/** Plays one input of the caller, masked as in a call, and gives what the agent made of it. */
export async function hear(talk: Conversation, given: CallerInput): Promise<HeardTurn> {
  const { clock } = talk.setting
  const startedAtMs = clock()
  const usedBefore = talk.uses.length
  const { input, talk: masked, revisions } = maskInput(talk.masked, given)
  talk.history = talk.history.map((one) => ({
    ...one,
    text: revisions.find(({ before, speaker }) => before === one.text && speaker === one.speaker)?.after ?? one.text,
  }))
  talk.silences = input.type === 'silent' ? talk.silences + 1 : 0
  talk.turns += 1
  const { reply, ended } = await worked(talk, input)
  if (ended !== null) take(talk, ended)
  const kept = maskReply(masked, reply)
  talk.masked = withReply(masked, kept, talk.turns)
  const said: Utterance[] = input.type === 'said' ? [{ speaker: 'caller', text: input.text }] : []
  talk.history = [...talk.history, ...said, { speaker: 'agent', text: kept }]
  talk.lastReplyHeard = 'all'
  return { reply, uses: talk.uses.slice(usedBefore), rule: ended?.rule ?? null, tookMs: clock() - startedAtMs }
}

async function worked(talk: Conversation, input: CallerInput): Promise<{ reply: string; ended: TurnEnd | null }> {
  const { history, lastReplyHeard, state } = talk
  const sentences: string[] = []
  let ended: TurnEnd | null = null
  for await (const out of runTurn(talk.setting, { input, history, lastReplyHeard, returning: false, state })) {
    if (out.type === 'end') ended = out
    else if (out.text !== '') sentences.push(out.text)
  }
  return { reply: sentences.join(' '), ended }
}

function take(talk: Conversation, { state, ending, toolsCalled, troubles, usage }: TurnEnd): void {
  talk.state = state
  talk.ending = ending
  talk.called.push(...toolsCalled)
  talk.troubles.push(...troubles.map(({ reason }) => reason))
  const { inputTokens, outputTokens } = talk.usage
  talk.usage = { inputTokens: inputTokens + usage.inputTokens, outputTokens: outputTokens + usage.outputTokens }
}

/** The caller cuts in: of the agent's last words only these were heard. */
export function cutIn(talk: Conversation, heard: string): void {
  const last = talk.history.at(-1)
  if (last?.speaker !== 'agent') return
  talk.history = [...talk.history.slice(0, -1), { ...last, text: heard }]
  talk.lastReplyHeard = 'part'
}
