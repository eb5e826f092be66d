import type { AgentDocument } from '../../agents/agent-document.ts'
import { objectNameOf } from '../../calls/call-ref.ts'
import type { CallPins } from '../../calls/call-state.ts'
import type { CallEvent, CallReply } from '../../calls/call.ts'
import type { Line } from '../../calls/line.ts'
import { speechWanted } from '../../calls/media/speech-door.ts'
import { wantsRecording } from '../../calls/opening.ts'
import { PEOPLE_MAX, peopleNow } from '../../calls/transfer/people.ts'
import { takesVoicemail } from '../../calls/voicemail/takes-voicemail.ts'
import { inRegion } from '../../context.ts'
import { log } from '../../kernel/log.ts'
import { maskPhone } from '../../kernel/phone.ts'
import { turnAway } from './turn-away.ts'
import { lineOf, type Door } from './voice-door.ts'
import { replyOf } from './voice-reply.ts'

type Incoming = Extract<CallEvent, { type: 'incoming' }>

/** A call rings: the agent that answers its number begins it. */
export async function admit(door: Door, event: Incoming): Promise<CallReply> {
  const line = await lineOf(door, event.to)
  // Another account's word about a number counts for nothing, however well it is signed.
  if (line === null || line.accountSid !== event.call.accountSid) {
    log.warn('hook.number_unknown', { provider: door.carrier.name })
    return { type: 'reject' }
  }
  if (line.agent === null) return { type: 'say_and_hang_up', text: NO_AGENT, language: 'en-US' }
  const objectName = objectNameOf(event.call)
  const { tenantId, region } = line
  const phoneToken = await tokenOf(door, event, line)
  const refused = await turnAway(door, event, { line, document: line.agent.document, phoneToken })
  if (refused !== null) return refused
  const answer = await begin(door, event, line, { ...line.agent, phoneToken })
  const { document, id, version } = line.agent
  const same = answer.agentId === id && answer.agentVersion === version
  const reply = await replyOf(door, answer, { region, tenantId, objectName, epoch: 0 }, same ? document : undefined)
  if (reply.type !== 'talk' || reply.media === undefined) return reply
  // The frames of a stream name nobody: the carrier tells us back who calls.
  return { ...reply, media: { ...reply.media, caller: event.from } }
}

/** A voicemail is all there is of the call: it begins with that, whatever the limits say of calls that ring. */
export async function admitLate(door: Door, event: Incoming): Promise<void> {
  const line = await lineOf(door, event.to)
  if (line === null || line.accountSid !== event.call.accountSid || line.agent === null) return
  await begin(door, event, line, { ...line.agent, phoneToken: await tokenOf(door, event, line) })
}

const tokenOf = async ({ vault }: Door, { from }: Incoming, { tenantId }: Line): Promise<string | null> =>
  from === null ? null : vault.identityToken(tenantId, 'phone', from)

type Answering = NonNullable<Line['agent']> & { readonly phoneToken: string | null }

async function begin(door: Door, event: Incoming, line: Line, answering: Answering) {
  const { tenantId, region, livemode, phoneNumber: ourNumber } = line
  const { document, id: agentId, version: agentVersion, phoneToken } = answering
  const objectName = objectNameOf(event.call)
  return inRegion(door.env, region)
    .objects.liveCall(objectName)
    .admit({
      objectName,
      tenantId,
      region,
      livemode,
      ...event.call,
      ourNumber,
      phoneToken,
      maskedNumber: event.from === null ? null : maskPhone(event.from),
      ...(event.verdict !== undefined && { verdict: event.verdict }),
      agentId,
      agentVersion,
      recorded: line.keepsRecordings && wantsRecording(document),
      keepsAudio: line.keepsRecordings && takesVoicemail(document, {}),
      ...failingPins(document, door.nowMs),
      maxMinutes: document.voice.maxMinutes,
      ...speechPin(door, document),
    })
}

/** What its caller gets if the agent cannot go on is known from the first: it must not hang on what may be away then. */
function failingPins(document: AgentDocument, nowMs: number): Pick<CallPins, 'onFailure' | 'standIns'> {
  const standIns = peopleNow(document, nowMs).slice(0, PEOPLE_MAX)
  return {
    ...(document.onFailure !== undefined && { onFailure: document.onFailure }),
    ...(standIns.length > 0 && { standIns }),
  }
}

/** A call begins with the speech vendor its agent asks for, where that is set up. */
function speechPin({ env }: Door, document: AgentDocument): { readonly speech?: string } {
  const speech = speechWanted(env, document)
  return speech === undefined ? {} : { speech }
}

const NO_AGENT = 'Thank you for calling. We cannot take your call at the moment. Please try again later. Goodbye.'
