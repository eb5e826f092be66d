import type * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { CampaignRow } from '../../outreach/campaign/campaign.ts'
import { neededFields, pinsOf } from '../../outreach/campaign/create-campaign.ts'
import { importMembers, type ReadRow } from '../../outreach/campaign/import-members.ts'
import { LIST_BYTES_MAX, ListUnreadable, rowsOfCsv, rowsOfPeople } from '../../outreach/campaign/list-rows.ts'
import type { ListedPerson } from '../../outreach/campaign/list-rows.ts'
import type { RowProblems } from '../../outreach/campaign/row-problems.ts'
import { rowsOfBookings, type BookingSpan } from '../../outreach/campaign/rows-of-bookings.ts'
import type { Published } from '../../outreach/campaign/stage-members.ts'
import type { NewMembers } from './campaign-fields.ts'

/** Where people of a campaign come from. */
export type GivenList =
  | { readonly csv: ReadableStream<Uint8Array> }
  | { readonly members: readonly ListedPerson[] }
  | { readonly bookings: BookingSpan }

/** A list in JSON, or as it streams in. */
export function givenList(
  body: z.output<typeof NewMembers> | undefined,
  stream: ReadableStream<Uint8Array> | null,
  { kind }: CampaignRow,
): GivenList {
  if (body === undefined) return { csv: stream ?? new Blob([]).stream() }
  const { members, bookings } = body
  if (members !== undefined) return { members }
  if (bookings === undefined || kind !== 'reminder')
    throw new Refusal('invalid', 'One field is wrong.', {
      errors: [{ pointer: '/bookings', code: 'not_a_reminder', detail: 'Only a reminder is of appointments.' }],
    })
  return { bookings: { fromMs: bookings.from, toMs: bookings.to } }
}

/**
 * Takes a list into a campaign, and wakes it.
 *
 * @throws Refusal invalid with every bad row; too_large or bad_request for a list that cannot be read; conflict when it is over.
 */
export async function takeList(ctx: Ctx, campaign: CampaignRow, list: GivenList): Promise<Published> {
  const taken = await importMembers(ctx, campaign, rowsOf(ctx, campaign, list)).catch(unreadable)
  if (!taken.ok) throw refusedList(taken.error, 'members' in list)
  await ctx.objects.campaign(campaign.id).wake(pinsOf(ctx, campaign.id))
  return taken.value
}

function rowsOf(ctx: Ctx, campaign: CampaignRow, list: GivenList): AsyncGenerator<readonly ReadRow[]> {
  const needed = neededFields(campaign)
  if ('csv' in list) return rowsOfCsv(list.csv, needed)
  return 'members' in list ? rowsOfPeople(list.members, needed) : rowsOfBookings(ctx, list.bookings, needed)
}

function unreadable(thrown: unknown): never {
  if (!(thrown instanceof ListUnreadable)) throw thrown
  if (thrown.why === 'not_utf8') throw new Refusal('bad_request', 'The list is not in UTF-8.')
  throw new Refusal('too_large', `A list may have ${LIST_BYTES_MAX / 1024 / 1024} MB.`)
}

/** All that is wrong with a list, in one answer. */
function refusedList({ told, count }: RowProblems, isJson: boolean): Refusal {
  const over = told.find(({ code }) => code === 'closed')
  if (over !== undefined) return new Refusal('conflict', over.detail)
  const sentence = count === 1 ? 'One thing is wrong with the list' : `${count} things are wrong with the list`
  const row = (line: number): string => (isJson ? `/members/${line - 1}` : `/${line}`)
  return new Refusal('invalid', `${sentence}: nothing of it was taken.`, {
    errors: told.map(({ line, column, code, detail }) => ({
      pointer: column === null ? row(line) : `${row(line)}/${column}`,
      code,
      detail,
    })),
    extra: { problem_count: count, problems: told },
  })
}
