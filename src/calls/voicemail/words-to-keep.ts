import type { AgentDocument } from '../../agents/agent-document.ts'
import { maskSensitive } from '../../dialogue/capture/mask-sensitive.ts'
import { scrubPii } from '../../dialogue/capture/scrub-pii.ts'
import type { WhenClock } from '../../dialogue/when/wish.ts'
import type { Transcription } from '../../providers/transcribe/contract.ts'
import { SECRETS } from '../masked-talk.ts'
import { scrubbingOf } from '../summary/scrub-talk.ts'

/** What is known of a call besides the words that were left. */
export interface Known {
  readonly names: readonly (string | null)[]
  readonly numbers: readonly string[]
  readonly clock: WhenClock
}

/**
 * What was heard as it may be stored: no card, PIN or social security number in it whatever is kept, and no personal data
 * where the business stores none.
 *
 * All of it is looked at as one text, because a number may go on from one piece to the next. Where something is masked
 * the pieces go, and their times with them: nobody knows in which of them it was.
 */
export function wordsToKeep(heard: Transcription, document: AgentDocument, known: Known): Transcription {
  const isScrubbed = document.privacy.store === 'no_pii'
  const spoken = { speaker: 'caller' as const, text: heard.text, heardText: null, atMs: 0 }
  const scrubbing = isScrubbed ? scrubbingOf(document, [spoken], known) : null
  const clean = (text: string): string => {
    const masked = maskSensitive(text, SECRETS)
    return scrubbing === null ? masked : scrubPii(masked, scrubbing)
  }
  const text = clean(heard.text)
  const joined = heard.segments.map((segment) => segment.text).join(' ')
  const isPlain = text === heard.text && clean(joined) === joined
  return { ...heard, text, segments: isPlain ? heard.segments : [] }
}
