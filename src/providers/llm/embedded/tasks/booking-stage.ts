import type { AgentField, AgentService } from '../../../../agents/agent-document.ts'
import { inSentence } from '../lexicon.ts'
import { type BookingTask, type Finding, FRESH_FINDING } from '../notes.ts'
import type { World } from '../world.ts'

/** What a booking needs next. Derived from what is known, never stored, so that the two cannot disagree. */
export type BookingStage = 'service' | 'search' | 'when' | 'choose' | 'take' | 'hold' | 'name' | 'field' | 'confirm'

export const FRESH_BOOKING: BookingTask = {
  ...FRESH_FINDING,
  kind: 'booking',
  between: [],
  held: false,
  name: null,
  whose: null,
  fields: {},
}

export const serviceOf = (w: World, slug: string | null): AgentService | null =>
  w.lexicon.services.find(({ id }) => id === slug) ?? null

export const spokenService = (w: World, slug: string | null): string | null => {
  const name = slug === null ? undefined : w.lexicon.serviceNames.get(slug)
  return name === undefined ? null : inSentence(name)
}

/** Whom a caller may ask for by name, where the service leaves it to them and they have not said. Else empty. */
export function personsOf(w: World, task: BookingTask): readonly string[] {
  const service = serviceOf(w, task.service)
  if (service?.assign !== 'ask' || task.resource !== null) return []
  const names = service.resources.filter((name) => w.lexicon.resources.includes(name))
  return names.length > 1 ? names : []
}

/** The first required field of the service that has no value yet. */
export const missingField = (w: World, task: BookingTask): AgentField | null =>
  serviceOf(w, task.service)?.fields.find(
    ({ id, required }) => required && task.fields[id] === undefined && !(id === 'phone' && w.turn.caller.phoneKnown),
  ) ?? null

/** Whether times are on offer, and none of them chosen or refused. */
export const isOffering = ({ options, declined, chosen }: Finding): boolean =>
  chosen === null && options.length > 0 && !declined

export function stageOf(w: World, task: BookingTask): BookingStage {
  if (task.service === null) return 'service'
  if (task.search !== null) return 'search'
  if (task.chosen === null) return isOffering(task) ? 'choose' : 'when'
  const missing = missingOf(w, task)
  if (!task.agreed) return missing === null ? 'confirm' : 'take'
  return task.held ? (missing ?? 'confirm') : 'hold'
}

const missingOf = (w: World, task: BookingTask): 'field' | 'name' | null =>
  missingField(w, task) ? 'field' : task.name === null ? 'name' : null
