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
  /** What {@link received} was before they came. */
  readonly before: number
}

/** Looking takes the gateway's time, too: the sum is asked for often, the messages themselves once they are all counted. */
const LOOK_MS = 500
const PAGE = 100
/** Meta's clock counts in seconds, and what is sent has been written a moment before. */
const EARLIER_MS = 5_000

/** What is in the threads of the messages with these ids, newest first, waited for within bounds until all of them are. */
export async function keptMessages(
  rig: Rig,
  { ids, msMax, sinceMs, before }: Wanted,
): Promise<{ readonly kept: readonly KeptMessage[]; readonly atMs: number }> {
  const endsAtMs = Date.now() + msMax
  while ((await received(rig)) - before < ids.size && Date.now() < endsAtMs) await wait(LOOK_MS)
  const atMs = Date.now()
  const listed = await listMessages(rig, 'inbound', sinceMs)
  return { kept: listed.filter(({ provider_message_id: id }) => ids.has(id ?? '')), atMs }
}

/** How many messages the business has had by its usage, where each is counted with the row that keeps it. */
export async function received({ url, tenant }: Rig): Promise<number> {
  const { total } = await ask<{ readonly total: { readonly messages_received: number } }>(
    `${url}/v1/usage`,
    tenant.apiKey,
  )
  return total.messages_received
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
    const page: Page = await ask(`${url}/v1/messages?${query.toString()}`, tenant.apiKey)
    listed.push(...page.data)
    const last = page.data.at(-1)
    cursor = last === undefined || Date.parse(last.sent_at) < sinceMs - EARLIER_MS ? null : page.next_cursor
  } while (cursor !== null)
  return listed.filter(({ sent_at: sentAt }) => Date.parse(sentAt) >= sinceMs - EARLIER_MS)
}

async function ask<T>(url: string, key: string): Promise<T> {
  for (;;) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
    if (response.ok) return (await response.json()) as T
    await response.body?.cancel()
    if (response.status !== 429) throw new Error(`${url} answered ${response.status}`)
    await wait(Number(response.headers.get('retry-after') ?? 1) * 1000)
  }
}
