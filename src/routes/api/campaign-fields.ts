import * as z from 'zod'
import { CONTACT_CHANNELS, type Purpose } from '../../consent/contact.ts'
import { RETRY_MINUTES } from '../../outreach/campaign/advance-member.ts'
import type { ANY_TIME } from '../../outreach/campaign/campaign-window.ts'
import { fieldsIn, isFieldName } from '../../outreach/campaign/fields-in.ts'
import { AT_ONCE_MAX } from '../../outreach/campaign/tick.ts'
import { CAMPAIGN_KINDS } from '../../records/campaigns/table.ts'
import { PurposeField } from './purpose-field.ts'
import { Id, Name, oneWrong } from './shape.ts'

const PER_MINUTE_MAX = 1_000
const ATTEMPTS_MAX = 10
const RETRY_MINUTES_MAX = 10_080
const LOT_MINUTES_MAX = 1_440
const TEXT_CHARS_MAX = 1_200
/** Given with the campaign itself; more are a list of their own. */
const MEMBERS_INLINE_MAX = 1_000
export const MEMBERS_JSON_MAX = 10_000

/** Words with `{fields}`: each must be something that a column can be called. */
const WithFields = z
  .string()
  .trim()
  .min(1)
  .max(TEXT_CHARS_MAX)
  .check(({ value, issues }) => {
    const wrong = fieldsIn(value).find((name) => !isFieldName(name))
    if (wrong !== undefined)
      issues.push({
        code: 'custom',
        message: 'A field is a word in braces, as a column is called: {first_name}.',
        params: { code: 'bad_field' },
        input: value,
      })
  })

const Words = z.strictObject({ text: WithFields })

const ContentField = z.strictObject({
  language: z.enum(['en', 'es']).default('en'),
  sms: Words.optional(),
  whatsapp: z
    .strictObject({
      text: WithFields.optional(),
      template: z
        .strictObject({
          name: z.string().min(1).max(512),
          language: z.string().min(2).max(20).default('en_US'),
          parameters: z.array(WithFields).max(30).default([]),
        })
        .optional(),
    })
    .optional(),
  voice: Words.optional(),
  slot: z
    .strictObject({ service_id: Id, resource_id: Id, starts_at: z.iso.datetime({ offset: true }) })
    .optional()
    .describe('Of a waitlist: the one time that is offered.'),
  lot_minutes: z
    .int()
    .min(1)
    .max(LOT_MINUTES_MAX)
    .default(10)
    .describe('Of a waitlist: what the people of one lot (`at_once`) have for themselves, before the next are asked.'),
})

const MINUTES_A_DAY = 24 * 60
const DAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'] as const

const Clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, for example 09:00')
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const Days = z.array(z.enum(DAYS)).min(1).max(7)
const EMPTY = { code: 'empty', message: 'A window ends after it begins.' }

