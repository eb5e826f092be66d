import { textIn } from '../agents/text-in.ts'
import { suppress } from '../consent/suppress.ts'
import { secretsOf } from '../env.ts'
import { howMuchHeard, speechMs } from '../dialogue/heard.ts'
import type { GuardRule } from '../dialogue/guardrails.ts'
import type { Ledger } from '../dialogue/ledger.ts'
import type { ToolOutcome } from '../dialogue/tools/tool.ts'
import { runTurn, type TurnEnd, type TurnSetting } from '../dialogue/turn.ts'
import { errorName, log } from '../kernel/log.ts'
import type { CallerInput, Model } from '../providers/llm/contract.ts'
import { llms } from '../providers/llm/registry.ts'
import type { CallHandle } from './call-handle.ts'
import { inWords, remembered, type CallTurn } from './call-memory.ts'
import { withTimer, type CallState } from './call-state.ts'
import { isOver, type EndReason } from './call.ts'
import { IDLE_MS } from './idle.ts'
import { openRoom } from './tool-room.ts'

/** After the last words were due to be heard, how long until we hang up. */
const GOODBYE_GRACE_MS = 1_200
const REPLY_TIMES_MAX = 200

/**
 * Works one input of the caller into a reply, speaks it, and keeps the turn.
 *
 * Inputs are worked one at a time (the object's queue sees to that). The last sentence leaves only after the turn is
 * written; a tool's effect is durable before any sentence that tells of it.
 */
export async function takeTurn(
  handle: CallHandle,
  input: CallerInput,
  receivedAtMs: number,
  signal: AbortSignal,
): Promise<void> {
  const memory = await handle.memory(receivedAtMs)
  const document = await handle.document()
  const last = memory.replies.at(-1)
  const state = memory.talk
  const ask = {
    input,
    history: memory.history,
    lastReplyHeard: howMuchHeard(last),
    returning: handle.state.returning,
    state,
  }
  const setting = await settingOf(handle, input, receivedAtMs, signal)
  const said: string[] = []
  let reachedCaller = false
  let firstAtMs: number | null = null
  let ended: TurnEnd | null = null
  let lastSentence = ''
  for await (const out of runTurn(setting, ask)) {
    if (out.type === 'end') ended = out
    else {
      said.push(out.text)
      firstAtMs ??= Date.now()
      if (out.last) lastSentence = out.text
      else {
        reachedCaller = handle.send({ type: 'say', text: `${out.text} `, last: false }) || reachedCaller
        // What is sent leaves when this object next waits: the first words are not to wait for the turn to be sealed.
        if (said.length === 1) await scheduler.wait(0)
      }
    }
  }
  if (ended === null) return
  // Without a socket the words are the answer the carrier waits for: it says them.
  const listening = handle.state.gather !== null || handle.socket() !== null
  const turn: CallTurn = {
    atMs: receivedAtMs,
    caller: inWords(input),
    agent: said.join(' '),
    heard: listening ? said.join(' ') : '',
    repliedAtMs: firstAtMs ?? receivedAtMs,
  }
  const nowMs = Date.now()
  const worked = { ended, turn, input }
  await handle.addTurn(
    {
      turn,
      memory: (latest, number) => {
        const name = nameHeard(worked.ended) ?? latest.name
        return remembered({ ...latest, talk: worked.ended.state, name }, number, turn, !listening)
      },
      state: (latest) => afterTurn(latest, worked, nowMs),
    },
    nowMs,
  )
  handle.send({ type: 'say', text: lastSentence, last: true, language: document.languages.default })
}

/** The name a booking was made under, to greet the caller by from then on. */
const nameHeard = (ended: TurnEnd): string | null => ended.state.tools.callerName

/** A turn that is worked: what was said, and what came of it. */
export interface Worked {
  readonly ended: TurnEnd
  readonly turn: CallTurn
  readonly input: CallerInput
}

/** The call after a turn. */
export function afterTurn(state: CallState, { ended, turn, input }: Worked, nowMs: number): CallState {
  const { ending } = ended
  const spokenMs = speechMs(turn.agent)
  const talked = {
    ...state,
    silences: input.type === 'silent' ? state.silences + 1 : 0,
    outcomes: ended.state.outcomes,
    replyMs:
      input.type === 'silent'
        ? state.replyMs
        : [...state.replyMs, Math.max(0, turn.repliedAtMs - turn.atMs)].slice(-REPLY_TIMES_MAX),
  }
  // The call ended under the turn, or is about to whatever was said: how is settled, what came of the turn still counts.
  if (isOver(state.status) || state.ending?.stands) return talked
  const handoff = ending === null ? null : handoffOf(ending)
  const reason = ending === null ? null : REASON_OF_ENDING[ending.how]
  const timers = withTimer(
    withTimer(state.timers, 'idle', handoff === null ? nowMs + spokenMs + IDLE_MS : null),
    'hangUp',
    handoff === null ? null : nowMs + spokenMs + GOODBYE_GRACE_MS,
  )
  return {
    ...talked,
    ending: handoff === null ? null : { handoff, speechSeen: false, stands: false },
    endedBy: reason === null ? null : 'agent',
    endReason: reason,
    timers,
  }
}

