import { answerQuestion } from './answer-question.ts'
import { book } from './book.ts'
import { cancel } from './cancel.ts'
import { endCall } from './end-call.ts'
import { findSlots } from './find-slots.ts'
import { holdSlot } from './hold-slot.ts'
import { leaveVoicemail } from './leave-voicemail.ts'
import { myBookings } from './my-bookings.ts'
import { openingHours } from './opening-hours.ts'
import { requestRefill } from './request-refill.ts'
import { reschedule } from './reschedule.ts'
import { takeMessage } from './take-message.ts'
import type { Tool } from './tool.ts'
import { transfer } from './transfer.ts'

/** Every tool an agent may use. A new one is a file beside this and a line here. */
export const tools: readonly Tool[] = [
  findSlots,
  holdSlot,
  book,
  myBookings,
  reschedule,
  cancel,
  openingHours,
  answerQuestion,
  takeMessage,
  requestRefill,
  transfer,
  leaveVoicemail,
  endCall,
]
