import type { Ctx } from '../../context.ts'
import { utf8 } from '../../kernel/bytes.ts'
import type { CampaignRow, MemberRow } from './campaign.ts'
import { memberPage } from './member-pages.ts'
import { openTarget } from './start-attempt.ts'

const PAGE = 500
const COLUMNS = [
  'member_id',
  'phone',
  'name',
  'status',
  'code',
  'channel',
  'attempts',
  'subject_id',
  'person_id',
  'booking_id',
  'updated_at',
]

/** Programs that show tables take what begins like this for a formula. A number with its plus is none, and nothing after it is. */
const FORMULA = /^(?:[=@\t\r]|[+-](?!\d+$))/

const cell = (text: string): string => {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const lineOf = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/** What came of a campaign, one line a person, as a file of comma-separated values. Holds one page at a time. */
export function outcomesCsv(ctx: Ctx, campaign: CampaignRow): ReadableStream<Uint8Array> {
  let after: string | undefined
  let isBegun = false
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isBegun) controller.enqueue(utf8(lineOf(COLUMNS)))
      isBegun = true
      const page = await memberPage(ctx, { campaignId: campaign.id, after, limit: PAGE })
      const lines = await Promise.all(page.map((member) => lineFor(ctx, campaign, member)))
      if (lines.length > 0) controller.enqueue(utf8(lines.join('')))
      after = page.at(-1)?.id
      if (page.length < PAGE) controller.close()
    },
  })
}

async function lineFor(ctx: Ctx, campaign: CampaignRow, member: MemberRow): Promise<string> {
  const target = await openTarget(ctx, member)
  return lineOf([
    member.id,
    target?.phone ?? '',
    target?.fields['name'] ?? '',
    member.status,
    member.lastCode ?? '',
    campaign.channels[member.channelAt] ?? '',
    String(member.attempts),
    member.subjectId ?? '',
    member.personId ?? '',
    member.bookingId ?? '',
    new Date(member.updatedAtMs).toISOString(),
  ])
}
