import { errorName, log } from '../kernel/log.ts'
import type { MessagingEvent } from '../providers/messaging/contract.ts'
import { dealMessages } from './deal-messages.ts'
import { dealNotices } from './deal-notices.ts'
import { dealStatuses } from './deal-statuses.ts'
import { isOf, type Dealing, type Dealt, type PartToDeal } from './dealing.ts'

/**
 * Hands every event of some parts to whom it is about: messages to their persons' threads, statuses to the threads that
 * sent, notices to the business. Safe to repeat: whoever takes something takes it once.
 *
 * A part fails when one of its events could not be handed over, and is then dealt out again whole; the others are not
 * held up by it.
 */
export async function dealOut(
  dealing: Dealing,
): Promise<{ readonly dealt: ReadonlySet<number>; readonly failed: ReadonlySet<number> }> {
  const failed = new Set<number>()
  const dealt = new Set<number>()
  const all: Dealt[] = []
  for (const part of dealing.parts) {
    if (all.length >= dealing.eventsMax) break
    const events = await eventsOf(dealing, part)
    // What does not open may open under a key that is missing now: it waits for that.
    if (events === null) failed.add(part.seq)
    else dealt.add(part.seq)
    for (const event of events ?? []) all.push({ part, event })
  }
  const fail = ({ part }: Dealt, error: unknown): void => {
    if (!failed.has(part.seq)) log.warn('intake.event_failed', { error: errorName(error) })
    failed.add(part.seq)
    dealt.delete(part.seq)
  }
  await dealMessages(dealing, all, fail)
  await dealStatuses(dealing, all.filter(isOf('status')), fail)
  await dealNotices(dealing, all.filter(isOf('notice')), fail)
  tellIgnored(all.filter(isOf('ignored')))
  return { dealt, failed }
}

/** What was given up: told of it by kind, so that a new kind is noticed. */
function tellIgnored(ignored: readonly Dealt<'ignored'>[]): void {
  const whats = new Map<string, number>()
  for (const { event } of ignored) whats.set(event.what, (whats.get(event.what) ?? 0) + 1)
  for (const [what, times] of whats) log.info('intake.ignored', { what: WORD.test(what) ? what : 'other', times })
}

const WORD = /^[\w.-]{1,64}$/

async function eventsOf({ providerOf }: Dealing, part: PartToDeal): Promise<readonly MessagingEvent[] | null> {
  const provider = providerOf(part.pins.provider)
  const body = await part.open()
  if (provider !== undefined && body !== null) return provider.read(body, part.receivedAtMs)
  log.error('intake.unreadable', { provider: part.pins.provider, isOpen: body !== null })
  return body === null ? null : []
}
