import type { Answer } from '../answer.ts'
import type { CallHandle } from '../call-handle.ts'
import { loadKeys } from '../later-talk.ts'

/** How many keys the caller may press in answer to `words`, where the carrier collects them; null for one of the menu. */
export async function keysWanted(handle: CallHandle, answer: Answer, words: string | null): Promise<number | null> {
  if (answer.type !== 'listen' || words === null) return null
  const { askedFor } = await loadKeys()
  return askedFor(await handle.document(), words)?.plan.max ?? null
}
