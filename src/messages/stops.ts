import type { Channel } from './message.ts'

/** What a person has put an end to, as their thread keeps it: what is asked in the moment in which a message starts. */
export interface Stop {
  /** From what they are left alone. */
  readonly scope: 'all' | 'marketing' | Channel
  /** What of their own ends it: START on that channel, the platform's switch turned back, or that they write at all. */
  readonly endsBy: 'nothing' | 'start_sms' | 'start_whatsapp' | 'resume' | 'writing'
  readonly atMs: number
}

/** An end to everything, for good: what was said on the phone, and what the business was told. */
export const forGood = (atMs: number): Stop => ({ scope: 'all', endsBy: 'nothing', atMs })

type Store = Pick<DurableObjectStorage, 'kv'>
type About = { readonly channel: Channel; readonly purpose: 'service' | 'marketing' }

const NAME = 'stops'

/** At most one of each kind stands: a handful. */
export const stopsOf = ({ kv }: Store): readonly Stop[] => kv.get<readonly Stop[]>(NAME) ?? []

const same = (a: Pick<Stop, 'scope' | 'endsBy'>, b: Pick<Stop, 'scope' | 'endsBy'>): boolean =>
  a.scope === b.scope && a.endsBy === b.endsBy

/** Synchronous, so that it has a place in the order of what is sent. False when that very stop stood already. */
export function addStop(store: Store, stop: Stop): boolean {
  const stops = stopsOf(store)
  if (stops.some((standing) => same(standing, stop))) return false
  store.kv.put(NAME, [...stops, stop])
  return true
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

/** Takes back what `ending` ends. True when anything did. */
export function endStops(store: Store, ending: Ending): boolean {
  const stops = stopsOf(store)
  const left = stops.filter((stop) => !isEnded(stop, ending))
  if (left.length === stops.length) return false
  store.kv.put(NAME, left)
  return true
}

/** The stop that holds this message back, or null. */
export const stopFor = (stops: readonly Stop[], { channel, purpose }: About): Stop | null =>
  stops.find(
    ({ scope }) => scope === 'all' || scope === channel || (scope === 'marketing' && purpose === 'marketing'),
  ) ?? null
