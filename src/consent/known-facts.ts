import { keptBy } from '../kernel/kept-by.ts'
import { once } from '../kernel/once.ts'
import type { Identities } from '../people/known-as.ts'
import { mergedInto } from '../messages/merged-threads.ts'
import { stopsOf } from '../messages/stops.ts'
import type { ThreadHandle } from '../messages/thread-handle.ts'
import { windowEndsAtMs, windowsOf } from '../messages/window.ts'
import type { BusinessFacts, ContactAsk, ContactDecision, PersonFacts } from './contact.ts'
import type { FactsChange } from './facts-change.ts'
import { namesOf } from './identity-of.ts'
import { contactsOf } from './past-contacts.ts'
import type { RecordedFacts } from './recorded-facts.ts'
import type { RefusedContact } from './refuse-contact.ts'

/** What only a thread that reaches out needs. */
export const loadGate = once(() => import('./judge.ts'))
export const loadReading = once(() => import('./recorded-facts.ts'))

/**
 * So old may what a thread knows of its person be where nothing begins by it. It is told of every change: this is for a telling
 * that was lost.
 */
const FRESH_MS = 60_000
/** Beside what a few threads of an isolate remember together. */
const BUSINESS_FRESH_MS = 2_000

type Gate = Awaited<ReturnType<typeof loadGate>>

/** What a thread knows of its person beside what it keeps itself, and who judges by it. */
interface Known {
  readonly gate: Gate
  readonly recorded: RecordedFacts
  readonly business: BusinessFacts
  readonly readAtMs: number
  readonly businessAtMs: number
}

/** What stays the same of somebody from one question to the next, in the same objects: what is made of them is made once. */
type LastingFacts = Omit<PersonFacts, 'reachedBy' | 'stops' | 'contacts' | 'windowEndsAtMs'>

/** As the records told it, each kind when it was last told: a reading that began before that knows less. */
interface Memory {
  known?: Known
  /** By the number or user id they are of: they never change. */
  readonly names: Map<string, readonly string[]>
  tellings: number
  forgettings: number
  readonly told: Map<string, { readonly telling: number; readonly change: FactsChange }>
}

/** In memory only, and no longer than the object: what is in the records is read from there, and goes when it goes there. */
const memories = new WeakMap<ThreadHandle, Memory>()

function memoryOf(handle: ThreadHandle): Memory {
  const memory = memories.get(handle) ?? { tellings: 0, forgettings: 0, told: new Map(), names: new Map() }
  memories.set(handle, memory)
  return memory
}

/**
 * Makes sure that {@link verdictNow} can answer: reads what the records say of the person and the business, unless that was done
 * within `ageMsMax`. `to` is where the contact is to go: an agreement that was given for something else does not count for it.
 *
 * @throws where they cannot be read: nobody may be contacted then.
 */
export async function readyFacts(
  handle: ThreadHandle,
  nowMs: number,
  ageMsMax = FRESH_MS,
  to: Partial<Identities> = {},
): Promise<void> {
  const isNamed = hasNames(handle, to)
  if (isNamed && isFresh(memoryOf(handle).known, nowMs, ageMsMax)) return
  await Promise.all([isNamed ? null : learnNames(handle, to, nowMs), readRecords(handle, nowMs, ageMsMax)])
}

/** Whether what was read of a person, and lately of the business, need not be read again. */
const isFresh = (known: Known | undefined, nowMs: number, ageMsMax: number): boolean =>
  known !== undefined &&
  Math.abs(nowMs - known.readAtMs) < ageMsMax &&
  Math.abs(nowMs - known.businessAtMs) < BUSINESS_FRESH_MS

function hasNames(handle: ThreadHandle, { phone, userId }: Partial<Identities>): boolean {
  const { names } = memoryOf(handle)
  return (!phone || names.has(phone)) && (!userId || names.has(userId))
}

/** A person has a few numbers at most. */
const NAMES_MAX = 20

async function learnNames(handle: ThreadHandle, { phone, userId }: Partial<Identities>, nowMs: number): Promise<void> {
  const { names } = memoryOf(handle)
  if (names.size > NAMES_MAX) names.clear()
  if (phone && !names.has(phone)) names.set(phone, await namesOf(handle.ctx(nowMs), { phone, userId: null }))
  if (userId && !names.has(userId)) names.set(userId, await namesOf(handle.ctx(nowMs), { phone: null, userId }))
}

