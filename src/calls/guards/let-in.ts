import { YOUNG_MAX, YOUNG_MS, type Standing } from './standing.ts'

const HOUR_MS = 3_600_000
const CALLERS_MAX = 5_000

/** Calls that this isolate has let in for one business lately. */
export interface LetIn {
  /** When, by the name of the call's object, oldest first. */
  readonly young: Map<string, number>
  /** Those of them without a row in what was read last. Kept apart: every call that rings asks how many they are. */
  readonly unseen: Map<string, number>
  /** Times of the last hour by the token of the caller's number. */
  readonly callers: Map<string, readonly number[]>
}

export const newLetIn = (): LetIn => ({ young: new Map(), unseen: new Map(), callers: new Map() })

/** Remembers a call that is let in. The same call again is the same one. */
export function noteLetIn(known: LetIn, objectName: string, phoneToken: string | null, nowMs: number): void {
  if (known.young.has(objectName)) return
  forgetOldest(known.young, nowMs)
  known.young.set(objectName, nowMs)
  known.unseen.set(objectName, nowMs)
  if (phoneToken === null) return
  if (known.callers.size >= CALLERS_MAX) forgetOld(known, nowMs)
  known.callers.set(phoneToken, [...timesOf(known, phoneToken, nowMs), nowMs])
}

/** What was read has a row for some of them by now. */
export function noteRows(known: LetIn, { young }: Pick<Standing, 'young'>): void {
  known.unseen.clear()
  for (const [name, atMs] of known.young) if (!young.has(name)) known.unseen.set(name, atMs)
}

/** A map keeps the order in which things were put in: the oldest come first. */
function forgetOldest(calls: Map<string, number>, nowMs: number): void {
  for (const [name, atMs] of calls) {
    if (atMs > nowMs - YOUNG_MS && calls.size < YOUNG_MAX) return
    calls.delete(name)
  }
}

function forgetOld({ callers }: LetIn, nowMs: number): void {
  for (const [token, times] of callers) if ((times.at(-1) ?? 0) <= nowMs - HOUR_MS) callers.delete(token)
  // All of them within the hour: what the rows know of them is enough.
  if (callers.size >= CALLERS_MAX) callers.clear()
}

const timesOf = ({ callers }: LetIn, token: string, nowMs: number): readonly number[] =>
  (callers.get(token) ?? []).filter((atMs) => atMs > nowMs - HOUR_MS)

/** Calls in progress: those of the rows, and those let in here that have no row yet. */
export function liveCalls({ youngLive, oldLive }: Standing, { unseen }: LetIn, nowMs: number): number {
  forgetOldest(unseen, nowMs)
  return oldLive + youngLive + unseen.size
}

/** A caller's calls of the last hour: of what the rows and this isolate know, whichever is more. */
export const callsOf = (standing: Standing, known: LetIn, phoneToken: string | null, nowMs: number): number =>
  phoneToken === null ? 0 : Math.max(standing.callsOf.get(phoneToken) ?? 0, timesOf(known, phoneToken, nowMs).length)
