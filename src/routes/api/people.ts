import { and, eq } from 'drizzle-orm'
import * as z from 'zod'
import type { Ctx } from '../../context.ts'
import { createPerson } from '../../people/create.ts'
import { readProfile, writeProfile, type Profile } from '../../people/profile.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { people as peopleTable } from '../../records/people/table.ts'
import { MERGED, personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { ListQuery, listOf, listPage } from './page.ts'
import { Phone } from './phone-field.ts'
import { found, Name, time, Time } from './shape.ts'

const Email = z.email('must be an e-mail address').max(254)

const NewPerson = z
  .strictObject({ name: Name.optional(), phone: Phone.optional(), email: Email.optional() })
  .refine((person) => Object.keys(person).length > 0, 'Give at least one of name, phone and email.')

const PersonChange = z.strictObject({ name: Name.optional(), email: Email.optional() })

export const ListedPerson = z
  .object({
    object: z.literal('person'),
    id: z.string(),
    masked_phone: z.string().nullable(),
    livemode: z.boolean(),
    created_at: Time,
    last_seen_at: Time,
  })
  .meta({ id: 'ListedPerson' })

const PersonObject = z
  .object({
    ...ListedPerson.shape,
    name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
  })
  .meta({ id: 'Person' })

type PersonRow = typeof peopleTable.$inferSelect

export const listedPerson = (row: PersonRow) => ({
  object: 'person' as const,
  id: row.id,
  masked_phone: row.maskedPhone,
  livemode: row.livemode,
  created_at: time(row.createdAtMs),
  last_seen_at: time(row.lastSeenAtMs),
})

async function rowOf(ctx: Ctx, personId: string): Promise<PersonRow> {
  const mine = and(ownedBy(ctx, peopleTable), eq(peopleTable.id, personId))
  return found(await ctx.db.select().from(peopleTable).where(mine).get(), 'person')
}

async function personObject(ctx: Ctx, row: PersonRow) {
  const { name = null, phone = null, email = null } = await readProfile(ctx, row.id)
  return { ...listedPerson(row), name, phone, email }
}

/** The profile without what was left out. */
const given = ({ name, phone, email }: { [Name in keyof Profile]?: string | undefined }): Profile => ({
  ...(name !== undefined && { name }),
  ...(phone !== undefined && { phone }),
  ...(email !== undefined && { email }),
})

export const people = resource('people')
  .post(
    '/',
    {
      summary: 'Add a person',
      description: 'With a number that is known already, what you say is added to that person.',
      scope: 'write',
      body: NewPerson,
      response: PersonObject,
      status: 201,
      example: { name: 'Ann Lee', phone: '+1 212 555 0142' },
    },
    async ({ ctx, body }) => {
      const { personId } = await createPerson(ctx, given(body))
      return personObject(ctx, await rowOf(ctx, personId))
    },
  )
  .get(
    '/',
    {
      summary: 'List people',
      description: 'With masked numbers. Names are sealed: get one person to read theirs.',
      scope: 'read',
      query: ListQuery,
      response: listOf(ListedPerson),
    },
    ({ ctx, query }) =>
      listPage({ db: ctx.db, table: peopleTable, where: ownedBy(ctx, peopleTable), query }, listedPerson),
  )
  .get(
    '/:id',
    { summary: 'Get a person', description: MERGED, scope: 'read', reveals: 'content', response: PersonObject },
    async ({ ctx, params }) => personObject(ctx, await rowOf(ctx, await personIdNow(ctx, params.id))),
  )
  .patch(
    '/:id',
    {
      summary: 'Change what is known of a person',
      scope: 'write',
      body: PersonChange,
      response: PersonObject,
      example: { name: 'Anne Lee' },
    },
    async ({ ctx, params, body }) => {
      const personId = await personIdNow(ctx, params.id)
      await writeProfile(ctx, personId, given(body))
      return personObject(ctx, await rowOf(ctx, personId))
    },
  )