async function readRecords(handle: ThreadHandle, nowMs: number, ageMsMax: number): Promise<void> {
  const memory = memoryOf(handle)
  const { known, tellings, forgettings } = memory
  if (isFresh(known, nowMs, ageMsMax)) return
  const isKnown = known !== undefined && Math.abs(nowMs - known.readAtMs) < ageMsMax
  const [gate, reading] = await Promise.all([loadGate(), loadReading()])
  const [read, business] = await Promise.all([
    isKnown ? null : reading.recordedFacts(handle, personOf(handle), nowMs),
    reading.businessFactsOf(handle, nowMs),
  ])
  const recorded = read === null ? memory.known?.recorded : withTold(memory, read, tellings)
  if (recorded === undefined || memory.forgettings !== forgettings) return readRecords(handle, nowMs, 0)
  memory.known = { gate, recorded, business, readAtMs: isKnown ? known.readAtMs : nowMs, businessAtMs: nowMs }
}

/** In whose name the records have what a thread is about. */
const personOf = (handle: ThreadHandle): string => mergedInto(handle.storage)?.personId ?? handle.pins.personId

/** What the records said, with what was told since they were asked. */
function withTold({ told }: Memory, recorded: RecordedFacts, before: number): RecordedFacts {
  const news = [...told.values()].filter(({ telling }) => telling > before).map(({ change }) => change)
  return Object.assign({}, recorded, ...news) as RecordedFacts
}

const lastingOf = keptBy((known: RecordedFacts): LastingFacts => {
  const { standing: _stops, country, userNames: _names, whereabouts, ...recorded } = known
  return { ...recorded, whereabouts: { ...whereabouts, country: whereabouts.country ?? country } }
})

/** Takes what the records say anew. It holds for whatever is asked from now on. */
export function learnFacts(handle: ThreadHandle, change: FactsChange): void {
  const memory = memoryOf(handle)
  memory.tellings += 1
  for (const [name, value] of Object.entries(change))
    memory.told.set(name, { telling: memory.tellings, change: { [name]: value } })
  const { known } = memory
  if (known !== undefined) memory.known = { ...known, recorded: { ...known.recorded, ...change } }
}

/** What the records said may not be so any more: it is read again before anything is asked. */
export const forgetFacts = (handle: ThreadHandle): void => {
  const memory = memoryOf(handle)
  memory.forgettings += 1
  delete memory.known
}

/** What the gate says of one contact. */
export interface Judgement {
  readonly decision: ContactDecision
  /** The consent or attestation that it stands on. */
  readonly agreementId: string | null
  /** Null when it is allowed. */
  readonly refusal: RefusedContact | null
}

/** Which contact is asked about, beyond what the gate itself looks at. */
export interface AskedAbout {
  /** The line of the business's that it would go by, for WhatsApp's window. Left out: any. */
  readonly line?: string
  /** The message or call that is to begin: it is not held back by itself. */
  readonly subjectId?: string
}

/**
 * Whether a contact may begin now. Synchronous: nothing can come between it and the start.
 *
 * @throws Error unless {@link readyFacts} has resolved since the object came to life.
 */
export function verdictNow(handle: ThreadHandle, ask: ContactAsk, { line, subjectId }: AskedAbout = {}): Judgement {
  const { known, names } = memoryOf(handle)
  if (known === undefined) throw new Error('asked before anything was known')
  const { standing, userNames } = known.recorded
  const isWhatsapp = ask.channel === 'whatsapp'
  const ofUser = isWhatsapp ? [...(names.get(ask.userId ?? '') ?? []), ...userNames] : []
  const person: PersonFacts = {
    ...lastingOf(known.recorded),
    reachedBy: [...(names.get(ask.phone ?? '') ?? []), ...ofUser],
    stops: [...stopsOf(handle.storage), ...standing],
    contacts: contactsOf(handle, ask.atMs, subjectId),
    windowEndsAtMs: isWhatsapp ? windowOf(handle, line) : null,
  }
  return known.gate.judge({ ask, person, business: known.business })
}

/** What they want to be spoken to in (BCP 47), as far as that is known just now. */
export const languageWanted = (handle: ThreadHandle): string | null =>
  memoryOf(handle).known?.recorded.preferences.language ?? null

/** Until when a line may write freely; of all of them, that of the last one where none is said. */
function windowOf({ storage }: ThreadHandle, line: string | undefined): number | null {
  const lines = line === undefined ? windowsOf(storage).map((window) => window.line) : [line]
  const ends = lines.flatMap((one) => windowEndsAtMs(storage, one) ?? [])
  return ends.length === 0 ? null : Math.max(...ends)
}
