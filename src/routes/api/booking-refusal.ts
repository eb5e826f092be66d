import { DAY_MS, type ResourceRule } from '../../bookings/booking.ts'
import { findOffering, type Offering } from '../../bookings/catalog.ts'
import type { DeskFailure } from '../../bookings/desk.ts'
import { findSlots } from '../../bookings/find-slots.ts'
import type { Ctx } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { oneWrong, time } from './shape.ts'

const ALTERNATIVES_MAX = 3
const ALTERNATIVE_DAYS = 14
const RETRY_SECONDS = 5

/** The service that is asked for, if it can be booked. `pointer` is where it was named. */
export async function offeringFor(ctx: Ctx, serviceId: string, pointer: string): Promise<Offering> {
  const offering = await findOffering(ctx, { id: serviceId })
  if (offering === null) throw oneWrong(pointer, 'unknown_service', 'There is no such service that can be booked.')
  return offering
}

/** The resource that is asked for, or all that will do. */
export function resourcesFor(
  { resources }: Offering,
  resourceId: string | undefined,
  pointer: string,
): readonly ResourceRule[] {
  const wanted = resourceId === undefined ? resources : resources.filter(({ id }) => id === resourceId)
  if (wanted.length > 0 || resourceId === undefined) return wanted
  throw oneWrong(pointer, 'unknown_resource', 'This service has no such resource at work.')
}

/** What was asked for and is not to be had. */
export interface Wanted {
  readonly offering: Offering
  readonly resources: readonly ResourceRule[]
  readonly startsAtMs: number
}

const SENTENCES = {
  outside_hours: 'This is outside opening hours, or would not end within them.',
  too_soon: 'This is in the past, or sooner than the notice the service needs.',
  too_far: 'This is further ahead than the service is booked.',
} as const

/** How the API says why something cannot be booked. A taken time comes with the nearest free ones. */
export async function refusedBooking(ctx: Ctx, { code }: DeskFailure, wanted?: Wanted): Promise<Refusal> {
  switch (code) {
    case 'slot_taken': {
      const alternatives = wanted === undefined ? [] : await alternativesTo(ctx, wanted)
      return new Refusal('slot_taken', 'This time is no longer free.', { extra: { alternatives } })
    }
    case 'outside_hours':
    case 'too_soon':
    case 'too_far':
      return oneWrong('/starts_at', code, SENTENCES[code])
    case 'unknown_resource':
      return oneWrong('/resource_id', code, 'This service has no resource at work that could take it.')
    case 'unknown_service':
      return oneWrong('/service_id', code, 'There is no such service that can be booked.')
    case 'not_found':
      return new Refusal('not_found', 'There is no such booking.')
    case 'unavailable':
      return new Refusal('unavailable', 'The diary cannot be read just now. Nothing was booked.', {
        retryAfterSeconds: RETRY_SECONDS,
      })
  }
}

/** The free starts nearest to a lost one, in order of time. */
async function alternativesTo(ctx: Ctx, { offering, resources, startsAtMs }: Wanted): Promise<string[]> {
  const search = { offering, resources, count: ALTERNATIVES_MAX, spreadHours: 0, holder: null }
  const spanMs = ALTERNATIVE_DAYS * DAY_MS
  const sides = await Promise.all([
    findSlots(ctx, { ...search, windows: [{ fromMs: startsAtMs - spanMs, toMs: startsAtMs }], latestFirst: true }),
    findSlots(ctx, { ...search, windows: [{ fromMs: startsAtMs, toMs: startsAtMs + spanMs }] }),
  ])
  const starts = sides.flatMap((side) => (side.ok ? side.value.map((slot) => slot.startsAtMs) : []))
  const nearest = starts.sort((a, b) => Math.abs(a - startsAtMs) - Math.abs(b - startsAtMs))
  return nearest
    .slice(0, ALTERNATIVES_MAX)
    .sort((a, b) => a - b)
    .map(time)
}
