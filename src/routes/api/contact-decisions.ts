import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import { decideContact, keepDecision } from '../../consent/decide-contact.ts'
import { judgeStranger } from '../../consent/judge-stranger.ts'
import type { Ctx } from '../../context.ts'
import { knownPerson } from '../../people/known-person.ts'
import { readProfile } from '../../people/profile.ts'
import { contactDecisions as table } from '../../records/contact-decisions/table.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { ContactChannelField } from './contact-fields.ts'
import { decisionObject, DecisionObject } from './decision-object.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { listOf, listPage, listQuery } from './page.ts'
import { PurposeField } from './purpose-field.ts'
import { RecipientField } from './recipient-field.ts'
import { found, Id, Instant } from './shape.ts'

const NewDecision = z
  .strictObject({
    to: RecipientField.optional(),
    person_id: Id.optional(),
    channel: ContactChannelField,
    purpose: PurposeField,
    at: Instant.optional().describe('When; by default now.'),
  })
  .refine(({ to, person_id: personId }) => (to === undefined) !== (personId === undefined), {
    path: ['to'],
    message: 'Give one of to and person_id.',
    params: { code: 'one_of' },
  })

/** What the gate is asked of somebody, by the number or id that they would be contacted on. */
async function decided(ctx: Ctx, { to, person_id: id, channel, purpose, at }: z.output<typeof NewDecision>) {
  const about = { channel, purpose, atMs: at ?? ctx.nowMs }
  if (to === undefined) {
    const personId = await personIdNow(ctx, id ?? '')
    const { phone = null } = await readProfile(ctx, personId)
    return decideContact(ctx, personId, { ...about, phone, userId: null })
  }
  const { phone, userId } = to
  const ask = { ...about, phone, userId }
  const judged = await judgeStranger(ctx, ask)
  if (judged !== null) return keepDecision(ctx, null, ask, judged)
  return decideContact(ctx, await knownPerson(ctx, phone === null ? { userId: userId ?? '' } : { phone }), ask)
}

export const contactDecisions = resource('contact_decisions')
  .post(
    '/',
    {
      summary: 'Ask whether somebody may be contacted',
      description:
        'On this channel, for this purpose, at this time. Asks what a message and a call are asked, sends nothing, and keeps ' +
        'the answer. Nobody is made known to you by being asked about: of somebody who is not, `person_id` is null.',
      scope: 'write',
      body: NewDecision,
      response: DecisionObject,
      example: { to: '+1 212 555 0142', channel: 'sms', purpose: 'appointment_reminder' },
    },
    async ({ ctx, body }) => decisionObject(await decided(ctx, body)),
  )
  .get(
    '/',
    {
      summary: 'List decisions',
      description: 'Of whoever was contacted, was not, or was asked about: newest first.',
      scope: 'read',
      query: listQuery({
        person_id: Id.optional(),
        campaign_id: Id.optional(),
        subject_id: Id.optional().describe('Of a call or message.'),
        allowed: z.enum(['true', 'false']).optional(),
      }),
      response: listOf(DecisionObject),
    },
    ({ ctx, query }) => {
      const { person_id: personId, campaign_id: campaignId, subject_id: subjectId, allowed } = query
      const where = and(
        ownedBy(ctx, table),
        personId === undefined ? undefined : eq(table.personId, personId),
        campaignId === undefined ? undefined : eq(table.campaignId, campaignId),
        subjectId === undefined ? undefined : eq(table.subjectId, subjectId),
        allowed === undefined ? undefined : eq(table.allowed, allowed === 'true'),
      )
      return listPage({ db: ctx.db, table, where, query }, decisionObject)
    },
  )
  .get('/:id', { summary: 'Get a decision', scope: 'read', response: DecisionObject }, async ({ ctx, params }) => {
    const mine = and(ownedBy(ctx, table), eq(table.id, params.id))
    return decisionObject(found(await ctx.db.select().from(table).where(mine).get(), 'decision'))
  })
