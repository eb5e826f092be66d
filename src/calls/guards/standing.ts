import { and, count, desc, eq, gte, inArray, isNull, lt, sql, type SQL } from 'drizzle-orm'
import type { Db } from '../../context.ts'
import { idsFrom } from '../../kernel/ids.ts'
import { callerBlocks } from '../../records/caller-blocks/table.ts'
import { calls } from '../../records/calls/table.ts'
import { counters } from '../../records/counters/table.ts'
import { people } from '../../records/people/table.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A call that began longer ago is not looked for: none lasts so long. */
const CALL_MS_MAX = 4 * HOUR_MS
/** Calls younger than this are told by name: whoever let one in may not find its row yet. */
export const YOUNG_MS = 60_000
export const YOUNG_MAX = 20_000
const FREQUENT_MAX = 200
/** A business blocks so many callers at most: all of them are read at once. */
export const BLOCKS_MAX = 500

/** Whose standing it is. */
export interface Whose {
  readonly tenantId: string
  readonly livemode: boolean
}

/** What a business had used, and whom it blocks, when this was read. */
export interface Standing {
  readonly readAtMs: number
  /** Calls in progress that are not young, and how long they had lasted together. */
  readonly oldLive: number
  readonly liveSeconds: number
  /** Young calls by the name of their object: whether they were in progress. */
  readonly young: ReadonlyMap<string, boolean>
  /** How many of those are. */
  readonly youngLive: number
  /** Of the day of UTC, calls that are over. */
  readonly usedSeconds: number
  readonly usedTokens: number
  /** Tokens of numbers. */
  readonly blocked: ReadonlySet<string>
  /** Calls of the last hour by the token of the caller's number, of those who called most. */
  readonly callsOf: ReadonlyMap<string, number>
}

const USED = ['call_seconds', 'model.input_tokens', 'model.output_tokens']

/** Reads it, in one batch. */
export async function readStanding(db: Db, whose: Whose, nowMs: number): Promise<Standing> {
  const [[old], young, used, blocks, frequent] = await db.batch([
    oldCalls(db, whose, nowMs),
    db
      .select({ objectName: calls.objectName, endedAtMs: calls.endedAtMs })
      .from(calls)
      .where(and(...begunSince(whose, nowMs - YOUNG_MS)))
      .limit(YOUNG_MAX),
    usedToday(db, whose, nowMs),
    db
      .select({ phoneToken: callerBlocks.phoneToken })
      .from(callerBlocks)
      .where(and(eq(callerBlocks.tenantId, whose.tenantId), eq(callerBlocks.livemode, whose.livemode)))
      .limit(BLOCKS_MAX),
    frequentCallers(db, whose, nowMs),
  ])
  const sumOf = (names: readonly string[]): number =>
    used.filter(({ name }) => names.includes(name)).reduce((sum, { value }) => sum + value, 0)
  return {
    readAtMs: nowMs,
    oldLive: old?.live ?? 0,
    liveSeconds: Math.round((old?.lastedMs ?? 0) / 1000),
    young: new Map(young.map(({ objectName, endedAtMs }) => [objectName, endedAtMs === null])),
    youngLive: young.filter(({ endedAtMs }) => endedAtMs === null).length,
    usedSeconds: sumOf(['call_seconds']),
    usedTokens: sumOf(['model.input_tokens', 'model.output_tokens']),
    blocked: new Set(blocks.map(({ phoneToken }) => phoneToken)),
    callsOf: new Map(frequent.flatMap(({ token, times }) => (token === null ? [] : [[token, times] as const]))),
  }
}

/** Ids sort by time, so the calls since a time are a stretch of the tenant's index. */
const begunSince = ({ tenantId, livemode }: Whose, sinceMs: number): SQL[] => [
  eq(calls.tenantId, tenantId),
  eq(calls.livemode, livemode),
  // Calls that we make take nobody's place on the line.
  eq(calls.direction, 'inbound'),
  gte(calls.id, idsFrom('call', sinceMs)),
]

const oldCalls = (db: Db, whose: Whose, nowMs: number) =>
  db
    .select({ live: count(), lastedMs: sql<number | null>`sum(${nowMs} - ${calls.startedAtMs})` })
    .from(calls)
    .where(
      and(
        ...begunSince(whose, nowMs - CALL_MS_MAX),
        lt(calls.id, idsFrom('call', nowMs - YOUNG_MS)),
        isNull(calls.endedAtMs),
      ),
    )

function usedToday(db: Db, { tenantId, livemode }: Whose, nowMs: number) {
  const dayAtMs = Math.floor(nowMs / DAY_MS) * DAY_MS
  const mine = and(eq(counters.tenantId, tenantId), eq(counters.livemode, livemode))
  const hours = Array.from({ length: 24 }, (_, hour) => dayAtMs + hour * HOUR_MS)
  // Named hour by hour, they are looked up in the key; a span would read every counter of the day.
  return db
    .select({ name: counters.name, value: counters.value })
    .from(counters)
    .where(and(mine, inArray(counters.hourAtMs, hours), inArray(counters.name, USED)))
}

const frequentCallers = (db: Db, whose: Whose, nowMs: number) =>
  db
    .select({ token: people.phoneToken, times: count() })
    .from(calls)
    .innerJoin(people, eq(people.id, calls.personId))
    .where(and(...begunSince(whose, nowMs - HOUR_MS)))
    .groupBy(people.phoneToken)
    .orderBy(desc(count()))
    .limit(FREQUENT_MAX)
