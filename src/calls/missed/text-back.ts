import { and, eq, gt } from 'drizzle-orm'
import type { AgentDocument } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import type { Ctx } from '../../context.ts'
import { log } from '../../kernel/log.ts'
import { messages } from '../../records/messages/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import type { CallHandle } from '../call-handle.ts'
import type { CallState } from '../call-state.ts'
import { wasNotTaken } from './is-missed.ts'
import { mayBeMobile } from './may-be-mobile.ts'

const DAY_MS = 86_400_000

/** With more turns than this they have been talking. */
const TURNS_MAX = 5

/**
 * Writes to a caller who rang off before a word, or whom nobody took, where the agent's document says so: once a person in
 * a day, and only because they rang. Their thread decides whether they may be written to at all. Safe to repeat; throws when a store is in
 * trouble.
 */
export async function textBack(handle: CallHandle, nowMs: number): Promise<void> {
  const document = await handle.document()
  const { state } = handle
  if (document.messages?.missedCall === undefined || state.textedBack === true || state.personId === null) return
  const { phone } = await handle.memory(nowMs)
  const mayArrive = phone !== null && mayBeMobile(phone, state.pins.ourNumber)
  const isAsked = mayArrive && (wasNotTaken(state) || !(await hasSpoken(handle, nowMs)))
  if (isAsked) await write(handle, { phone, personId: state.personId, text: missedCallWords(document) }, nowMs)
  await handle.update((latest) => ({ ...latest, textedBack: true }))
}

async function hasSpoken(handle: CallHandle, nowMs: number): Promise<boolean> {
  if (handle.state.turns > TURNS_MAX) return true
  return (await handle.turns(nowMs)).some(({ caller }) => caller !== null)
}

interface Wanted {
  readonly phone: string
  readonly personId: string
  readonly text: string
}

async function write(handle: CallHandle, { phone, personId, text }: Wanted, nowMs: number): Promise<void> {
  const ctx = handle.ctx(nowMs)
  if (await hasBeenWrittenTo(ctx, personId)) return
  const { callId, pins } = handle.state
  const sent = await ctx.objects.thread(personId).send(pinsOf(pins, personId), {
    channel: 'sms',
    provider: pins.carrier,
    line: pins.ourNumber,
    to: { phone, userId: null },
    content: { type: 'text', text },
    author: 'system',
    // Of two calls at once, one: what is asked of the records may not be in them yet.
    key: `missed_call:${Math.floor(nowMs / DAY_MS)}`,
  })
  log.info('missed_call.texted', { callId, refused: sent.ok ? '' : sent.error.code })
}

const pinsOf = ({ tenantId, region, livemode }: CallState['pins'], personId: string) => ({
  tenantId,
  region,
  livemode,
  personId,
})

/** By ourselves, in the last day: a person who rings ten times gets one text. */
async function hasBeenWrittenTo(ctx: Ctx, personId: string): Promise<boolean> {
  const lately = and(eq(messages.author, 'system'), gt(messages.createdAtMs, ctx.nowMs - DAY_MS))
  const theirs = and(ownedBy(ctx, messages), eq(messages.personId, personId), eq(messages.direction, 'outbound'))
  const [row] = await ctx.db.select({ id: messages.id }).from(messages).where(and(theirs, lately)).limit(1)
  return row !== undefined
}

/** Whoever writes says first who they are, that an AI answers, and how it is stopped. No document takes that away. */
function missedCallWords(document: AgentDocument): string {
  const language = document.languages.default
  const missed = document.messages?.missedCall
  const isSpanish = language.startsWith('es')
  const text = missed?.text === undefined ? (isSpanish ? SORRY_ES : SORRY_EN) : textIn(missed.text, language)
  return `${document.business}: ${text} ${isSpanish ? WHO_ES : WHO_EN}`
}

const SORRY_EN = 'Sorry we missed your call. How can we help?'
const WHO_EN = 'Our AI assistant answers here. Text STOP and we will not write again.'
const SORRY_ES = 'Sentimos no haber atendido su llamada. ¿En qué podemos ayudarle?'
const WHO_ES = 'Aquí contesta nuestro asistente de IA. Escriba STOP y no le escribiremos más.'
