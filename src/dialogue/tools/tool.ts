import type { AgentDocument, AgentTarget } from '../../agents/agent-document.ts'
import type { BookingDesk, DeskBooking, DeskSlot } from '../../bookings/desk.ts'
import type { Outcome } from '../../calls/call.ts'
import type { ToolSpec } from '../../providers/llm/contract.ts'
import type { Wish } from '../when/wish.ts'

/** A task for the business's people, as a tool asks for it. `details` is sealed before it is stored. */
export interface TaskOrder {
  readonly kind: 'callback' | 'message' | 'refill' | 'booking_request'
  readonly priority: 'low' | 'normal' | 'high' | 'urgent'
  readonly queue: string
  readonly details: Readonly<Record<string, string>>
  readonly intentKey: string
  readonly dueAtMs?: number
}

/** What tools may reach: the real stores during a call, a sandbox during an agent's scripted tests. */
export interface ToolRoom {
  readonly document: AgentDocument
  readonly language: string
  readonly nowMs: number
  readonly timeZone: string
  readonly desk: BookingDesk
  /** Files a task once per intent key. False when storage is in trouble. */
  fileTask(order: TaskOrder): Promise<boolean>
  /** False where a caller has no tone to speak after, or nothing recorded is kept. */
  readonly takesVoicemail?: boolean
  /** They write to each other: a person of the business takes over by writing, and nobody is put through. */
  readonly inWriting?: boolean
  readonly caller: {
    readonly phone: string | null
    readonly name: string | null
    /** Who they are is known by something else than a number. */
    readonly isKnown?: boolean
  }
}

/** What the tools of one conversation remember, as JSON, beside the model's own notes. Kept sealed. */
export interface ToolState {
  /** Slots by ordinal, option 1 first, as last offered. */
  readonly offered: readonly DeskSlot[]
  readonly serviceSlug: string | null
  readonly wish: Wish | null
  readonly held: DeskSlot | null
  /** The caller's bookings by ordinal, as last listed; a booking made in this call is put first. */
  readonly listed: readonly DeskBooking[]
  /** Booking ids this conversation has confirmed, moved or cancelled: the ledger behind what may be said. */
  readonly confirmed: readonly string[]
  readonly moved: readonly string[]
  readonly cancelled: readonly string[]
  /** Grows with every move and cancellation, so that the same slot booked anew is a new intent. */
  readonly changes: number
  readonly tasks: number
  /** How often somebody was to be rung for the caller. */
  readonly transfers: number
  /** The name the caller gave for a booking or a message. */
  readonly callerName: string | null
}

export const FRESH_TOOL_STATE: ToolState = {
  offered: [],
  serviceSlug: null,
  wish: null,
  held: null,
  listed: [],
  confirmed: [],
  moved: [],
  cancelled: [],
  changes: 0,
  tasks: 0,
  transfers: 0,
  callerName: null,
}

/** What came of a tool. `value` is all the model learns. */
export interface ToolOutcome {
  readonly ok: boolean
  readonly value: Readonly<Record<string, unknown>>
  readonly state?: Partial<ToolState>
  /** What this does to the outcome of the call. */
  readonly outcome?: Outcome
  readonly bookingId?: string
  /** The conversation is to end after what is said next. */
  readonly ending?:
    | { readonly how: 'goodbye'; readonly stands?: true }
    | { readonly how: 'silence' | 'abusive' | 'opted_out' | 'consent_declined' | 'voicemail' | 'failed' }
    /** In writing: people of the business answer from now on. */
    | { readonly how: 'handed_over' }
    /** `stands`: whatever the caller says meanwhile, who may only be saying that they have understood. */
    | { readonly how: 'transfer'; readonly to: Extract<AgentTarget, { kind: 'phone' }>; readonly stands?: true }
}

/**
 * A tool the agent may use. One file a tool; the list is tools/index.ts.
 *
 * A tool with a side effect names its intent: the ledger runs each intent once, and answers a repeat with the first
 * outcome. Arguments come from a model and are checked by the tool itself; bad ones are `ok: false`, never a throw.
 */
export interface Tool {
  readonly spec: ToolSpec
  /** The skill of the document it belongs to; a document without that skill does not offer it. Absent: always there. */
  readonly skill?: 'booking' | 'refill' | 'message'
  /** The intent behind a call, or null for one that changes nothing. The same intent is done once in a conversation. */
  intent(args: Readonly<Record<string, unknown>>, state: ToolState): string | null
  /** @param intentKey  the intent under the conversation's id, unique in the tenant; empty when there is none. */
  run(
    room: ToolRoom,
    args: Readonly<Record<string, unknown>>,
    state: ToolState,
    intentKey: string,
  ): Promise<ToolOutcome>
}
