import type { MessagingApi } from '../../providers/messaging/contract.ts'
import type { Channel } from '../message.ts'
import type { Outbox } from '../outbox.ts'
import type { ThreadHandle } from '../thread-handle.ts'

/** A line of the business's, at its platform. */
export interface LineOfThread {
  readonly provider: string
  readonly channel: Channel
  readonly line: string
}

/** What the answering part works with. */
export interface AnswerDeps {
  readonly handle: ThreadHandle
  readonly outbox: Pick<Outbox, 'prepare' | 'put'>
  /** How a line's platform is spoken to, or null where nobody has told us. */
  readonly platform: (line: LineOfThread) => Promise<MessagingApi | null>
}
