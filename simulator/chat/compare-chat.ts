import type { Difference } from '../cli/compare.ts'
import { textOf } from '../cli/gateway.ts'
import type { ChatAftermath } from './chat-aftermath.ts'
import { chatOutcome } from './chat-outcome.ts'
import type { ChatRecord } from './hold-chat.ts'
import type { ChatExpectation } from './scenario.ts'

/** Where a chat and what came of it differ from what its scenario says. Empty when all is as it should be. */
export function compareChat(
  record: ChatRecord,
  { thread, threadId, booking, stored, events, member }: ChatAftermath,
  expected: ChatExpectation,
): readonly Difference[] {
  const differences: Difference[] = []
  const differ = (what: string, wanted: string | null | undefined, actual: string | null): void => {
    if (wanted === undefined || wanted === actual) return
    differences.push({ what, expected: wanted ?? 'none', actual: actual ?? 'none' })
  }
  if (record.failure !== null) differ('talk', 'as scripted', record.failure)
  if (threadId === null) differ('thread', 'in GET /v1/messages', 'not there')
  const odd = stored.find((count) => count !== 1)
  if (odd !== undefined) differ('stored', 'each message once', `one of them ${odd} times`)
  differ('outcome', expected.outcome, chatOutcome(events))
  differ('booking', expected.booking, textOf(booking?.['status']) ?? 'none')
  differ('member', expected.member, member)
  differ('answered', expected.answered_by, textOf(thread?.['answered_by']))
  for (const type of expected.events) {
    if (!events.some((event) => event.type === type)) differ('event', type, 'not received')
  }
  return [...differences, ...shownDifferences(record, expected)]
}

function shownDifferences({ messages }: ChatRecord, { shown }: ChatExpectation): readonly Difference[] {
  const count = messages.filter(({ from }) => from !== 'person').length
  if (shown === undefined || (count >= shown.min && count <= shown.max)) return []
  return [{ what: 'shown', expected: `${shown.min} to ${shown.max} messages`, actual: String(count) }]
}
