import { book } from './book.ts'
import { cancel } from './cancel.ts'
import { findSlots } from './find-slots.ts'
import { holdSlot } from './hold-slot.ts'
import { myBookings } from './my-bookings.ts'
import { reschedule } from './reschedule.ts'
import type { Tool } from './tool.ts'

/** Every tool an agent may use. A new one is a file beside this and a line here. */
export const tools: readonly Tool[] = [findSlots, holdSlot, book, myBookings, reschedule, cancel]
