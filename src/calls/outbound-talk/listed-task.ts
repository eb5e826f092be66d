import type { CallAbout } from '../call-memory.ts'
import { ABOUT_FIELDS } from './about-fields.ts'

/** What is left to people, and in which words. */
export const LISTED = {
  callback: 'They were reminded of an appointment, and cannot come.',
  move: 'They were reminded of an appointment, and need another time.',
  comes: 'They had said that they cannot come or need another time, and come after all.',
} as const
export type ListedWhat = keyof typeof LISTED

/** What people of the business are told of an appointment in a book of their own, as it came in the list. */
export function listedDetails({ fields = {} }: CallAbout): Readonly<Record<string, string>> {
  const { [ABOUT_FIELDS.words]: _, [ABOUT_FIELDS.birth]: __, ...details } = fields
  return details
}

/** Of one change of mind: in a call it is left once, whoever does that. `nth`: of a member, where it was in writing. */
export const listedIntent = (subjectId: string, what: ListedWhat, nth: string | number): string =>
  `${subjectId}:${what}:${nth}`