const REASON_OF_ENDING: Readonly<Record<NonNullable<TurnEnd['ending']>['how'], EndReason>> = {
  goodbye: 'agent_goodbye',
  silence: 'silence',
  abusive: 'abusive',
  opted_out: 'opted_out',
  transfer: 'transferred',
  voicemail: 'voicemail',
}

const handoffOf = (ending: NonNullable<TurnEnd['ending']>): string =>
  JSON.stringify(ending.how === 'transfer' ? { reason: 'transfer', to: ending.to.number } : { reason: ending.how })

/** What a turn of this call is worked with. */
export async function settingOf(
  handle: CallHandle,
  input: CallerInput,
  nowMs: number,
  signal: AbortSignal,
): Promise<TurnSetting> {
  const document = await handle.document()
  const wanted = document.llm.provider ?? handle.env.LLM_PROVIDER ?? 'embedded'
  const embedded = openModel(handle, 'embedded')
  const model = openModel(handle, wanted) ?? embedded
  if (model === null) throw new Error('no model can be opened')
  return {
    room: await openRoom(handle, nowMs),
    model,
    fallback: model === embedded ? null : embedded,
    ledger: ledgerOf(handle, input, nowMs),
    conversationId: handle.state.callId,
    channel: 'voice',
    onRule: (rule) => obeyRule(handle, rule, nowMs),
    signal,
  }
}

const openModel = (handle: CallHandle, name: string): Model | null =>
  llms.find((llm) => llm.name === name)?.open(secretsOf(handle.env)) ?? null

/** The call's ledger: what an intent came to is in storage before the caller hears of it. */
function ledgerOf(handle: CallHandle, input: CallerInput, nowMs: number): Ledger {
  return {
    async once(intentKey, act) {
      const before = await handle.readOutcome(intentKey, nowMs)
      if (before !== null) return JSON.parse(before) as ToolOutcome
      // Noted before the act: an object lost in the middle takes the same input up again, and finds the act done.
      await handle.changeMemory((memory) => ({ ...memory, pending: input }), nowMs)
      const outcome = await act()
      if (outcome.ok) await handle.writeOutcome(intentKey, JSON.stringify(outcome), nowMs)
      return outcome
    },
  }
}

/** Makes what a guardrail demands durable, and says so only then. */
async function obeyRule(handle: CallHandle, rule: GuardRule, nowMs: number): Promise<{ say?: string; done: boolean }> {
  try {
    if (rule === 'opt_out') return await optOut(handle, nowMs)
    if (rule === 'recording_objection' || rule === 'minor') await refuseBeingRecorded(handle, nowMs)
    return { done: true }
  } catch (error) {
    log.error('rule.not_done', { callId: handle.state.callId, rule, error: errorName(error) })
    return { say: NOT_DONE[rule] ?? NOT_DONE_OTHERWISE, done: false }
  }
}

const NOT_DONE: Partial<Record<GuardRule, string>> = {
  opt_out:
    "I've understood that you don't want to be contacted. I could not save that just now; please tell us once more in a moment.",
}
const NOT_DONE_OTHERWISE = "I've understood, but I could not do that just now. Please say it once more in a moment."

async function optOut(handle: CallHandle, nowMs: number): Promise<{ say?: string; done: boolean }> {
  const { callId, personId, pins } = handle.state
  // Admission knew the number's token, whatever was heard of the number since.
  const phone = (await handle.memory(nowMs)).phone ?? (pins.phoneToken === null ? null : { token: pins.phoneToken })
  if (phone === null)
    return {
      say: "Your number is hidden from us, so there is nothing we could call. You won't hear from us.",
      done: true,
    }
  await suppress(handle.ctx(nowMs), { phone, reason: 'asked_on_call', source: 'voice', callId, personId })
  return { done: true }
}

/** Marks the call so that nothing recorded is ever kept; the carrier is told to stop at once. */
async function refuseBeingRecorded(handle: CallHandle, nowMs: number): Promise<void> {
  await handle.update((state) => {
    if (state.recordingRefused || state.recording.is === 'none') return state
    const stopOwed = !isOver(state.status)
    return { ...state, recordingRefused: true, stopOwed, timers: withTimer(state.timers, 'work', nowMs) }
  })
}

/** What is said when the time is up. */
export async function farewell(handle: CallHandle, nowMs: number): Promise<void> {
  const document = await handle.document()
  const text = `We have reached the time limit of this call. Please call again any time. Goodbye from ${textIn(document.business, document.languages.default)}.`
  const turn = { atMs: nowMs, caller: null, agent: text, heard: text, repliedAtMs: nowMs }
  await handle.addTurn(
    {
      turn,
      // What is being worked just now is not done by our saying goodbye.
      memory: (memory, number) => ({ ...remembered(memory, number, turn, false), pending: memory.pending }),
      state: (state) => timeIsUp(state, nowMs + speechMs(text) + GOODBYE_GRACE_MS),
    },
    nowMs,
  )
  handle.send({ type: 'say', text, last: true })
}

/** Nothing the caller says now keeps the line open. */
function timeIsUp(state: CallState, hangUpAtMs: number): CallState {
  if (isOver(state.status)) return state
  const timers = withTimer(withTimer(withTimer(state.timers, 'idle', null), 'tooLong', null), 'hangUp', hangUpAtMs)
  const ending = { handoff: JSON.stringify({ reason: 'max_duration' }), speechSeen: false, stands: true }
  return { ...state, ending, endedBy: 'system', endReason: 'max_duration', timers }
}
