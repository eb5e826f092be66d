import { eq } from 'drizzle-orm'
import { openDetails, type BookingDetails } from '../../../bookings/details.ts'
import type { BookingRow } from '../../../bookings/read-booking.ts'
import { bookings } from '../../../records/bookings/table.ts'
import { tasks } from '../../../records/tasks/table.ts'
import { detailsPlace, type Task, type TaskDetails } from '../../../tasks/task.ts'
import { findPersonKey } from '../../../vault/person-keys.ts'
import { open } from '../../../vault/seal.ts'
import { withoutOthersIn } from '../known-fields.ts'
import { listed, type ExportSource, type Section } from '../section.ts'

const bookedFor = ({ whose }: ExportSource, { name, phone, email, fields }: BookingDetails) => ({
  ...withoutOthersIn({ name, phone, email }, whose),
  fields: withoutOthersIn(fields, whose),
})

/** What is kept of what the business does for somebody. Of what is about two people each is told their own part. */
export const workSections: readonly Section[] = [
  listed<BookingRow>({
    category: 'bookings',
    table: bookings,
    id: bookings.id,
    whose: ({ personId }) => eq(bookings.personId, personId),
    without: ['occupiedFromMs', 'occupiedToMs'],
    async opened(source, row) {
      const details = await openDetails(source.ctx, row)
      return details === null ? {} : bookedFor(source, details)
    },
  }),
  listed<Task>({
    category: 'tasks',
    table: tasks,
    id: tasks.id,
    whose: ({ personId }) => eq(tasks.personId, personId),
    saidIn: ({ id, callId }) => [id, callId],
    async opened({ ctx, whose }, { id, keySubject, sealedDetails }) {
      const key = await findPersonKey(ctx.vault, ctx.blobs, ctx.tenantId, keySubject)
      const text = key === null || sealedDetails === null ? null : await open(key, detailsPlace(ctx, id), sealedDetails)
      return { details: text === null ? null : withoutOthersIn(JSON.parse(text) as TaskDetails, whose) }
    },
  }),
]
