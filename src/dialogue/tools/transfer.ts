import * as z from 'zod'
import type { AgentDocument, AgentTarget } from '../../agents/agent-document.ts'
import { isForAnyone } from '../../agents/for-anyone.ts'
import { isOpenAt, nextOpeningAfter } from '../../agents/open-hours.ts'
import { HOUR_MS } from '../../bookings/booking.ts'
import { handOver } from './hand-over.ts'
import { canLeaveVoicemail, toVoicemail } from './leave-voicemail.ts'
import { peopleWords } from './people-words.ts'
import { queueOf } from './task-fields.ts'
import type { Tool, ToolOutcome, ToolRoom, ToolState } from './tool.ts'

const Args = z.object({
  reason: z.string().trim().max(500).default('').describe('Why the caller wants a person, in a few words.'),
  key: z.string().max(1).nullish().describe('The key the caller pressed, when that is what asks for a person.'),
  callback: z.boolean().default(false).describe('Whether the caller wants to be called back rather than put through.'),
})

/** A person calls back within this time of the business being open. */
const CALLBACK_HOURS = 2

/** The first routing entry that is meant for this wish at this hour. */
function routeOf({ routing }: AgentDocument, reason: string, isOpen: boolean): AgentTarget | undefined {
  const asked = reason.toLowerCase()
  return routing.find(({ intent, when }) => {
    const isMeant = isForAnyone(intent) || asked.includes(intent.toLowerCase().replaceAll('_', ' '))
    return isMeant && (when === 'always' || (when === 'open') === isOpen)
  })?.to
}

/** Where the key leads by the document: it is meant for whoever presses it, whatever the hour. */
function keyTarget({ dtmf }: AgentDocument, key: string | null | undefined): AgentTarget | undefined {
  const target = dtmf[key ?? '']
  return typeof target === 'object' ? target : undefined
}

/** Puts the caller through to a person, or has one call back when nobody can be reached. */
export const transfer: Tool = {
  spec: {
    name: 'transfer',
    description: 'Puts the caller through to a person; when nobody can be reached, arranges for a call back.',
    parameters: z.toJSONSchema(Args, { io: 'input' }),
  },
  // Whom nobody took may be rung for again; to be called back is wished once.
  intent: ({ callback }, { transfers }) => (callback === true ? 'callback' : `transfer:${transfers + 1}`),
  async run(room, given, state, intentKey) {
    const args = Args.safeParse(given)
    const { reason, key, callback } = args.success ? args.data : { reason: '', key: null, callback: false }
    const isOpen = isOpenAt(room.document.hours, room.nowMs)
    const target = keyTarget(room.document, key) ?? routeOf(room.document, reason, isOpen)
    if (room.inWriting === true && !(callback && room.caller.phone !== null))
      return handOver(room, { target, reason, intentKey, state })
    return onTheLine(room, { target, reason, isOpen, callback, intentKey, state })
  },
}

function onTheLine(room: ToolRoom, wanted: Wanted): ToolOutcome | Promise<ToolOutcome> {
  const { target, callback, state } = wanted
  const { nobody, noNumber } = peopleWords(room.language)
  if (target?.kind === 'phone' && !callback) return putThrough(room, target, state)
  if (target?.kind === 'voicemail' && !callback && canLeaveVoicemail(room)) return toVoicemail(room)
  if (room.caller.phone !== null) return callBack(room, wanted)
  return { ok: false, value: { code: 'unavailable', say: callback ? noNumber : `${nobody} ${noNumber}` } }
}

/** Rings them when this turn has been spoken. */
const putThrough = (
  { language }: ToolRoom,
  to: Extract<AgentTarget, { kind: 'phone' }>,
  { transfers }: ToolState,
): ToolOutcome => ({
  ok: true,
  value: { transferring: true, say: peopleWords(language).connecting },
  state: { transfers: transfers + 1 },
  outcome: 'transferred',
  ending: { how: 'transfer', to },
})

interface Wanted {
  readonly target: AgentTarget | undefined
  readonly reason: string
  readonly isOpen: boolean
  /** A call back is what was asked for, and no second best. */
  readonly callback: boolean
  readonly intentKey: string
  readonly state: ToolState
}

async function callBack(
  room: ToolRoom,
  { target, reason, isOpen, callback, intentKey, state: { tasks } }: Wanted,
): Promise<ToolOutcome> {
  const { document, nowMs, caller } = room
  const opensAtMs = isOpen ? nowMs : nextOpeningAfter(document.hours, nowMs)
  const filed = await room.fileTask({
    kind: 'callback',
    ...queueOf(target),
    details: { reason, ...(caller.name !== null && { name: caller.name }) },
    intentKey: callbackKey(intentKey),
    ...(opensAtMs !== null && { dueAtMs: opensAtMs + CALLBACK_HOURS * HOUR_MS }),
  })
  if (!filed) return { ok: false, value: { code: 'unavailable' } }
  const words = peopleWords(room.language)
  const told = callback ? words.willCall : isOpen ? words.nobodyComes : words.isClosed
  const say = isOpen || opensAtMs === null ? told : told + words.opens(opensAtMs, room)
  return { ok: true, value: { callback: true, say }, state: { tasks: tasks + 1 }, outcome: 'callback_task' }
}

/** However it came to be wished, a conversation has one call back. */
const callbackKey = (intentKey: string): string => `${intentKey.slice(0, intentKey.indexOf(':'))}:callback`
