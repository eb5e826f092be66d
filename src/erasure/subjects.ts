import { and, eq, sql } from 'drizzle-orm'
import { tokensOfPeople } from '../consent/suppress-under.ts'
import type { Ctx } from '../context.ts'
import { personNow } from '../people/person-now.ts'
import { oneOf } from '../records/expired.ts'
import { recordings } from '../records/recordings/table.ts'
import { tasks } from '../records/tasks/table.ts'
import { transcripts } from '../records/transcripts/table.ts'
import { voicemailWords } from '../records/transcripts/voicemail-words-table.ts'

/** Persons who had turned out to be one: more than this nobody has been. */
const PEOPLE_MAX = 200

/** Everybody that a person was: themselves first, and whose threads became part of theirs. */
export async function peopleIn(ctx: Ctx, personId: string): Promise<readonly string[]> {
  const people = [await personNow(ctx, personId)]
  for (let at = 0; at < people.length && people.length < PEOPLE_MAX; at += 1) {
    const { former } = await ctx.objects.thread(people[at] ?? '').whatStands()
    people.push(...former.filter((id) => !people.includes(id)))
  }
  return people.includes(personId) ? people : [...people, personId]
}

/** Whose keys seal something of theirs: what was sealed before two turned out to be one stays under the other's. */
export async function subjectsOf(ctx: Ctx, people: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    [recordings, transcripts, voicemailWords, tasks].map((table) =>
      ctx.db
        .selectDistinct({ subject: sql<string>`${table.keySubject}` })
        .from(table)
        .where(and(eq(table.tenantId, ctx.tenantId), oneOf(table.personId, people))),
    ),
  )
  return [...new Set([...people, ...found.flat().map(({ subject }) => subject)])]
}

/** The keyed hashes that they are known by. */
export const tokensOf = (ctx: Ctx, people: readonly string[]): Promise<readonly string[]> => tokensOfPeople(ctx, people)
