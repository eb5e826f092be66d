import * as z from 'zod'
import { and, inArray } from 'drizzle-orm'
import { findPeople } from '../../privacy/find-person.ts'
import { ownedBy } from '../../records/owned-by.ts'
import { people as table } from '../../records/people/table.ts'
import { namesOne, ONE_NAME, whoFields } from './contact-fields.ts'
import { resource } from './operation.ts'
import { listOf, wholeList } from './page.ts'
import { ListedPerson, listedPerson } from './people.ts'

/** Finding people by what they are known by. In a body: an address in a URL would be kept wherever URLs are. */
export const peopleSearch = resource('people').post(
  '/search',
  {
    summary: 'Find people by number, address or WhatsApp id',
    description:
      'Whoever is known by exactly this. Several may share an address. Nobody is made known by being looked for.',
    scope: 'read',
    body: z.strictObject(whoFields).refine(namesOne, ONE_NAME),
    response: listOf(ListedPerson),
    example: { phone: '+1 212 555 0142' },
  },
  async ({ ctx, body }) => {
    const { phone, email, whatsapp_user_id: userId } = body
    const listed = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value])
    const ids = await findPeople(ctx, { phones: listed(phone), emails: listed(email), whatsappIds: listed(userId) })
    if (ids.length === 0) return wholeList([])
    const rows = await ctx.db
      .select()
      .from(table)
      .where(and(ownedBy(ctx, table), inArray(table.id, [...ids])))
    return wholeList(rows.map(listedPerson))
  },
)
