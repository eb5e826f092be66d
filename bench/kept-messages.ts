import { setTimeout as wait } from 'node:timers/promises'
import type { Rig } from './rig.ts'

/** A message as the API gives it. */
export interface KeptMessage {
  readonly id: string
  readonly provider_message_id: string | null
  readonly thread_id: string
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

const LOOK_MS = 500
const PAGE = 100

/** The messages among `ids` that are in their threads, by the platform's id, waited for within bounds; each with how often. */
export async function keptMessages(rig: Rig, wanted: Wanted): Promise<ReadonlyMap<string, readonly KeptMessage[]>> {
  const endsAtMs = Date.now() + wanted.msMax
  for (;;) {
    const kept = await lookFor(rig, wanted)
    if (kept.size === wanted.ids.size || Date.now() > endsAtMs) return kept
    await wait(LOOK_MS)
  }
}

async function lookFor({ url, tenant }: Rig, { ids, sinceMs }: Wanted): Promise<Map<string, KeptMessage[]>> {
  const kept = new Map<string, KeptMessage[]>()
  let cursor: string | null = null
  do {
    const query = new URLSearchParams({
      direction: 'inbound',
      limit: String(PAGE),
      ...(cursor && { starting_after: cursor }),
    })
    const page = await ask(`${url}/v1/messages?${query.toString()}`, tenant.apiKey)
    for (const message of page.data) {
      const id = message.provider_message_id ?? ''
      if (ids.has(id)) kept.set(id, [...(kept.get(id) ?? []), message])
    }
    const last = page.data.at(-1)
    cursor = last === undefined || Date.parse(last.sent_at) < sinceMs - 60_000 ? null : page.next_cursor
  } while (cursor !== null)
  return kept
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
