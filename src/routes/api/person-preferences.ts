import * as z from 'zod'
import { changeWishes, objectTo } from '../../consent/change-wishes.ts'
import { CONTACT_CHANNELS, LINE_TAGS, LINE_TYPES, PURPOSES } from '../../consent/contact.ts'
import { readWishes, type KeptWishes } from '../../consent/wishes.ts'
import type { Ctx } from '../../context.ts'
import { ContactChannelField, ZoneField } from './contact-fields.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { timeOrNull, Time } from './shape.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, HH:MM')

const Channels = z.array(ContactChannelField).max(CONTACT_CHANNELS.length)

const wishFields = {
  channels: Channels.default([]).describe('The only channels they want; none: all.'),
  channels_for: z
    .partialRecord(z.enum(PURPOSES), Channels.min(1))
    .default({})
    .describe('By purpose, where that differs: `{"marketing": ["whatsapp"]}`.'),
  hours: z
    .array(z.tuple([Clock, Clock]).refine(([from, to]) => from < to, 'must end after it begins'))
    .max(8)
    .default([])
    .describe('When they want to be contacted, on the clock where they are; none: whenever the law allows.'),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, for example es-US')
    .nullable()
    .default(null),
  time_zone: ZoneField.nullable().default(null).describe('Where they said they are: no other zone counts then.'),
  presumed_time_zone: ZoneField.nullable().default(null).describe('Where you think they are, as they did not say so.'),
  postal_code: z
    .string()
    .trim()
    .regex(/^\d{5}(-\d{4})?$/, 'must be a ZIP code')
    .nullable()
    .default(null),
  line_tags: z
    .array(z.enum(LINE_TAGS))
    .max(LINE_TAGS.length)
    .default([])
    .describe('What their line is, where no machine may ever ring it.'),
  line_type: z.enum(LINE_TYPES).default('unknown'),
}

const NewWishes = z.strictObject(wishFields)

const WishesObject = z
  .object({
    object: z.literal('contact_preferences'),
    person_id: z.string(),
    ...wishFields,
    objecting: z.boolean().describe('They object to being dealt with: nobody contacts them.'),
    livemode: z.boolean(),
    updated_at: Time.nullable(),
  })
  .meta({ id: 'ContactPreferences' })

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const clockOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

const shown = (ctx: Ctx, personId: string, { preferences, whereabouts, lineTags, lineType, ...kept }: KeptWishes) => ({
  object: 'contact_preferences' as const,
  person_id: personId,
  channels: preferences.channels,
  channels_for: preferences.channelsFor,
  hours: preferences.hours.map(({ from, to }): [string, string] => [clockOf(from), clockOf(to)]),
  language: preferences.language,
  time_zone: whereabouts.confirmedZone,
  presumed_time_zone: whereabouts.givenZone,
  postal_code: whereabouts.givenPostalCode,
  line_tags: lineTags,
  line_type: lineType,
  objecting: kept.isObjecting,
  livemode: ctx.livemode,
  updated_at: timeOrNull(kept.updatedAtMs),
})

/** Channels by purpose, without purposes of which nothing is said. */
const channelsForOf = (given: z.output<typeof NewWishes>['channels_for']) =>
  Object.fromEntries(Object.entries(given).filter(([, channels]) => channels !== undefined))

/** How a person wants to be contacted. Mounted beside the people themselves. */
export const personPreferences = resource('people')
  .get(
    '/:id/preferences',
    { summary: 'Read how a person wants to be contacted', scope: 'read', response: WishesObject },
    async ({ ctx, params }) => {
      const personId = await personIdNow(ctx, params.id)
      return shown(ctx, personId, await readWishes(ctx, personId))
    },
  )
  .put(
    '/:id/preferences',
    {
      summary: 'Say how a person wants to be contacted',
      description: 'All of it: what you leave out is no wish of theirs. Holds for whatever begins from then on.',
      scope: 'write',
      body: NewWishes,
      response: WishesObject,
      example: { channels: ['sms'], hours: [['10:00', '18:00']], language: 'es-US', time_zone: 'America/Chicago' },
    },
    async ({ ctx, params, body }) => {
      const personId = await personIdNow(ctx, params.id)
      const { channels, language, line_tags: lineTags, line_type: lineType } = body
      const hours = body.hours.map(([from, to]) => ({ from: minutesOf(from), to: minutesOf(to) }))
      const isGiven = body.presumed_time_zone !== null || body.postal_code !== null
      const whereabouts = {
        confirmedZone: body.time_zone,
        givenZone: body.presumed_time_zone,
        givenPostalCode: body.postal_code,
        givenAsOfMs: isGiven ? ctx.nowMs : null,
      }
      const preferences = { channels, channelsFor: channelsForOf(body.channels_for), hours, language }
      const wishes = await changeWishes(ctx, personId, { preferences, whereabouts, lineTags, lineType })
      return shown(ctx, personId, wishes)
    },
  )
  .post(
    '/:id/object',
    {
      summary: 'Note that a person objects',
      description:
        'Nobody contacts them while it stands. From advertising they are left alone for good, withdrawn or not.',
      scope: 'write',
      body: z.strictObject({
        objecting: z.boolean().default(true).describe('`false`: they withdrew the objection.'),
      }),
      response: WishesObject,
      example: { objecting: true },
    },
    async ({ ctx, params, body }) => {
      const personId = await personIdNow(ctx, params.id)
      return shown(ctx, personId, await objectTo(ctx, personId, body.objecting))
    },
  )
