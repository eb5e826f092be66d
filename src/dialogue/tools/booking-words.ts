import type { AgentDocument, AgentService } from '../../agents/agent-document.ts'
import { textIn } from '../../agents/text-in.ts'
import type { DeskBooking, DeskSlot } from '../../bookings/desk.ts'
import { saySlot } from '../when/say.ts'
import type { ToolRoom } from './tool.ts'

/** A resource whose name has a number or one of these is a place, and nobody is booked "with" a place. */
const PLACE =
  /\d|\b(?:chair|room|table|bay|station|court|lane|suite|desk|bed|booth|stall|van|machine|unit|hall|office|floor|line)s?\b/i

/** Who a caller would be with, or null where that is a chair, a room or a table. */
const companyOf = ({ resourceName }: Pick<DeskSlot, 'resourceName'>): string | null =>
  resourceName === '' || PLACE.test(resourceName) ? null : resourceName

/** When and with whom, as a caller is told. */
export function slotWords(room: ToolRoom, slot: Pick<DeskSlot, 'startsAtMs' | 'resourceName'>) {
  return { say: saySlot(slot.startsAtMs, room), with: companyOf(slot) }
}

/** Offered slots by ordinal, the first is 1. */
export const optionsOf = (room: ToolRoom, slots: readonly DeskSlot[]) =>
  slots.map((slot, index) => ({ option: index + 1, ...slotWords(room, slot) }))

/** What, when and with whom: a booking as a caller is told. */
export function bookingWords(room: ToolRoom, booking: DeskBooking) {
  return { service: serviceName(room, booking), ...slotWords(room, booking) }
}

/** The service as the document names it in this language, else as the catalogue does. */
function serviceName({ document, language }: ToolRoom, { serviceSlug, serviceName }: DeskBooking): string {
  const service = document.skills.booking?.services.find(({ id }) => id === serviceSlug)
  return service === undefined ? serviceName : textIn(service.name, language)
}

/** The service a model means: by its id, its name in any language, or what callers also call it. */
export function serviceMeant({ skills }: AgentDocument, said: string): AgentService | null {
  const wanted = said.trim().toLowerCase()
  const services = skills.booking?.services ?? []
  const byId = services.find(({ id }) => id === wanted)
  return byId ?? services.find((service) => namesOf(service).some((name) => name.toLowerCase() === wanted)) ?? null
}

const namesOf = ({ name, aka }: AgentService): string[] => [
  ...(typeof name === 'string' ? [name] : Object.values(name)),
  ...aka,
]
