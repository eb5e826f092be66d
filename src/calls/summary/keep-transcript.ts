import type { AgentDocument } from '../../agents/agent-document.ts'
import { scrubPii } from '../../dialogue/capture/scrub-pii.ts'
import { expiryOf, keepDaysOf } from '../../records/retention/keep.ts'
import { personKey } from '../../vault/person-keys.ts'
import type { CallHandle } from '../call-handle.ts'
import type { CallTurn } from '../call-memory.ts'
import { loadSetting } from '../later-talk.ts'
import { summarise } from '../summarise.ts'
import { sealSummary, storeTurns, type CallSummary, type MadeSummary, type TranscriptTurn } from '../transcript.ts'
import type { KeptTranscript } from '../write-rows.ts'
import { summariseByModel } from './ask-model.ts'
import { fieldsByRules } from './extracted-fields.ts'
import { scrubbingOf, scrubTalk } from './scrub-talk.ts'

/** Stores what was said in a call that is over, and what it came to, as far as its business keeps either. */
export async function keepTranscript(handle: CallHandle, nowMs: number): Promise<KeptTranscript> {
  const document = await handle.document()
  const ctx = handle.ctx(nowMs)
  const keepDays = Math.min(await keepDaysOf(ctx, 'transcripts'), document.privacy.retainDays.transcript)
  if (keepDays === 0 || document.privacy.store === 'metadata') return { kept: false }
  await handle.update((state) => (state.keySubject === null ? { ...state, keySubject: state.callId } : state))
  const keySubject = handle.state.keySubject ?? handle.state.callId
  const key = await personKey(ctx.vault, ctx.blobs, ctx.tenantId, keySubject)
  const { spoken, summary } = await wordsToKeep(handle, document, nowMs)
  const { callId } = handle.state
  const blobKey = await storeTurns(ctx, key, callId, spoken)
  const { generatedBy, ...made } = await betterSummary(handle, { document, spoken, summary }, nowMs)
  return {
    kept: true,
    keySubject,
    blobKey,
    turnCount: spoken.length,
    sealedSummary: await sealSummary(ctx, key, callId, { ...made, ...(await secretsToKeep(handle, document, nowMs)) }),
    summaryBy: generatedBy,
    expiresAtMs: expiryOf(nowMs, keepDays),
  }
}

/** What the caller gave for sensitive fields. No model that summarises is handed it. */
async function secretsToKeep(
  handle: CallHandle,
  document: AgentDocument,
  nowMs: number,
): Promise<Pick<CallSummary, 'secrets'>> {
  const given = Object.entries((await handle.memory(nowMs)).secrets ?? {})
  if (given.length === 0 || document.privacy.store !== 'everything') return {}
  return { secrets: given.map(([id, value]) => ({ id, value })) }
}

interface Words {
  readonly spoken: readonly TranscriptTurn[]
  readonly summary: CallSummary
}

/** The talk and the rules' summary of it, without personal data where the business wants none stored. */
async function wordsToKeep(handle: CallHandle, document: AgentDocument, nowMs: number): Promise<Words> {
  const turns = await handle.turns(nowMs)
  const memory = await handle.memory(nowMs)
  const spoken = turns.flatMap(inTurns)
  const known = { name: memory.name, nowMs: handle.state.startedAtMs }
  const summary = {
    ...summarise(handle.state, memory, turns, document),
    fields: fieldsByRules(document, spoken, known),
  }
  if (document.privacy.store !== 'no_pii') return { spoken, summary }
  const options = scrubbingOf(document, spoken, {
    names: [memory.name, memory.talk.tools.callerName],
    numbers: [handle.state.pins.ourNumber],
    clock: { nowMs: handle.state.startedAtMs, timeZone: document.hours.tz },
  })
  const scrubbed = (text: string): string => scrubPii(text, options)
  return {
    spoken: scrubTalk(spoken, options),
    summary: {
      text: scrubbed(summary.text),
      followUps: summary.followUps.map(scrubbed),
      fields: document.capture.flatMap(({ id, type }) => {
        const value = summary.fields.find((field) => field.id === id)?.value
        return value === undefined || PERSONAL.has(type) ? [] : [{ id, value: scrubbed(value) }]
      }),
    },
  }
}

/** Fields that are personal data whatever is in them. */
const PERSONAL: ReadonlySet<string> = new Set(['name', 'phone', 'email', 'dob', 'zip'])

function inTurns({ atMs, caller, agent, heard, repliedAtMs }: CallTurn): TranscriptTurn[] {
  const said: TranscriptTurn[] = caller === null ? [] : [{ speaker: 'caller', text: caller, heardText: null, atMs }]
  return [...said, { speaker: 'agent', text: agent, heardText: heard, atMs: repliedAtMs }]
}

const OUTCOME = 'summary'

/**
 * The model's summary where there is a model, else the rules'. A vendor is asked once a call: while a store is in trouble,
 * or after the object was lost, what came of that stands.
 */
async function betterSummary(
  handle: CallHandle,
  { document, spoken, summary }: Words & { readonly document: AgentDocument },
  nowMs: number,
): Promise<MadeSummary> {
  const before = await handle.readOutcome(OUTCOME, nowMs)
  if (before !== null) return JSON.parse(before) as MadeSummary
  const byRules: MadeSummary = { ...summary, generatedBy: 'rules' }
  const model = await writerFor(handle)
  if (model === null || !spoken.some(({ speaker }) => speaker === 'caller')) return byRules
  await handle.writeOutcome(OUTCOME, JSON.stringify(byRules), nowMs)
  const ask = { document, nowMs, turns: spoken, done: summary.text }
  const written = await summariseByModel(model, ask, handle.state.callId)
  if (written === null) return byRules
  const made: MadeSummary = { ...whole(written, document, summary), generatedBy: 'model' }
  await handle.writeOutcome(OUTCOME, JSON.stringify(made), nowMs)
  return made
}

/** What has to be done because of what was done is never left to a model; it may add to it. */
function whole(written: CallSummary, document: AgentDocument, byRules: CallSummary): CallSummary {
  const isScrubbed = document.privacy.store === 'no_pii'
  const clean = (text: string): string => (isScrubbed ? scrubPii(text) : text)
  const personal = new Set(document.capture.filter(({ type }) => PERSONAL.has(type)).map(({ id }) => id))
  const fields = new Map([...byRules.fields, ...written.fields].map(({ id, value }) => [id, value]))
  return {
    text: clean(written.text),
    followUps: [...new Set([...byRules.followUps, ...written.followUps.map(clean)])],
    fields: [...fields].flatMap(([id, value]) => (isScrubbed && personal.has(id) ? [] : [{ id, value: clean(value) }])),
  }
}

/** The model that writes, if this call is led by one that can. */
async function writerFor(handle: CallHandle) {
  // Whoever objects is dealt with by no model, before the call or after it.
  if (handle.state.aiOff !== undefined) return null
  const { modelsFor } = await loadSetting()
  const models = await modelsFor(handle)
  return models.find(({ model }) => model.write !== undefined)?.model ?? null
}
