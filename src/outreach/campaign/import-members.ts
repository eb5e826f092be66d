import type { Ctx } from '../../context.ts'
import { err, type Result } from '../../kernel/result.ts'
import { MEMBERS_MAX, type CampaignRow, type Target } from './campaign.ts'
import { RowProblems, type RowProblem } from './row-problems.ts'
import { dropStaged, publishMembers, stageMembers, type Listed, type Published } from './stage-members.ts'

/** People staged in one statement: well under what one value of D1 may hold. */
const LOT = 500

/** A row of a list: somebody, or what is wrong with them. */
export type ReadRow = Result<
  { readonly line: number; readonly target: Target; readonly bookingId?: string },
  readonly RowProblem[]
>

/**
 * Takes a list of people into a campaign, all of it or nothing.
 *
 * What is read is staged as it comes, so that a long list needs no memory; one bad row, and none of it is ever seen. The same
 * list again changes nothing: whoever is there stays as they are.
 */
export async function importMembers(
  ctx: Ctx,
  campaign: CampaignRow,
  lots: AsyncIterable<readonly ReadRow[]>,
): Promise<Result<Published, RowProblems>> {
  const importId = `import_${crypto.randomUUID()}`
  const problems = new RowProblems()
  const lines = new Map<string, number>()
  let waiting: Listed[] = []
  let isStaged = false
  const stage = async (listMin: number): Promise<void> => {
    while (problems.count === 0 && waiting.length >= listMin) {
      isStaged = true
      await stageMembers(ctx, campaign, importId, waiting.slice(0, LOT))
      waiting = waiting.slice(LOT)
    }
  }
  try {
    for await (const rows of lots) {
      const { people, wrong } = sorted(rows, lines)
      problems.add(wrong)
      // Nothing is kept of a list that will not be taken.
      waiting = problems.count > 0 ? [] : [...waiting, ...people]
      await stage(LOT)
    }
    await stage(1)
    if (problems.count > 0) return err(problems)
    const published = await publishMembers(ctx, campaign, importId)
    if (published.ok) return published
    problems.add([{ line: 0, column: null, code: published.error, detail: NOT_TAKEN[published.error] }])
    return err(problems)
  } finally {
    if (isStaged) await dropStaged(ctx, importId)
  }
}

const NOT_TAKEN = {
  closed:
    'The campaign is over and takes nobody any more. One that several lists are for begins later, by starts_at, or is paused first.',
  too_many: `A campaign has at most ${MEMBERS_MAX} people.`,
} as const

/** Who is new of some rows, and what is wrong with the others. */
function sorted(rows: readonly ReadRow[], lines: Map<string, number>) {
  const people: Listed[] = []
  const wrong: RowProblem[] = []
  for (const row of rows) {
    const found = row.ok ? sameNumber(row.value, lines) : row.error
    wrong.push(...found)
    if (row.ok && found.length === 0)
      people.push({ target: row.value.target, bookingId: row.value.bookingId ?? null, nth: lines.size - 1 })
  }
  return { people, wrong }
}

/** Notes a number's first line, or says that it is there twice. Remembers no more numbers than a campaign may have. */
function sameNumber(
  { line, target }: { readonly line: number; readonly target: Target },
  lines: Map<string, number>,
): readonly RowProblem[] {
  const first = lines.get(target.phone)
  if (first !== undefined)
    return [{ line, column: 'phone', code: 'twice', detail: `The same number is in line ${first}.` }]
  if (lines.size >= MEMBERS_MAX)
    return [{ line, column: null, code: 'too_many', detail: `A campaign has at most ${MEMBERS_MAX} people.` }]
  lines.set(target.phone, line)
  return []
}
