import { Hono } from 'hono'
import { publishedAgent } from '../../agents/published.ts'
import type { AgentDocument } from '../../agents/agent-document.ts'
import { findAccount, type KnownAccount } from '../../calls/carrier-account.ts'
import type { Answer } from '../../calls/advance.ts'
import type { CallEvent, CallReply, CarrierCall } from '../../calls/call.ts'
import { readCallRef, writeCallRef, type CallRef } from '../../calls/call-ref.ts'
import { callUrls, relayUrl } from '../../calls/callback-urls.ts'
import { findCallRef } from '../../calls/find-call.ts'
import { letGoOfLate } from '../../calls/late-recording.ts'
import { findLine, type Line } from '../../calls/line.ts'
import type { CallAnswer } from '../../calls/live-call.ts'
import { announcementOf, greetingOf, hintsOf, wantsRecording } from '../../calls/opening.ts'
import { contextOf, inRegion, openDirectory, type Ctx } from '../../context.ts'
import { secretsOf, type Env } from '../../env.ts'
import { errorName, log } from '../../kernel/log.ts'
import { maskPhone } from '../../kernel/phone.ts'
import { readBody } from '../../kernel/read-body.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { SignedHook } from '../../providers/hook.ts'
import type { Telephony, VoiceHook } from '../../providers/telephony/contract.ts'
import { telephony } from '../../providers/telephony/registry.ts'
import { openVault, type Vault } from '../../vault/vault.ts'

export const voiceHooks = new Hono<{ Bindings: Env }>()

const KINDS = new Map<string, VoiceHook>([
  ['', 'incoming'],
  ['status', 'status'],
  ['connected', 'connected'],
  ['dial', 'connected'],
  ['recording', 'recording'],
  ['fallback', 'fallback'],
])

/** Doors that carriers know of and nothing we answer with leads to yet: what is signed is acknowledged, and does nothing. */
const UNASKED = new Set(['machine', 'gather', 'voicemail'])

voiceHooks.post('/:carrier/:kind?', async (c) => {
  const carrier = telephony.find(({ name }) => name === c.req.param('carrier'))
  const named = c.req.param('kind') ?? ''
  const kind = KINDS.get(named)
  if (!carrier || (!kind && !UNASKED.has(named))) throw new Refusal('not_found', 'No such carrier or webhook.')

  const body = await readBody(c.req.raw, carrier.hookBytesMax)
  if (!body.ok) return c.body(null, 413)
  const hook: SignedHook = {
    url: publicAddress(c.env, c.req.raw.url),
    method: 'POST',
    headers: c.req.raw.headers,
    body: body.value,
  }

  const door = openDoor(c.env, carrier)
  const account = await whoSpeaks(door, hook)
  // One answer for a wrong signature, none, and an account we do not know: nothing is told apart from outside.
  if (account === null) return c.body(null, 403)

  if (!kind) return carrier.render({ type: 'nothing' })
  const event = carrier.parse(kind, hook)
  if (!event.ok) log.error('hook.unreadable', { provider: carrier.name, kind })
  if (!event.ok || event.value === null) return carrier.render({ type: 'nothing' })
  const ref = new URL(hook.url).searchParams.get('call')
  return carrier.render(await answerOrApology(door, account, event.value, ref))
})

/** A failure makes the carrier ask again, and then at the fallback: behind that door there is only the caller, waiting. */
async function answerOrApology(
  door: Door,
  account: KnownAccount,
  event: CallEvent,
  ref: string | null,
): Promise<CallReply> {
  try {
    return await answerTo(door, account, event, ref)
  } catch (error) {
    if (event.type !== 'fallback') throw error
    log.error('hook.fallback_failed', { provider: door.carrier.name, error: errorName(error) })
    return { type: 'say_and_hang_up', text: SORRY, language: 'en-US' }
  }
}

/** What the door works with, made once a request. */
interface Door {
  readonly env: Env
  readonly carrier: Telephony
  readonly vault: Vault
  readonly publicUrl: string
  readonly nowMs: number
}

const openDoor = (env: Env, carrier: Telephony): Door => ({
  env,
  carrier,
  vault: openVault(env.ROOT_KEY ?? ''),
  publicUrl: env.PUBLIC_URL ?? '',
  nowMs: Date.now(),
})

/** The address the carrier was given: our configured origin, and path and query as they were requested. */
export const publicAddress = (env: Env, requestUrl: string): string => {
  const path = requestUrl.indexOf('/', requestUrl.indexOf('//') + 2)
  return (env.PUBLIC_URL ?? '') + (path < 0 ? '' : requestUrl.slice(path))
}

async function whoSpeaks({ env, carrier, vault, nowMs }: Door, hook: SignedHook): Promise<KnownAccount | null> {
  const accountSid = carrier.claimedAccount(hook)
  if (accountSid === null) return null
  const stores = { directory: openDirectory(env), vault, platform: carrier.account(secretsOf(env)) }
  const account = await findAccount(stores, accountSid, nowMs)
  if (account === null) return null
  const verified = await carrier.verify(hook, account)
  if (!verified.ok) log.warn('hook.refused', { provider: carrier.name, reason: verified.error.reason })
  return verified.ok ? account : null
}

async function answerTo(door: Door, account: KnownAccount, event: CallEvent, ref: string | null): Promise<CallReply> {
  if (event.call.accountSid !== account.accountSid) return { type: 'nothing' }
  if (event.type === 'incoming') return admit(door, event)
  const found = await findRef(door, account, event, ref)
  const answer = found === null ? null : await applied(door, found, event)
  if (answer === null && event.type === 'fallback') return admit(door, { ...event, type: 'incoming' })
  if (found !== null && answer !== null) return replyOf(door, answer, found)
  log.info('hook.for_no_call', { provider: door.carrier.name, type: event.type })
  if (found !== null && event.type === 'recording') await letGoOfLate(contextFor(door, found), event)
  return { type: 'nothing' }
}

