import type { ContactChannel, Purpose } from '../consent/contact.ts'
import type { Channel } from './message.ts'

/** What a person has put an end to, as their thread keeps it: what is asked in the moment in which a message starts. */
export interface Stop {
  /** From what they are left alone. */
  readonly scope: 'all' | 'marketing' | ContactChannel
  /** What of their own ends it: START on that channel, the platform's switch turned back, or that they write at all. */
  readonly endsBy: 'nothing' | 'start_sms' | 'start_whatsapp' | 'resume' | 'writing'
  /** When it was first wished for. */
  readonly atMs: number
  /** When it was last wished for, where that was again. */
  readonly lastAtMs?: number
}

/** An end to everything, for good: what was said on the phone, and what the business was told. */
export const forGood = (atMs: number): Stop => ({ scope: 'all', endsBy: 'nothing', atMs })

type Store = Pick<DurableObjectStorage, 'kv'>
type About = { readonly channel: ContactChannel; readonly purpose: Purpose }

const NAME = 'stops'

/** At most one of each kind stands: a handful. */
export const stopsOf = ({ kv }: Store): readonly Stop[] => kv.get<readonly Stop[]>(NAME) ?? []

const same = (a: Pick<Stop, 'scope' | 'endsBy'>, b: Pick<Stop, 'scope' | 'endsBy'>): boolean =>
  a.scope === b.scope && a.endsBy === b.endsBy

const lastOf = ({ atMs, lastAtMs = atMs }: Stop): number => Math.max(atMs, lastAtMs)

/** Synchronous, so that it has a place in the order of what is sent. False when that very stop stood already. */
export function addStop(store: Store, stop: Stop): boolean {
  const stops = stopsOf(store)
  const standing = stops.find((one) => same(one, stop))
  if (standing === undefined) {
    store.kv.put(NAME, [...stops, stop])
    return true
  }
  // Wished for once more: what was taken back before that is not taken back any more.
  const again = {
    ...standing,
    atMs: Math.min(standing.atMs, stop.atMs),
    lastAtMs: Math.max(...[standing, stop].map(lastOf)),
  }
  store.kv.put(
    NAME,
    stops.map((one) => (one === standing ? again : one)),
  )
  return false
}

/** What a person may take back themselves. */
export type Ending =
  | { readonly by: 'start'; readonly channel: Channel }
  | { readonly by: 'resume' }
  | { readonly by: 'writing'; readonly channel: Channel }

/** Whether a stop is taken back by this. */
export function isEnded({ scope, endsBy }: Pick<Stop, 'scope' | 'endsBy'>, ending: Ending): boolean {
  if (ending.by === 'resume') return endsBy === 'resume'
  return ending.by === 'start' ? endsBy === `start_${ending.channel}` : endsBy === 'writing' && scope === ending.channel
}

/** Whether a stop that `ending` would take back was wished for after it. */
export const isStoppedSince = (store: Store, ending: Ending, atMs: number): boolean =>
  stopsOf(store).some((stop) => isEnded(stop, ending) && lastOf(stop) > atMs)

/** Takes back what `ending` ends of what was wished for until then. True when anything was. */
export function endStops(store: Store, ending: Ending, notAfterMs: number): boolean {
  const stops = stopsOf(store)
  const left = stops.filter((stop) => !isEnded(stop, ending) || lastOf(stop) > notAfterMs)
  if (left.length === stops.length) return false
  store.kv.put(NAME, left)
  return true
}

/** The stop that holds this message or call back, or null. */
export const stopFor = (stops: readonly Stop[], { channel, purpose }: About): Stop | null =>
  stops.find(
    ({ scope }) => scope === 'all' || scope === channel || (scope === 'marketing' && purpose === 'marketing'),
  ) ?? null
