import type { ContentType, Outgoing } from './message.ts'

/** WhatsApp takes free text for a day after the person last wrote or rang (reference: Meta, customer service window). */
export const WINDOW_MS = 24 * 60 * 60 * 1000

type Store = Pick<DurableObjectStorage, 'kv'>

const PREFIX = 'window:'
const nameOf = (line: string): string => `${PREFIX}${line}`

/** When the person last wrote to each line of ours, or rang it over WhatsApp. */
export const windowsOf = ({ kv }: Store): readonly { readonly line: string; readonly atMs: number }[] =>
  Array.from(kv.list<number>({ prefix: PREFIX }), ([name, atMs]) => ({ line: name.slice(PREFIX.length), atMs }))

/**
 * Notes that the person wrote to a line of ours, or rang it over WhatsApp. `atMs` by the platform's clock: one that runs ahead
 * of ours opens no longer window.
 */
export function openWindow({ kv }: Store, line: string, atMs: number, nowMs: number): void {
  const at = Math.min(atMs, nowMs)
  if (at > (kv.get<number>(nameOf(line)) ?? 0)) kv.put(nameOf(line), at)
}

/** What tells of somebody, or of a message, and is not written to us. */
const NOT_WRITTEN: ReadonlySet<ContentType> = new Set(['identity_changed', 'edit', 'revoke'])

interface Came {
  readonly kind: 'message' | 'echo'
  readonly channel: string
  readonly type: ContentType
}

/** Whether a person wrote to us, them alone, over WhatsApp: only then does their platform take what we write freely. */
export const isWrittenToUs = ({ kind, channel, type }: Came, groupId: string | null): boolean =>
  kind === 'message' && channel === 'whatsapp' && groupId === null && !NOT_WRITTEN.has(type)

/** Until when a line may write freely to the person, or null when they never wrote to it. */
export function windowEndsAtMs({ kv }: Store, line: string): number | null {
  const openedAtMs = kv.get<number>(nameOf(line))
  return openedAtMs === undefined ? null : openedAtMs + WINDOW_MS
}

/** Whether the platform would take this now: SMS has no window, and a template needs none. */
export function mayWriteFreely(
  store: Store,
  {
    channel,
    line,
    content,
  }: { readonly channel: string; readonly line: string; readonly content: Pick<Outgoing, 'type'> },
  nowMs: number,
): boolean {
  if (channel !== 'whatsapp' || content.type === 'template') return true
  const endsAtMs = windowEndsAtMs(store, line)
  return endsAtMs !== null && nowMs < endsAtMs
}
