import { AgentDocument } from '../../src/agents/agent-document.ts'
import type { BookingDesk, DeskBooking, DeskFailure, DeskSlot } from '../../src/bookings/desk.ts'
import { openIntervals } from '../../src/bookings/opening.ts'
import { judgeSentence } from '../../src/dialogue/speech-guard.ts'
import { tools as allTools } from '../../src/dialogue/tools/index.ts'
import { FRESH_TOOL_STATE, type TaskOrder, type ToolRoom, type ToolState } from '../../src/dialogue/tools/tool.ts'
import { err, ok, type Result } from '../../src/kernel/result.ts'
import { embedded } from '../../src/providers/llm/embedded/index.ts'
import type { CallerInput, ModelTurn, ToolCall, ToolResult } from '../../src/providers/llm/contract.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Monday, November 23, 2026, 9:00 in New York. */
export const MONDAY_NINE_MS = Date.parse('2026-11-23T14:00:00Z')

interface DeskSetup {
  /** Local starts that are taken, `2026-11-24T10:00`, in New York in November. */
  readonly taken?: readonly string[]
  /** The caller's own bookings: service slug and local start. */
  readonly own?: readonly (readonly [string, string])[]
  /** How many calls of a tool fail with storage trouble, by its name. */
  readonly trouble?: Readonly<Record<string, number>>
  /** A start that somebody else takes between the offer and the hold. */
  readonly snatched?: string
  readonly phone?: string | null
  readonly name?: string | null
}

const atMs = (local: string): number => Date.parse(`${local}:00-05:00`)

/** A diary in memory: one place for each resource, on the hour and the half, within the document's hours. */
function deskOf(document: AgentDocument, setup: DeskSetup): BookingDesk & { readonly bookings: DeskBooking[] } {
  const taken = new Set((setup.taken ?? []).map(atMs))
  const services = document.skills.booking?.services ?? []
  const slotAt = (slug: string, startsAtMs: number, resource?: string): DeskSlot => {
    const service = services.find(({ id }) => id === slug)
    const resourceName = resource ?? service?.resources[0] ?? ''
    return {
      serviceSlug: slug,
      resourceId: resourceName,
      resourceName,
      startsAtMs,
      endsAtMs: startsAtMs + (service?.minutes ?? 30) * MINUTE_MS,
    }
  }
  const nameOf = (slug: string): string => {
    const name = services.find(({ id }) => id === slug)?.name
    return typeof name === 'string' ? name : slug
  }
  const bookings: DeskBooking[] = (setup.own ?? []).map(([slug, local], index) => ({
    ...slotAt(slug, atMs(local)),
    bookingId: `own${index + 1}`,
    status: 'confirmed',
    serviceName: nameOf(slug),
  }))
  const isTaken = (startsAtMs: number): boolean =>
    taken.has(startsAtMs) || bookings.some((one) => one.status !== 'cancelled' && one.startsAtMs === startsAtMs)
  const fail = (code: DeskFailure['code']): Result<never, DeskFailure> => err({ code })
  const left = { ...setup.trouble }
  const inTrouble = (name: string): boolean => {
    left[name] = (left[name] ?? 0) - 1
    return left[name] >= 0
  }
  return {
    bookings,
    async findSlots(query) {
      if (inTrouble('find_slots')) return fail('unavailable')
      const service = services.find(({ id }) => id === query.serviceSlug)
      if (!service) return fail('unknown_service')
      const resource =
        query.resourceName === null
          ? undefined
          : service.resources.find((name) => name.toLowerCase().includes(query.resourceName?.toLowerCase() ?? ''))
      if (query.resourceName !== null && resource === undefined) return fail('unknown_resource')
      const firstDay = Math.floor(MONDAY_NINE_MS / DAY_MS)
      const starts: number[] = []
      for (const { fromMs, toMs } of openIntervals(document.hours, firstDay, firstDay + service.horizonDays)) {
        for (let at = fromMs; at + service.minutes * MINUTE_MS <= toMs; at += 30 * MINUTE_MS) starts.push(at)
      }
      const free = starts.filter((at) => at >= MONDAY_NINE_MS + service.noticeMinutes * MINUTE_MS && !isTaken(at))
      const fitting = free.filter((at) => query.windows?.some(({ fromMs, toMs }) => fromMs <= at && at < toMs) ?? true)
      const chosen: number[] = []
      for (const at of query.latestFirst ? fitting.toReversed() : fitting) {
        if (
          chosen.length < query.count &&
          chosen.every((one) => Math.abs(one - at) >= query.spreadHours * 60 * MINUTE_MS)
        )
          chosen.push(at)
      }
      return ok(chosen.sort((a, b) => a - b).map((at) => slotAt(service.id, at, resource)))
    },
    async hold(slot) {
      if (inTrouble('hold_slot')) return fail('unavailable')
      if (setup.snatched !== undefined && slot.startsAtMs === atMs(setup.snatched)) taken.add(slot.startsAtMs)
      return isTaken(slot.startsAtMs) ? fail('slot_taken') : ok(undefined)
    },
    async book(order) {
      if (inTrouble('book')) return fail('unavailable')
      if (isTaken(order.slot.startsAtMs)) return fail('slot_taken')
      const service = services.find(({ id }) => id === order.slot.serviceSlug)
      const booking: DeskBooking = {
        ...order.slot,
        bookingId: `new${bookings.length + 1}`,
        status: service?.mode === 'request' ? 'requested' : 'confirmed',
        serviceName: nameOf(order.slot.serviceSlug),
      }
      bookings.push(booking)
      return ok(booking)
    },
    async upcoming() {
      if (inTrouble('my_bookings')) return fail('unavailable')
      return ok(bookings.filter(({ status }) => status !== 'cancelled').toSorted((a, b) => a.startsAtMs - b.startsAtMs))
    },
    async reschedule(bookingId, slot) {
      if (inTrouble('reschedule')) return fail('unavailable')
      const index = bookings.findIndex((one) => one.bookingId === bookingId)
      const known = bookings[index]
      if (!known) return fail('not_found')
      if (isTaken(slot.startsAtMs)) return fail('slot_taken')
      const moved = { ...known, startsAtMs: slot.startsAtMs, endsAtMs: slot.endsAtMs }
      bookings[index] = moved
      return ok(moved)
    },
    async cancel(bookingId) {
      if (inTrouble('cancel')) return fail('unavailable')
      const index = bookings.findIndex((one) => one.bookingId === bookingId)
      const known = bookings[index]
      if (!known) return fail('not_found')
      bookings[index] = { ...known, status: 'cancelled' }
      return ok({ ...known, status: 'cancelled' as const })
    },
    async release() {},
  }
}

