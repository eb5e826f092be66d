import { and, eq, inArray } from 'drizzle-orm'
import type { Ctx } from '../context.ts'
import { log } from '../kernel/log.ts'
import { knownAs, personUnder } from '../people/known-as.ts'
import { messages } from '../records/messages/table.ts'
import { sentUnder } from './called-by-platform.ts'
import { inHands, type Dealing, type Dealt } from './dealing.ts'
import type { StatusReport } from './message.ts'

type Fail = (dealt: Dealt, error: unknown) => void

/** Statuses that go to a thread in one request, and ids that are looked up in one statement. */
const REPORTS_MAX = 50

/** Hands what platforms say of our messages to the threads that sent them. */
export async function dealStatuses(dealing: Dealing, statuses: readonly Dealt<'status'>[], fail: Fail): Promise<void> {
  const lots: (readonly Dealt<'status'>[])[] = []
  for (const ofTenant of Map.groupBy(statuses, ({ part }) => part.pins.tenantId).values())
    for (let at = 0; at < ofTenant.length; at += REPORTS_MAX) lots.push(ofTenant.slice(at, at + REPORTS_MAX))
  // One lot after the other: what is said of one message is said in the order it was told.
  for (const lot of lots) {
    try {
      await dealLot(dealing, lot, fail)
    } catch (error) {
      for (const one of lot) fail(one, error)
    }
  }
}

async function dealLot(dealing: Dealing, lot: readonly Dealt<'status'>[], fail: Fail): Promise<void> {
  const [first] = lot
  if (first === undefined) return
  const ctx = dealing.ctxOf(first.part.pins)
  const reports = lot.map(({ event }) => event.status)
  const sentTo = await sendersOf(ctx, first.part.pins.provider, reports)
  const byPerson = new Map<string, Dealt<'status'>[]>()
  let unplaced = 0
  for (const one of lot) {
    const { status } = one.event
    const personId =
      sentTo.get(status.messageId ?? '') ?? sentTo.get(status.providerMessageId) ?? (await recipientOf(ctx, status))
    if (personId === null) unplaced += 1
    else byPerson.set(personId, [...(byPerson.get(personId) ?? []), one])
  }
  // Of messages that another system sent, or that are long forgotten.
  if (unplaced > 0) log.info('intake.statuses_unplaced', { times: unplaced })
  await inHands([...byPerson], dealing.handsMax, async ([personId, own]) => {
    try {
      await ctx.objects.thread(personId).report(own.map(({ event }) => event.status))
    } catch (error) {
      for (const one of own) fail(one, error)
    }
  })
}

/** Whom messages were sent to, by our id and by the platform's. */
async function sendersOf(
  ctx: Ctx,
  provider: string,
  reports: readonly StatusReport[],
): Promise<ReadonlyMap<string, string>> {
  const ours = reports.flatMap(({ messageId }) => messageId ?? [])
  const theirs = reports.filter(({ messageId }) => messageId === null).map((report) => report.providerMessageId)
  const rows =
    ours.length === 0
      ? []
      : await ctx.db
          .select({ id: messages.id, personId: messages.personId })
          .from(messages)
          .where(
            and(eq(messages.tenantId, ctx.tenantId), eq(messages.direction, 'outbound'), inArray(messages.id, ours)),
          )
  const named = theirs.length === 0 ? [] : await sentUnder(ctx, provider, theirs)
  return new Map([...rows.map(({ id, personId }): [string, string] => [id, personId]), ...named])
}

/** A status may be quicker than the row of its message: whom it was sent to is who they are. */
async function recipientOf(ctx: Ctx, { recipient }: StatusReport): Promise<string | null> {
  const names = await knownAs(ctx, recipient)
  return personUnder(
    ctx,
    names.flatMap(({ token, former = [] }) => [token, ...former]),
  )
}
