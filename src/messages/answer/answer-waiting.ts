import type { AgentDocument } from '../../agents/agent-document.ts'
import { objectTo } from '../../consent/change-wishes.ts'
import { suppress } from '../../consent/suppress.ts'
import type { Ctx } from '../../context.ts'
import { guard, type GuardRule } from '../../dialogue/guardrails.ts'
import { dayOf } from '../../egress/disclose.ts'
import { discloseToProvider } from '../../egress/disclose-to-provider.ts'
import { modelBreakers, modelsOf } from '../../dialogue/models-of.ts'
import type { RuleEffect, TurnSetting } from '../../dialogue/turn-setting.ts'
import { errorName, log } from '../../kernel/log.ts'
import type { Utterance } from '../../providers/llm/contract.ts'
import { readProfile } from '../../people/profile.ts'
import type { Channel, Sender } from '../message.ts'
import type { ThreadHandle } from '../thread-handle.ts'
import { doneToAnswer } from '../to-answer.ts'
import type { AnswerDeps } from './answer-deps.ts'
import { answerBurst, type Answered } from './answer-burst.ts'
import { answeredBy } from './answered-by.ts'
import { childWrites } from './child-writes.ts'
import { documentOf } from './document-of.ts'
import { earlierCall } from './earlier-call.ts'
import { inputOf, joined, type BurstItem } from './input-text.ts'
import { keepAnswer } from './keep-answer.ts'
import { languageFor } from './person-language.ts'
import { leaveToPeople } from './leave-to-people.ts'
import { saidByOthers } from './said-by-others.ts'
import type { Waiting } from './take-burst.ts'
import { ledgerOf } from './written-ledger.ts'
import { withoutSecrets } from './without-secrets.ts'
import { conversationIdOf, lastReplyIn, readMemory, withHistory, type WrittenMemory } from './written-memory.ts'
import { openWrittenRoom } from './written-room.ts'

interface Lot {
  /** What is to be answered. */
  readonly burst: readonly Waiting[]
  /** What is dealt with by that, answered or not. */
  readonly seqs: readonly number[]
}

/** Answers what waits, and takes it from there. Without an agent, or with people answering, it is only taken note of. */
export async function answerWaiting(deps: AnswerDeps, { burst, seqs }: Lot, nowMs: number): Promise<void> {
  const { handle } = deps
  const last = burst.at(-1)
  const document = last === undefined ? null : await documentOf(handle, last, nowMs)
  if (last === undefined || document === null) return doneToAnswer(handle, seqs)
  const memory = await readMemory(handle, nowMs)
  const items = burst.map(itemOf)
  const text = textOf(items)
  const language = languageFor(text, document, memory.language)
  const isStaffs = answeredBy(handle, nowMs) === 'staff'
  if (isStaffs && !isInDanger(text, document, language)) {
    // Told in pieces, or in words that only the agent's own ear knows: it holds whoever answers.
    await wishOf(handle.ctx(nowMs), guard(text, document, language)?.rule, wisherOf(handle, last))
    const noted = {
      memory: noticed(memory, withoutSecrets(text, document, lastReplyIn(memory), clockOf(document, nowMs)), nowMs),
      messages: [],
      handsOver: false,
      isConfirmation: false,
    }
    return keepAnswer(deps, { last, document }, { answered: noted, seqs }, nowMs)
  }
  const scene = { document, language, last, memory }
  await answerNow(deps, { scene, burst, seqs, isStaffs }, nowMs)
}

interface Turn extends Lot {
  readonly scene: Scene
  readonly isStaffs: boolean
}

/** Answers, and leaves to people what no agent may answer. */
async function answerNow(deps: AnswerDeps, { scene, burst, seqs, isStaffs }: Turn, nowMs: number): Promise<void> {
  const { handle } = deps
  const { document, language, last } = scene
  const items = burst.map(itemOf)
  const isChild = guard(textOf(items), document, language)?.rule === 'minor'
  if (isChild)
    await childWrites(
      handle,
      burst.map((one) => one.messageId),
      nowMs,
    )
  showTyping(deps, last)
  const { setting, returning, begun } = await openTurn(handle, scene, nowMs)
  const answered = await answerBurst({
    items,
    document,
    setting,
    provider: last.provider,
    memory: begun,
    returning,
    nowMs,
  })
  const isGivenUp = answered.handsOver && answered.messages.length === 0
  if (isGivenUp && !isStaffs) await leaveToPeople(handle, last.messageId, nowMs)
  // What danger made the agent say does not take the talk away from the people who lead it.
  const kept: Answered = isStaffs || isChild ? { ...answered, handsOver: true } : answered
  await keepAnswer(deps, { last, document }, { answered: kept, seqs }, nowMs)
}

const itemOf = ({ message, words }: Waiting): BurstItem => ({
  providerMessageId: message.providerMessageId,
  content: message.content,
  ...(words !== undefined && { words }),
})

const textOf = (items: readonly BurstItem[]): string =>
  joined(inputOf(items).pieces.flatMap((piece) => ('text' in piece ? [piece.text] : [])))

const clockOf = ({ hours, languages }: AgentDocument, nowMs: number) => ({
  nowMs,
  timeZone: hours.tz,
  language: languages.default,
})

