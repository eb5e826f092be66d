import type { CallAbout } from '../call-memory.ts'
import { ABOUT_FIELDS } from './about-fields.ts'

export const NEEDS_ANOTHER_TIME = 'They were reminded of an appointment, and need another time.'
export const COME_AFTER_ALL = 'They had said that they cannot come or need another time, and come after all.'
export const CANNOT_COME = 'They were reminded of an appointment, and cannot come.'

/** What people of the business are told of an appointment in a book of their own, as it came in the list. */
export function listedDetails({ fields = {} }: CallAbout): Readonly<Record<string, string>> {
  const { [ABOUT_FIELDS.words]: _, [ABOUT_FIELDS.birth]: __, ...details } = fields
  return details
}

export type ListedWhat = 'callback' | 'move' | 'comes'

/** Under the campaign's own name for it: what it has left already is not left twice. */
export const listedIntent = (subjectId: string, what: ListedWhat): string => `${subjectId}:${what}`