export interface Talk {
  /** Says something, or does it, and gives the whole reply. */
  say(input: string | CallerInput, heard?: ModelTurn['lastReplyHeard']): Promise<string>
  readonly called: ToolCall[]
  readonly results: ToolResult[]
  /** Tasks filed for the business's people. */
  readonly filed: TaskOrder[]
  readonly bookings: DeskBooking[]
  readonly memory: () => string | null
  /** Sentences the speech guard would not have let out. */
  readonly withheld: string[]
}

const ROUNDS_MAX = 6

export interface TalkSetup extends DeskSetup {
  /** Tools that are switched off. */
  readonly without?: readonly string[]
  readonly nowMs?: number
}

/** A caller and the embedded model, with the real tools over a diary in memory. */
export function talkWith(given: unknown, setup: TalkSetup = {}): Talk {
  const document = AgentDocument.parse(given)
  const desk = deskOf(document, setup)
  const filed: TaskOrder[] = []
  const tools = allTools.filter((tool) => !(setup.without ?? []).includes(tool.spec.name))
  let tasksInTrouble = setup.trouble?.['file_task'] ?? 0
  const room: ToolRoom = {
    document,
    language: 'en-US',
    nowMs: setup.nowMs ?? MONDAY_NINE_MS,
    timeZone: document.hours.tz,
    desk,
    async fileTask(order) {
      tasksInTrouble -= 1
      if (tasksInTrouble >= 0) return false
      filed.push(order)
      return true
    },
    caller: { phone: setup.phone === undefined ? '+12125550142' : setup.phone, name: setup.name ?? null },
  }
  const talk = { called: [] as ToolCall[], results: [] as ToolResult[], withheld: [] as string[] }
  let memory: string | null = null
  let state: ToolState = FRESH_TOOL_STATE
  const model = embedded.open({})
  if (!model) throw new Error('the embedded model always opens')

  const turnOf = (
    input: CallerInput,
    lastReplyHeard: ModelTurn['lastReplyHeard'],
    results: readonly ToolResult[],
  ): ModelTurn => ({
    document,
    channel: 'voice',
    language: 'en-US',
    nowMs: room.nowMs,
    timeZone: room.timeZone,
    businessName: document.business,
    caller: { phoneKnown: room.caller.phone !== null, name: room.caller.name, returning: false },
    history: [],
    input,
    lastReplyHeard,
    tools: tools.map((tool) => tool.spec),
    results: [...results],
    memory,
  })

  async function run(call: ToolCall): Promise<ToolResult> {
    talk.called.push(call)
    const tool = tools.find((one) => one.spec.name === call.name)
    if (!tool) return { call, ok: false, value: { code: 'unknown_tool' } }
    const outcome = await tool.run(room, call.args, state, `test:${talk.called.length}`)
    state = { ...state, ...outcome.state }
    const result = { call, ok: outcome.ok, value: outcome.value }
    talk.results.push(result)
    return result
  }

  function letOut(text: string): string {
    const { confirmed, moved, cancelled } = state
    const facts = {
      booked: confirmed.length > 0,
      moved: moved.length > 0,
      cancelled: cancelled.length > 0,
      filed: state.tasks > 0,
    }
    if (!judgeSentence(text, document, facts).allow) talk.withheld.push(text)
    return text
  }

  async function say(input: string | CallerInput, heard: ModelTurn['lastReplyHeard'] = 'all'): Promise<string> {
    const results: ToolResult[] = []
    const said: string[] = []
    const given: CallerInput = typeof input === 'string' ? { type: 'said', text: input } : input
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const calls: ToolCall[] = []
      for await (const chunk of model!.respond(turnOf(given, heard, results), new AbortController().signal)) {
        if (chunk.type === 'call') calls.push(chunk.call)
        else if (chunk.type === 'memory') memory = chunk.memory
        else if (chunk.type === 'text') said.push(letOut(chunk.text.trim()))
      }
      if (calls.length === 0) return said.join(' ')
      for (const call of calls) results.push(await run(call))
    }
    throw new Error('the model went in circles')
  }
  return { ...talk, say, filed, bookings: desk.bookings, memory: () => memory }
}