const WindowField = z
  .strictObject({
    days: Days.default(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']),
    from: Clock.default('00:00'),
    to: Clock.default('24:00'),
  })
  .refine(({ from, to }) => from < to, { message: EMPTY.message, params: { code: EMPTY.code } })
  .describe('Where each person is, within what the law allows.')
const PerMinute = z.int().min(1).max(PER_MINUTE_MAX).describe('Contacts begun a minute.')

export const windowOf = ({ days, from, to }: z.output<typeof WindowField>) => ({
  days: [...new Set(days)].map((day) => DAYS.indexOf(day)).toSorted((one, other) => one - other),
  from: minutesOf(from),
  to: minutesOf(to),
})

export const windowField = ({ days, from, to }: typeof ANY_TIME) => ({
  days: days.flatMap((day) => DAYS[day] ?? []),
  from: clockOf(from),
  to: clockOf(Math.min(to, MINUTES_A_DAY)),
})

const Minutes = z.int().min(1).max(RETRY_MINUTES_MAX)
const { busy, no_answer, voicemail, failed } = RETRY_MINUTES

const Retry = z.strictObject({
  busy: Minutes.default(busy),
  no_answer: Minutes.default(no_answer),
  voicemail: Minutes.default(voicemail),
  failed: Minutes.default(failed),
})

const Person = z
  .record(z.string().min(1).max(60), z.union([z.string().max(500), z.number()]).transform(String))
  .meta({ examples: [{ phone: '+1 212 555 0142', name: 'Ann Lee' }] })

/** What a kind of campaign is for, where it does not say. Nobody is reminded in order to be sold something. */
const PURPOSES_OF: Readonly<Record<(typeof CAMPAIGN_KINDS)[number], readonly Purpose[]>> = {
  message: ['appointment_reminder', 'refill', 'waitlist_offer', 'care', 'marketing'],
  reminder: ['appointment_reminder'],
  refill: ['refill', 'care'],
  waitlist: ['waitlist_offer'],
}

type Fields = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const has = (content: unknown, channel: string): boolean => isObject(content) && content[channel] !== undefined

const TOGETHER: readonly (readonly [
  path: readonly string[],
  code: string,
  message: string,
  isWrong: (fields: Fields) => boolean,
])[] = [
  [
    ['purpose'],
    'not_this_purpose',
    'A campaign begins a contact: it is not `service`, and a reminder, a refill or an offer is for nothing else.',
    ({ kind, purpose }) =>
      typeof kind === 'string' &&
      typeof purpose === 'string' &&
      (PURPOSES_OF[kind as 'message'] as readonly string[] | undefined)?.includes(purpose) === false,
  ],
  [
    ['content'],
    'required',
    'A message has words: `content.sms`, `content.whatsapp` or `content.voice`, for each of its channels.',
    ({ kind, channels, content }) =>
      kind === 'message' &&
      Array.isArray(channels) &&
      channels.some((channel: string) => !has(content, channel) && !(channel === 'whatsapp' && has(content, 'sms'))),
  ],
  [
    ['content', 'slot'],
    'required',
    'A waitlist offers a time: `content.slot`.',
    ({ kind, content }) => kind === 'waitlist' && !has(content, 'slot'),
  ],
  [
    ['ends_at'],
    'too_soon',
    'A campaign ends after it begins.',
    ({ starts_at: from, ends_at: to }) =>
      typeof to === 'string' && Date.parse(to) <= (typeof from === 'string' ? Date.parse(from) : 0),
  ],
]

function check(fields: Fields, context: z.core.$RefinementCtx): void {
  for (const [path, code, message, isWrong] of TOGETHER)
    if (isWrong(fields)) context.addIssue({ code: 'custom', path: [...path], message, params: { code }, input: fields })
}

/** What holds where neither the campaign nor its agent says how often somebody is tried, and when again. */
export const ATTEMPTS_DEFAULT = 3
export const RETRY_DEFAULT = { busy, no_answer, voicemail, failed }

/** What is asked of `POST /v1/campaigns`. */
export const NewCampaignFields = z
  .strictObject({
    name: Name,
    kind: z.enum(CAMPAIGN_KINDS),
    purpose: PurposeField,
    agent_id: Id.optional(),
    channels: z.array(z.enum(CONTACT_CHANNELS)).min(1).max(3).describe('Tried in this order.'),
    window: WindowField.optional(),
    starts_at: z.iso.datetime({ offset: true }).optional(),
    ends_at: z.iso.datetime({ offset: true }).optional(),
    per_minute: PerMinute.default(60),
    at_once: z.int().min(1).max(AT_ONCE_MAX).default(20).describe('Contacts under way at a time.'),
    attempts_max: z
      .int()
      .min(1)
      .max(ATTEMPTS_MAX)
      .optional()
      .describe(
        `By default as the agent’s document says of calls of its own, and ${ATTEMPTS_DEFAULT} without an agent.`,
      ),
    retry_minutes: Retry.optional().describe(
      'How long to wait after what did not reach them. By default a while; after nobody picked up, or voicemail did, as the agent’s document says.',
    ),
    content: ContentField.default({ language: 'en', lot_minutes: 10 }),
    members: z.array(Person).max(MEMBERS_INLINE_MAX).optional(),
  })
  .superRefine(check, { when: ({ value }) => isObject(value) })

/** What is asked of `PATCH /v1/campaigns/{id}`. */
export const CampaignChange = z.strictObject({
  per_minute: PerMinute.optional(),
  window: z
    .strictObject({ days: Days.optional(), from: Clock.optional(), to: Clock.optional() })
    .optional()
    .describe('Where each person is, within what the law allows. What is left out of it stays as it is.'),
})

/** The hours of a campaign once `change` is made. @throws Refusal when none are left. */
export function changedWindow(window: typeof ANY_TIME, change: z.output<typeof CampaignChange>['window']) {
  if (change === undefined) return undefined
  const before = windowField(window)
  const { days = before.days, from = before.from, to = before.to } = change
  if (from >= to) throw oneWrong('/window', EMPTY.code, EMPTY.message)
  return windowOf({ days, from, to })
}

const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

/** A list of people for `POST /v1/campaigns/{id}/members`. */
export const NewMembers = z
  .strictObject({
    members: z.array(Person).min(1).max(MEMBERS_JSON_MAX).optional(),
    bookings: z
      .strictObject({ from: Instant, to: Instant })
      .refine(({ from, to }) => from < to, {
        path: ['to'],
        message: 'This is after `from`.',
        params: { code: 'too_soon' },
      })
      .optional()
      .describe('Of a reminder: the people of all appointments that begin from then on, and before then.'),
  })
  .refine(({ members, bookings }) => (members === undefined) !== (bookings === undefined), {
    path: ['members'],
    message: 'Give either `members` or `bookings`.',
  })

export type NewCampaignAsked = z.output<typeof NewCampaignFields>
