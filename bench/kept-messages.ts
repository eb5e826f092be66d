import { setTimeout as wait } from 'node:timers/promises'
import type { Rig } from './rig.ts'

/** A message as the API gives it. */
export interface KeptMessage {
  readonly id: string
  readonly provider_message_id: string | null
  readonly thread_id: string
  readonly replies_to: string | null
  readonly sent_at: string
}

interface Page {
  readonly data: readonly KeptMessage[]
  readonly next_cursor: string | null
}

interface Wanted {
  /** Of the platform. */
  readonly ids: ReadonlySet<string>
  readonly msMax: number
  /** Older ones are not looked at. */
  readonly sinceMs: number
}

/** Looking takes the gateway's time, too. */
const LOOK_MS = 2_000
const PAGE = 100
/** Meta's clock counts in seconds, and what is sent has been written a moment before. */
const EARLIER_MS = 5_000

/** What is in the threads of the messages with these ids, newest first, waited for within bounds until all of them are. */
export async function keptMessages(rig: Rig, { ids, msMax, sinceMs }: Wanted): Promise<readonly KeptMessage[]> {
  const endsAtMs = Date.now() + msMax
  for (;;) {
    // A busy gateway is slow to answer this, too: what it shows is never older than the end of the wait.
    const isLast = Date.now() > endsAtMs
    const listed = await listMessages(rig, 'inbound', sinceMs)
    const kept = listed.filter(({ provider_message_id: id }) => ids.has(id ?? ''))
    if (new Set(kept.map((message) => message.provider_message_id)).size === ids.size) return kept
    if (isLast) return kept
    await wait(LOOK_MS)
  }
}

/** Messages one way since then, newest first. */
export async function listMessages(
  { url, tenant }: Rig,
  direction: 'inbound' | 'outbound',
  sinceMs: number,
): Promise<readonly KeptMessage[]> {
  const listed: KeptMessage[] = []
  let cursor: string | null = null
  do {
    const query = new URLSearchParams({ direction, limit: String(PAGE), ...(cursor && { starting_after: cursor }) })
    const page = await ask(`${url}/v1/messages?${query.toString()}`, tenant.apiKey)
    listed.push(...page.data)
    const last = page.data.at(-1)
    cursor = last === undefined || Date.parse(last.sent_at) < sinceMs - EARLIER_MS ? null : page.next_cursor
  } while (cursor !== null)
  return listed.filter(({ sent_at: sentAt }) => Date.parse(sentAt) >= sinceMs - EARLIER_MS)
}

async function ask(url: string, key: string): Promise<Page> {
  for (;;) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
    if (response.ok) return (await response.json()) as Page
    await response.body?.cancel()
    if (response.status !== 429) throw new Error(`/v1/messages answered ${response.status}`)
    await wait(Number(response.headers.get('retry-after') ?? 1) * 1000)
  }
}
