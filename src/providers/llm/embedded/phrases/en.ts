import { enBooking } from './en-booking.ts'
import { enForms } from './en-forms.ts'
import { enTalk } from './en-talk.ts'

/** English. One file for the talk itself, one for times and bookings, one for messages and refills. */
export const en = { ...enTalk, ...enBooking, ...enForms }