function applied({ env }: Door, { region, objectName }: CallRef, event: CallEvent): Promise<CallAnswer | null> {
  const phone = event.type === 'status' || event.type === 'fallback' ? event.from : null
  return inRegion(env, region).objects.liveCall(objectName).apply(event, phone)
}

const contextFor = ({ env, nowMs }: Door, { tenantId, region }: CallRef): Ctx =>
  contextOf(env, { tenantId, region, livemode: true, actor: { type: 'system', name: 'voice-hook' } }, nowMs)

/** Which object an event is for: by the reference we handed out, else by the number called, else by the call's row. */
async function findRef(
  door: Door,
  account: KnownAccount,
  event: CallEvent,
  text: string | null,
): Promise<CallRef | null> {
  const objectName = objectNameOf(event.call)
  const ref = text === null ? null : await readCallRef(door.vault, 'call-ref', text)
  if (ref !== null) return ref.objectName === objectName ? ref : null
  const to = 'to' in event ? event.to : null
  const line = to === null ? null : await lineOf(door, to)
  if (line !== null && line.accountSid === account.accountSid)
    return { region: line.region, tenantId: line.tenantId, objectName, epoch: 0 }
  return findCallRef((region) => inRegion(door.env, region).db, event.call)
}

export const objectNameOf = ({ carrier, accountSid, carrierCallId }: CarrierCall): string =>
  `${carrier}:${accountSid}:${carrierCallId}`

const lineOf = ({ env, nowMs }: Door, number: string): Promise<Line | null> =>
  findLine(openDirectory(env), (region) => inRegion(env, region).db, number, nowMs)

async function admit(door: Door, event: Extract<CallEvent, { type: 'incoming' }>): Promise<CallReply> {
  const line = await lineOf(door, event.to)
  // Another account's word about a number counts for nothing, however well it is signed.
  if (line === null || line.accountSid !== event.call.accountSid) {
    log.warn('hook.number_unknown', { provider: door.carrier.name })
    return { type: 'reject' }
  }
  if (line.agent === null) return { type: 'say_and_hang_up', text: NO_AGENT, language: 'en-US' }
  const { document, id: agentId, version: agentVersion } = line.agent
  const objectName = objectNameOf(event.call)
  const { tenantId, region, livemode } = line
  const answer = await inRegion(door.env, region)
    .objects.liveCall(objectName)
    .admit({
      objectName,
      tenantId,
      region,
      livemode,
      ...event.call,
      ourNumber: line.phoneNumber,
      phoneToken: event.from === null ? null : await door.vault.identityToken(tenantId, 'phone', event.from),
      maskedNumber: event.from === null ? null : maskPhone(event.from),
      agentId,
      agentVersion,
      recorded: line.keepsRecordings && wantsRecording(document),
      maxMinutes: document.voice.maxMinutes,
    })
  const same = answer.agentId === agentId && answer.agentVersion === agentVersion
  return replyOf(door, answer, { region, tenantId, objectName, epoch: 0 }, same ? document : undefined)
}

const NO_AGENT = 'Thank you for calling. We cannot take your call at the moment. Please try again later. Goodbye.'
const SORRY = 'I am sorry, we are having technical trouble. Please call again in a few minutes. Goodbye.'

/** The call's answer in the carrier's terms, with the words of the agent version it began with. */
async function replyOf(
  door: Door,
  { answer, agentId, agentVersion }: CallAnswer,
  ref: CallRef,
  known?: AgentDocument,
): Promise<CallReply> {
  if (answer.type === 'hang_up' || answer.type === 'nothing') return answer
  if (answer.type === 'apologise') return { type: 'say_and_hang_up', text: SORRY, language: 'en-US' }
  const document =
    known ?? (await publishedAgent(inRegion(door.env, ref.region).db, ref.tenantId, agentId, agentVersion))
  if (!document) return { type: 'say_and_hang_up', text: SORRY, language: 'en-US' }
  const urls = callUrls(door.publicUrl, door.carrier.name, await writeCallRef(door.vault, 'call-ref', ref))
  if (answer.type === 'dial') return { type: 'dial', number: answer.number, actionUrl: urls.dialUrl, callerId: null }
  return talkReply(door, { answer, ref, document, urls })
}

interface Opening {
  readonly answer: Extract<Answer, { type: 'greet' | 'resume' }>
  readonly ref: CallRef
  readonly document: AgentDocument
  readonly urls: ReturnType<typeof callUrls>
}

async function talkReply(
  { publicUrl, vault, nowMs }: Door,
  { answer, ref, document, urls }: Opening,
): Promise<CallReply> {
  const greets = answer.type === 'greet'
  const recorded = greets && answer.recorded
  const token = await writeCallRef(vault, 'relay-token', { ...ref, epoch: answer.epoch })
  const { provider, id, bargeIn } = document.voice
  return {
    type: 'talk',
    announcement: greets ? announcementOf(document, recorded) : null,
    recording: recorded ? { statusUrl: urls.recordingUrl } : null,
    stopRecording: answer.type === 'resume' && answer.stopRecording,
    actionUrl: urls.actionUrl,
    relayUrl: relayUrl(publicUrl, token),
    greeting: greets ? greetingOf(document, recorded, nowMs) : null,
    language: document.languages.default,
    voice: { provider: provider === 'embedded' ? null : provider, id: id ?? null, bargeIn },
    hints: hintsOf(document),
  }
}
