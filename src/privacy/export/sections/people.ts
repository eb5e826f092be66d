import { and, eq, inArray } from 'drizzle-orm'
import { readWishes } from '../../../consent/wishes.ts'
import { consentText } from '../../../consent/record-consent.ts'
import type { MemberRow } from '../../../outreach/campaign/campaign.ts'
import { openTarget } from '../../../outreach/campaign/open-target.ts'
import { readProfile } from '../../../people/profile.ts'
import { callerBlocks } from '../../../records/caller-blocks/table.ts'
import { campaignMembers } from '../../../records/campaign-members/table.ts'
import { consents } from '../../../records/consents/table.ts'
import { contactDecisions } from '../../../records/contact-decisions/table.ts'
import { personIdentities } from '../../../records/people/identities-table.ts'
import { people } from '../../../records/people/table.ts'
import { suppressions } from '../../../records/suppressions/table.ts'
import { withoutOthersIn } from '../known-fields.ts'
import { listed, shown, single, type Section } from '../section.ts'

const IDENTITIES_MAX = 50

const person = single('people', async ({ ctx, personId, key }) => {
  const [rows, identities] = await ctx.db.batch([
    ctx.db
      .select()
      .from(people)
      .where(and(eq(people.tenantId, ctx.tenantId), eq(people.id, personId))),
    ctx.db
      .select({ type: personIdentities.type, createdAtMs: personIdentities.createdAtMs })
      .from(personIdentities)
      .where(and(eq(personIdentities.tenantId, ctx.tenantId), eq(personIdentities.personId, personId)))
      .limit(IDENTITIES_MAX),
  ])
  const [row] = rows
  if (row === undefined) return null
  const profile = await readProfile(ctx, personId, key)
  return { ...shown(row), ...profile, known_by: identities.map((identity) => shown(identity)) }
})

const preferences = single('contact_preferences', async ({ ctx, personId, key }) => {
  const {
    updatedAtMs,
    zoneAtMs,
    preferences: wished,
    whereabouts,
    lineTags,
    lineType,
    ...stands
  } = await readWishes(ctx, personId, key)
  if (updatedAtMs === null) return null
  const { isObjecting: objecting, isRestricted: restricted } = stands
  return {
    ...shown({ updatedAtMs, zoneAtMs }),
    ...wished,
    ...shown(whereabouts),
    line_tags: lineTags,
    line_type: lineType,
    objecting,
    restricted,
  }
})

/** What is kept of who somebody is, and of how they may be contacted. */
export const peopleSections: readonly Section[] = [
  person,
  preferences,
  listed<typeof consents.$inferSelect>({
    category: 'consents',
    table: consents,
    id: consents.id,
    whose: ({ personId }) => eq(consents.personId, personId),
    without: ['textSha256'],
    opened: async ({ ctx }, row) => ({ text: await consentText(ctx, row) }),
  }),
  listed<typeof contactDecisions.$inferSelect>({
    category: 'contact_decisions',
    table: contactDecisions,
    id: contactDecisions.id,
    whose: ({ personId }) => eq(contactDecisions.personId, personId),
  }),
  listed<MemberRow>({
    category: 'campaign_members',
    table: campaignMembers,
    id: campaignMembers.id,
    whose: ({ personId }) => eq(campaignMembers.personId, personId),
    without: ['keyGroup'],
    async opened({ ctx, whose }, member) {
      const target = await openTarget(ctx, member)
      if (target === null) return {}
      const { phone, fields } = target
      return { ...withoutOthersIn({ phone }, whose), fields: withoutOthersIn(fields, whose) }
    },
  }),
  listed<typeof suppressions.$inferSelect>({
    category: 'suppressions',
    table: suppressions,
    id: suppressions.id,
    whose: ({ tokens }) => inArray(suppressions.identityToken, [...tokens]),
  }),
  listed<typeof callerBlocks.$inferSelect>({
    category: 'caller_blocks',
    table: callerBlocks,
    id: callerBlocks.id,
    whose: ({ tokens }) => inArray(callerBlocks.phoneToken, [...tokens]),
  }),
]
