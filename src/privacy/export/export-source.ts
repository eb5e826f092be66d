import { and, eq } from 'drizzle-orm'
import { tokensOfPeople } from '../../consent/suppress-under.ts'
import type { Ctx } from '../../context.ts'
import { readProfile } from '../../people/profile.ts'
import { agents } from '../../records/agents/table.ts'
import { resources } from '../../records/catalog/table.ts'
import { numbers } from '../../records/numbers/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { findPersonKey, type PersonKey } from '../../vault/person-keys.ts'
import type { ExportSource } from './section.ts'
import type { Whose } from './third-parties.ts'

const LISTED_MAX = 200
const AGENTS_MAX = 20

/** All that is needed to read what is kept about a person; null when their key is gone, and with it everything. */
export async function exportSource(ctx: Ctx, personId: string): Promise<ExportSource | null> {
  const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, personId)
  if (key === null) return null
  const [whose, tokens] = await Promise.all([whoseOf(ctx, personId, key), tokensOfPeople(ctx, [personId])])
  return { ctx, personId, key, whose, tokens }
}

/** What is the person's own, and what is the business's. All else in a text is somebody else's. */
async function whoseOf(ctx: Ctx, personId: string, key: PersonKey): Promise<Whose> {
  const { name, displayName, phone, email } = await readProfile(ctx, personId, key)
  const [people, drafts] = await ctx.db.batch([
    ctx.db.select({ name: resources.name }).from(resources).where(ownedBy(ctx, resources)).limit(LISTED_MAX),
    ctx.db.select({ draft: agents.draft }).from(agents).where(ownedBy(ctx, agents)).limit(AGENTS_MAX),
  ])
  const lines = await ctx.directory
    .select({ phoneNumber: numbers.phoneNumber })
    .from(numbers)
    .where(and(eq(numbers.tenantId, ctx.tenantId)))
    .limit(LISTED_MAX)
  return {
    names: [name, displayName].filter((each) => each !== undefined),
    phones: phone === undefined ? [] : [phone],
    emails: email === undefined ? [] : [email],
    staff: people.map((each) => each.name),
    vocabulary: new Set(drafts.flatMap(({ draft }) => capitalsIn(draft))),
    ownNumbers: [...lines.map((line) => line.phoneNumber), ...drafts.flatMap(({ draft }) => numbersIn(draft))],
  }
}

/** Words that a document writes with a capital, lower case. The people of its test calls are nobody's. */
function capitalsIn(draft: string): readonly string[] {
  const { tests: _, ...document } = JSON.parse(draft) as Readonly<Record<string, unknown>>
  return (JSON.stringify(document).match(/\p{Lu}[\p{L}'’-]+/gu) ?? []).map((word) => word.toLowerCase())
}

const numbersIn = (draft: string): readonly string[] => draft.match(/\+\d{8,15}/g) ?? []
