import { veilPlatformId } from './platform-id.ts'
import type { ThreadHandle } from './thread-handle.ts'

/**
 * What a platform calls a message of this thread, as it is kept: its name where there is no key at hand to seal the rest with.
 * Never throws: what it is the id of has been sent.
 */
export async function keptPlatformId(handle: ThreadHandle, platformId: string): Promise<string> {
  if (handle.pinsOrNull === null) return ''
  const ctx = handle.ctx(0)
  return veilPlatformId(ctx, await handle.key().catch(() => null), platformId)
}
