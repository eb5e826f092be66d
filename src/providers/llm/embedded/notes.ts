import { MEMORY_CHARS_MAX } from '../contract.ts'

/** A time on offer, as the tools say it. `option` is its ordinal there. */
export interface Option {
  readonly option: number
  readonly say: string
  readonly with: string | null
}

/** A booking of the caller's, as the tools say it. */
export interface Listed {
  readonly booking: number
  readonly service: string
  readonly say: string
  readonly with: string | null
}

export interface Search {
  readonly when: string | null
  readonly refine: 'new' | 'refine' | 'earlier' | 'later' | 'another_day'
}

/** The part of a task that looks for a time. */
export interface Finding {
  readonly service: string | null
  readonly resource: string | null
  /** A search that is still to be made. */
  readonly search: Search | null
  /** The tools keep a wish from an earlier search, which the next one may refine. */
  readonly searched: boolean
  /** The caller has said something about the time: what is on offer is not simply the earliest there is. */
  readonly wished: boolean
  readonly options: readonly Option[]
  /** None of the options will do; they are kept for "anything earlier", and for a change of mind. */
  readonly declined: boolean
  readonly chosen: Option | null
  /** The caller has agreed to `chosen`, by choosing it or by a yes. */
  readonly agreed: boolean
  /** The time chosen before, for "same time". */
  readonly before: string | null
  /** The whole of it was read back and a yes was asked for: now a yes is one. */
  readonly readBack: boolean
}

export interface BookingTask extends Finding {
  readonly kind: 'booking'
  /** Services the words fit equally well. */
  readonly between: readonly string[]
  readonly held: boolean
  readonly name: string | null
  /** Whom it is for when not for the caller: "son". */
  readonly whose: string | null
  readonly fields: Readonly<Record<string, string>>
}

export interface MoveTask extends Finding {
  readonly kind: 'move'
  readonly list: readonly Listed[] | null
  readonly booking: number | null
}

export interface CancelTask {
  readonly kind: 'cancel'
  readonly list: readonly Listed[] | null
  readonly booking: number | null
  readonly reason: string | null
  readonly readBack: boolean
  /** The bookings that go with it. */
  readonly also?: readonly number[]
  /** What is said of those that are cancelled already. */
  readonly gone?: readonly string[]
}

export interface FormTask {
  readonly kind: 'form'
  readonly form: 'message' | 'refill'
  readonly values: Readonly<Record<string, string>>
  /** Optional fields the caller passed over. */
  readonly skipped: readonly string[]
  readonly urgent: boolean
  readonly readBack: boolean
  /** The field whose value was just given and is read back by itself. */
  readonly confirming?: string | null
  /** Fields the caller has said yes to one by one. */
  readonly confirmed?: readonly string[]
  /** The two days that a date of birth may be; the caller was asked which. */
  readonly between?: readonly [string, string] | null
  /** So many times in a row the caller was told what was wrong with their answer. */
  readonly pointed?: number
}

export type Task = BookingTask | MoveTask | CancelTask | FormTask

/** A question beside the task's own, which the next utterance may answer. */
export type Aside =
  | 'anything_else'
  | 'help'
  | 'call_back'
  | 'message_instead'
  | 'resume'
  | 'try_again'
  | 'rebook'
  | 'move_or_cancel'
  | 'book_or_message'
  | 'what_to_change'
  | 'next_visit'
  | 'send_told'

/** What a tool was called for, so that its answer finds its way back. */
export type Waiting =
  | 'slots'
  | 'hold'
  | 'hold_to_book'
  | 'book'
  | 'list_to_move'
  | 'list_to_cancel'
  | 'list_to_tell'
  | 'move'
  | 'cancel'
  | 'hours'
  | 'answer'
  | 'message'
  | 'refill'
  | 'transfer'
  | 'voicemail'
  | 'end'

/** What was done last in this call, for "can we make that Thursday instead". */
export interface Done {
  readonly booking: number
  readonly service: string
  readonly slug: string | null
  readonly say: string
  readonly with: string | null
}

/** The engine's memory between turns. */
export interface Notes {
  readonly v: 1
  readonly task: Task | null
  /** Tasks set aside for another, the latest last. */
  readonly parked: readonly Task[]
  readonly aside: Aside | null
  readonly waiting: Waiting | null
  readonly last: readonly string[]
  /** A fact that must be heard, said in the last reply. */
  readonly promised: string | null
  readonly misses: number
  /** What callers gave of themselves in this call. */
  readonly callerName: string | null
  readonly done: Done | null
  /** The last question was about the opening hours: "and on Sunday?" is, too. */
  readonly aboutHours: boolean
  /** The same of prices: "and a color?". */
  readonly aboutPrice?: boolean
  /** So many tools were called for what was asked by the way, before the one that is waited for. */
  readonly beside: number
  /** The service that was talked of last, for "book me one". */
  readonly about: string | null
  /** The service of a booking that was just cancelled, for another time. */
  readonly rebook: string | null
  /** What was asked last that had no answer: the message, if one is wanted. */
  readonly asked?: string | null
  /** So many visits were wished for besides the one being booked. */
  readonly more?: number
}

export const FRESH_NOTES: Notes = {
  v: 1,
  task: null,
  parked: [],
  aside: null,
  waiting: null,
  last: [],
  promised: null,
  misses: 0,
  callerName: null,
  done: null,
  aboutHours: false,
  beside: 0,
  about: null,
  rebook: null,
}

const PARKED_MAX = 2
const LAST_SENTENCES_MAX = 6

export const FRESH_FINDING: Finding = {
  service: null,
  resource: null,
  search: null,
  searched: false,
  wished: false,
  options: [],
  declined: false,
  chosen: null,
  agreed: false,
  before: null,
  readBack: false,
}

/** The notes in `memory`; fresh ones when there are none or another model wrote them. */
export function readNotes(memory: string | null): Notes {
  if (memory === null) return FRESH_NOTES
  try {
    const notes: unknown = JSON.parse(memory)
    return isNotes(notes) ? notes : FRESH_NOTES
  } catch {
    return FRESH_NOTES
  }
}

/** Only this engine writes these notes, sealed: the mark is enough to know them by. */
const isNotes = (value: unknown): value is Notes =>
  typeof value === 'object' &&
  value !== null &&
  'v' in value &&
  value.v === 1 &&
  'waiting' in value &&
  'parked' in value

/** The notes as text, within the bound: what matters least goes first. */
export function writeNotes(notes: Notes): string {
  const bounded = { ...notes, parked: notes.parked.slice(-PARKED_MAX), last: notes.last.slice(-LAST_SENTENCES_MAX) }
  const attempts: readonly Notes[] = [
    bounded,
    { ...bounded, parked: [], last: [] },
    { ...FRESH_NOTES, done: notes.done },
  ]
  for (const attempt of attempts) {
    const memory = JSON.stringify(attempt)
    if (memory.length <= MEMORY_CHARS_MAX) return memory
  }
  return JSON.stringify(FRESH_NOTES)
}
