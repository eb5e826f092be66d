import type { Ctx } from '../context.ts'
import { groupsBeside, groupsOfNobody } from '../records/campaign-members/list-groups.ts'
import { renewGroup } from '../records/campaign-members/renew-group.ts'
import { closeErasure } from './close-erasure.ts'
import { entomb } from './entomb.ts'
import { oweVendorCopies } from './owe-vendors.ts'
import type { ErasureProgress, ErasureRow, Step } from './progress.ts'
import { rewriteAnswers } from './rewrite-answers.ts'
import { clearRows, endedOf, erased, requestsOf } from './rows-of.ts'
import { shredKeys } from './shred.ts'
import { quietCalls, stillObjects } from './still.ts'
import { subjectsOf, tokensOf, peopleIn } from './subjects.ts'
import { countAll, groupsWith, keysBefore } from './survey.ts'
import { surviveStops } from './survive.ts'
import { countUndeletable } from './vendors.ts'

type Known = Required<Pick<ErasureProgress, 'people' | 'subjects' | 'tokens'>>

const knownIn = ({ people = [], subjects = [], tokens = [] }: ErasureProgress): Known => ({ people, subjects, tokens })

type Work = (ctx: Ctx, row: ErasureRow, progress: ErasureProgress) => Promise<Partial<ErasureProgress>>

const NOTHING_NEW = {}

const WORK: Readonly<Record<Step, Work>> = {
  async survive(ctx, { personId }) {
    if (personId === null) throw new Error('an erasure of nobody')
    const people = await peopleIn(ctx, personId)
    const tokens = await tokensOf(ctx, people)
    for (const id of people) {
      const { stops } = await ctx.objects.thread(id).whatStands()
      await surviveStops(ctx, { personId: id, tokens }, stops)
    }
    return { people, tokens }
  },

  async survey(ctx, _, progress) {
    const { people, tokens } = knownIn(progress)
    const subjects = await subjectsOf(ctx, people)
    const requests = await requestsOf(ctx, people)
    const names = [...subjects, ...tokens, ...requests]
    const groups = await groupsWith(ctx, names)
    return {
      subjects,
      requests,
      groups,
      keys: await keysBefore(ctx, [...subjects, ...groups]),
      before: await countAll(ctx, names),
      undeletable: await countUndeletable(ctx, people),
    }
  },

  async unpoint(ctx, _, progress) {
    const { people, tokens } = knownIn(progress)
    for (const token of tokens) {
      const identity = ctx.objects.identity(token)
      const behind = await identity.person()
      if (behind !== null && people.includes(behind)) await identity.point(null)
    }
    return NOTHING_NEW
  },

  async still(ctx, { id: erasureId }, progress) {
    await stillObjects(ctx, { erasureId, ...knownIn(progress) })
    // Also where their row went another way since.
    const { groups = [] } = progress
    for (const group of groups) await renewGroup(ctx, group)
    return { emptyGroups: await groupsOfNobody(ctx, await groupsBeside(ctx, groups)) }
  },

  async entomb(ctx, { id }, progress) {
    await entomb(ctx, id, knownIn(progress).subjects)
    return NOTHING_NEW
  },

  async shred(ctx, _, progress) {
    await shredKeys(ctx, knownIn(progress).subjects)
    return NOTHING_NEW
  },

  async quiet(ctx, _, progress) {
    await quietCalls(ctx, knownIn(progress).people)
    return NOTHING_NEW
  },

  async owe(ctx, { id }, progress) {
    await oweVendorCopies(ctx, id, knownIn(progress).people)
    return NOTHING_NEW
  },

  async clear(ctx, _, progress) {
    await clearAll(ctx, progress)
    return NOTHING_NEW
  },

  async answers(ctx, _, progress) {
    await rewriteAnswers(ctx, knownIn(progress).people)
    return NOTHING_NEW
  },

  // From here on it cannot be found out any more by what they were known.
  async close(ctx, row, progress) {
    return { ...(await closeErasure(ctx, row, progress)), tokens: [] }
  },
}

/** Does one step, and says what became known by it. Safe to repeat; throws when it is to be tried again. */
export const doStep = (
  ctx: Ctx,
  step: Step,
  row: ErasureRow,
  progress: ErasureProgress,
): Promise<Partial<ErasureProgress>> => WORK[step](ctx, row, progress)

/** Objects, then rows, of every category but `except`. */
export async function clearAll(ctx: Ctx, progress: ErasureProgress, except: readonly string[] = []): Promise<void> {
  const { subjects, tokens } = knownIn(progress)
  const names = [...subjects, ...tokens, ...(await endedOf(ctx, progress.requests ?? []))]
  for (const { name, erase } of erased) {
    if (erase.does === 'keep' || except.includes(name)) continue
    for (const rows of erase.rows) await clearRows(ctx, rows, names)
  }
}
