import type { AgentField, AgentService } from '../../../../agents/agent-document.ts'
import { inSentence } from '../lexicon.ts'
import { type BookingTask, FRESH_FINDING } from '../notes.ts'
import type { World } from '../world.ts'

/** What a booking needs next. Derived from what is known, never stored, so that the two cannot disagree. */
export type BookingStage =
  | 'service'
  | 'person'
  | 'search'
  | 'when'
  | 'choose'
  | 'take'
  | 'hold'
  | 'name'
  | 'field'
  | 'confirm'

export const FRESH_BOOKING: BookingTask = {
  ...FRESH_FINDING,
  kind: 'booking',
  between: [],
  held: false,
  name: null,
  whose: null,
  fields: {},
  anyone: false,
}

export const serviceOf = (w: World, slug: string | null): AgentService | null =>
  w.lexicon.services.find(({ id }) => id === slug) ?? null

export const spokenService = (w: World, slug: string | null): string | null => {
  const name = slug === null ? undefined : w.lexicon.serviceNames.get(slug)
  return name === undefined ? null : inSentence(name)
}

/** The names that can be asked for of a service whose callers choose. Empty when there is nothing to choose. */
export function personsOf(w: World, task: BookingTask): readonly string[] {
  const service = serviceOf(w, task.service)
  if (service?.assign !== 'ask') return []
  const names = service.resources.filter((name) => w.lexicon.resources.includes(name))
  return names.length > 1 ? names : []
}

/** The first required field of the service that has no value yet. */
export const missingField = (w: World, task: BookingTask): AgentField | null =>
  serviceOf(w, task.service)?.fields.find(({ id, required }) => required && task.fields[id] === undefined) ?? null

export function stageOf(w: World, task: BookingTask): BookingStage {
  if (task.service === null) return 'service'
  if (task.resource === null && !task.anyone && personsOf(w, task).length > 0) return 'person'
  if (task.search !== null) return 'search'
  if (task.chosen === null) return task.options.length > 0 ? 'choose' : 'when'
  const missing = task.name === null ? 'name' : missingField(w, task) ? 'field' : null
  if (!task.agreed) return missing === null ? 'confirm' : 'take'
  if (!task.held) return 'hold'
  return missing ?? 'confirm'
}