/** Danger is answered at once, whoever answers the thread. */
function isInDanger(text: string, document: AgentDocument, language: string): boolean {
  const rule = guard(text, document, language)?.rule
  return rule === 'emergency' || rule === 'self_harm'
}

/** The conversation with what was written to the people who answer: the agent knows it when they hand back. */
const noticed = (memory: WrittenMemory, text: string, nowMs: number): WrittenMemory => ({
  ...withHistory(memory, text === '' ? [] : [{ speaker: 'caller', text }]),
  lastAtMs: nowMs,
})

/** Best effort: whoever cannot be shown it is answered all the same. */
function showTyping({ platform, handle }: AnswerDeps, { message, provider }: Waiting): void {
  if (!handle.pins.livemode || message.channel !== 'whatsapp') return
  const { channel, line, providerMessageId } = message
  void platform({ provider, channel, line })
    .then((api) => api?.markRead(line, providerMessageId, true))
    .catch(() => undefined)
}

interface Scene {
  readonly document: AgentDocument
  readonly language: string
  readonly last: Waiting
  readonly memory: WrittenMemory
}

/** What the turn is worked with, and the conversation as it begins: with the call before it, where there was one. */
async function openTurn(handle: ThreadHandle, { document, language, last, memory }: Scene, nowMs: number) {
  const ctx = handle.ctx(nowMs)
  const { personId } = handle.pins
  const conversationId = conversationIdOf(handle, memory)
  const profile = await readProfile(ctx, personId, await handle.key())
  const name = memory.talk.tools.callerName ?? profile.name ?? null
  const { sender, channel } = last.message
  const room = openWrittenRoom(handle, { document, language, conversationId, sender, name }, nowMs)
  const setting: TurnSetting = {
    room,
    models: await disclosedModels(handle, document, nowMs),
    breakers: modelBreakers,
    ledger: ledgerOf(handle),
    conversationId,
    channel,
    onRule: (rule) => obeyRule(handle.ctx(Date.now()), rule, wisherOf(handle, last)),
    signal: new AbortController().signal,
    clock: Date.now,
  }
  const isNew = memory.turns === 0
  const call = isNew ? await earlierCall(ctx, personId, room) : null
  const others = await saidByOthers(ctx, handle.threadId, isNew ? 0 : memory.lastAtMs)
  const before: Utterance[] = call === null ? [...others] : [{ speaker: 'agent', text: call }, ...others]
  return { setting, begun: withHistory(memory, before), returning: memory.nth > 1 || call !== null }
}

/** Makes what a guardrail demands durable, and says so only then. */
async function obeyRule(ctx: Ctx, rule: GuardRule, wisher: Wisher): Promise<RuleEffect> {
  if (rule !== 'opt_out' && rule !== 'objection') return { done: true }
  try {
    await wishOf(ctx, rule, wisher)
    return { done: true, say: rule === 'objection' ? OBJECTED : OPTED_OUT }
  } catch (error) {
    log.error('rule.not_done', { rule, error: errorName(error) })
    return { done: false, say: NOT_OPTED_OUT }
  }
}

/** Writes down what somebody wishes by what they wrote, where that is to be left alone. */
async function wishOf(ctx: Ctx, rule: GuardRule | undefined, wisher: Wisher): Promise<void> {
  if (rule === 'opt_out') await stopAll(ctx, wisher)
  if (rule === 'objection') await objectTo(ctx, wisher.personId, true, wisher.channel)
}

/** Who wishes to be left alone. Whoever writes for the first time is known by what they write from, and by nothing else yet. */
interface Wisher {
  readonly personId: string
  readonly channel: Channel
  readonly sender: Sender
}

const wisherOf = ({ pins: { personId } }: ThreadHandle, { message: { channel, sender } }: Waiting): Wisher => ({
  personId,
  channel,
  sender,
})

async function stopAll(ctx: Ctx, { personId, channel, sender: { phone, userId } }: Wisher): Promise<void> {
  const identity = phone ?? (userId === null ? undefined : { userId })
  const given = identity === undefined ? {} : { phone: identity }
  await suppress(ctx, { ...given, personId, reason: 'asked_in_writing', source: channel })
}

const OBJECTED = 'Understood. I stop here, and a person of the team will read what you wrote.'
const OPTED_OUT = "Understood. You won't hear from us again, here or on the phone."
const NOT_OPTED_OUT =
  "I've understood that you don't want to be contacted. I could not save that just now; please tell us once more in a moment."

/** The models that answer, once it is noted that the person's words go to a vendor: a day's talk is one row. */
async function disclosedModels(handle: ThreadHandle, document: AgentDocument, nowMs: number) {
  const { personId, tenantId } = handle.pins
  const models = modelsOf(handle.env, tenantId, document)
  const ctx = handle.ctx(nowMs)
  const said = { purpose: 'converse', fields: ['written_words', 'appointment'], occasion: dayOf(nowMs) } as const
  const [told] = discloseToProvider(ctx, { personId, provider: models[0]?.name ?? '', ...said })
  if (told !== undefined) await ctx.db.batch([told])
  return models
}
