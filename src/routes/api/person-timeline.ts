import * as z from 'zod'
import { OUTCOMES } from '../../calls/call.ts'
import { CHANNELS } from '../../messages/message.ts'
import { readWords } from '../../messages/read-words.ts'
import { sealedOffOf } from '../../minors/sealed-off.ts'
import { readTimeline, type Moment } from '../../people/timeline.ts'
import { personIdNow } from './known-person.ts'
import { resource } from './operation.ts'
import { listOf, listQuery, pageOf } from './page.ts'
import { grants } from './scopes.ts'
import { time, Time, timeOrNull } from './shape.ts'

const TimelineQuery = listQuery({
  include: z.literal('text').optional().describe('`text`: what messages say, too.'),
})

const MomentObject = z
  .object({
    object: z.literal('moment'),
    type: z.enum(['call', 'message', 'booking', 'task']),
    id: z.string().describe('Of the call, message, booking or task itself.'),
    at: Time.describe('When it came, was sent, booked or noted.'),
    channel: z.enum(['voice', ...CHANNELS]).nullable(),
    direction: z.enum(['inbound', 'outbound']).nullable().describe('Of calls and messages.'),
    kind: z
      .string()
      .nullable()
      .describe('Of a message its type, `text` or `choice`; of a task its kind, `callback` or `refill`.'),
    status: z.string().describe('As the object itself has it.'),
    outcome: z.enum(OUTCOMES).nullable().describe('What a call came to.'),
    starts_at: Time.nullable().describe('When an appointment begins.'),
    text: z
      .string()
      .nullable()
      .describe(
        'What a message says. Null unless you include it and your key may read messages (`messages:read`), and while it is sealed off because a child may have said it.',
      ),
    livemode: z.boolean(),
  })
  .meta({ id: 'Moment' })

type Shown = z.output<typeof MomentObject>

/** What happened between a business and a person. Mounted beside the people themselves. */
export const personTimeline = resource('people').get(
  '/:id/timeline',
  {
    summary: 'Read what happened with a person',
    description:
      'Calls, messages, bookings and tasks of a person in one list, newest first. `starting_after` and ' +
      '`ending_before` take the id of any of them.',
    scope: 'read',
    reveals: 'content',
    query: TimelineQuery,
    response: listOf(MomentObject),
  },
  async ({ ctx, params, query, c }) => {
    const id = await personIdNow(ctx, params.id)
    const { limit, starting_after: olderThan, ending_before: newerThan } = query
    const moments = await readTimeline(ctx, id, { limit: limit + 1, olderThan, newerThan })
    const isAsked = query.include === 'text' && grants(c.get('key').scopes, 'messages:read')
    const written = moments.filter(({ type }) => type === 'message').map(({ row }) => row.id)
    const sealed = await sealedOffOf(ctx, isAsked ? written : [])
    const words = await readWords(ctx, isAsked ? written.filter((messageId) => !sealed.has(messageId)) : [])
    return pageOf(
      moments.map((moment) => momentObject(moment, words.get(moment.row.id) ?? null)),
      query,
    )
  },
)

const NOTHING = { channel: null, direction: null, kind: null, outcome: null, starts_at: null, text: null }

function momentObject(moment: Moment, text: string | null): Shown {
  const { id, livemode, status } = moment.row
  const shown = { object: 'moment' as const, ...NOTHING, id, livemode, status }
  switch (moment.type) {
    case 'call': {
      const { startedAtMs, direction, outcome } = moment.row
      return { ...shown, type: 'call', at: time(startedAtMs), channel: 'voice', direction, outcome }
    }
    case 'message': {
      const { sentAtMs, direction, channel, type } = moment.row
      return { ...shown, type: 'message', at: time(sentAtMs), channel, direction, kind: type, text }
    }
    case 'booking': {
      const { createdAtMs, startsAtMs } = moment.row
      return { ...shown, type: 'booking', at: time(createdAtMs), starts_at: timeOrNull(startsAtMs) }
    }
    case 'task':
      return { ...shown, type: 'task', at: time(moment.row.createdAtMs), kind: moment.row.kind }
  }
}
