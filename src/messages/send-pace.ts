import type { Channel } from './message.ts'

/** A bucket: what may be sent at once, and how fast it fills again. */
interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** WhatsApp takes one message every six seconds for one person from one number, and lets 45 be saved up (131056). */
const PAIR: Rate = { burst: 45, perSecond: 1 / 6 }
/** What a number may send in all, in and out together: 80 a second (130429). Half of it is left for what comes in. */
const LINE: Rate = { burst: 40, perSecond: 40 }
const LINES_MAX = 2_000

interface Bucket {
  readonly tokens: number
  readonly atMs: number
}

const full = ({ burst }: Rate, nowMs: number): Bucket => ({ tokens: burst, atMs: nowMs })

/** The bucket with what has flowed in since. A clock that went back adds nothing. */
function refill({ tokens, atMs }: Bucket, { burst, perSecond }: Rate, nowMs: number): Bucket {
  const inflow = (Math.max(0, nowMs - atMs) / 1000) * perSecond
  return { tokens: Math.min(burst, tokens + inflow), atMs: nowMs }
}

const waitMs = ({ tokens }: Bucket, { perSecond }: Rate): number =>
  tokens >= 1 ? 0 : Math.ceil(((1 - tokens) * 1000) / perSecond)

/** By line, for the threads that share this isolate. Others are slowed by the platform's own refusals. */
const lines = new Map<string, Bucket>()

interface Paced {
  readonly channel: Channel
  readonly provider: string
  readonly line: string
}

type Store = Pick<DurableObjectStorage, 'kv'>
const pairName = ({ line }: Paced): string => `pair:${line}`
const lineName = ({ provider, line }: Paced): string => `${provider}:${line}`

const bucketsOf = (store: Store, paced: Paced, nowMs: number): { readonly pair: Bucket; readonly line: Bucket } => ({
  pair: refill(store.kv.get<Bucket>(pairName(paced)) ?? full(PAIR, nowMs), PAIR, nowMs),
  line: refill(lines.get(lineName(paced)) ?? full(LINE, nowMs), LINE, nowMs),
})

/** Milliseconds until a message to this person by this line may start: 0 for now. SMS is queued by its carrier. */
export function msUntilPace(store: Store, paced: Paced, nowMs: number): number {
  if (paced.channel !== 'whatsapp') return 0
  const { pair, line } = bucketsOf(store, paced, nowMs)
  return Math.max(waitMs(pair, PAIR), waitMs(line, LINE))
}

/** Counts a message that starts. Synchronous, in the step in which it does. */
export function countPace(store: Store, paced: Paced, nowMs: number): void {
  if (paced.channel !== 'whatsapp') return
  const { pair, line } = bucketsOf(store, paced, nowMs)
  store.kv.put(pairName(paced), { ...pair, tokens: pair.tokens - 1 })
  if (lines.size >= LINES_MAX) lines.clear()
  lines.set(lineName(paced), { ...line, tokens: line.tokens - 1 })
}
