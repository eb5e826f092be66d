import type { CategoryName } from '../../records/category.ts'
import type { Section } from './section.ts'
import { callSections } from './sections/calls.ts'
import { messageSections } from './sections/messages.ts'
import { peopleSections } from './sections/people.ts'
import { rightsSections } from './sections/rights.ts'
import { workSections } from './sections/work.ts'

/** Every category that is about a person, in the order in which an export tells of them. */
export const SECTIONS: readonly Section[] = [
  ...peopleSections,
  ...callSections,
  ...messageSections,
  ...workSections,
  ...rightsSections,
]

/** What is about persons and not in an export, and why. A category of a person is in one of the two: a test sees to it. */
export const NOT_EXPORTED: Readonly<Partial<Record<CategoryName, string>>> = {
  person_keys:
    'The key that everything here was sealed with. It says nothing about you, and whoever has it could read all.',
  events:
    'Copies, for 30 days, of ids, states and times that are in the other parts, as they were sent to the business.',
  idempotency:
    'Answers of one day to requests of the business, kept sealed so that they can be repeated word for word.',
  tickets: 'What you wrote to the platform for its own sake. Ask the platform for it: the business cannot see it.',
  mail_stops: 'That an address wants no mail from the platform, as a keyed hash. Ask the platform for it.',
  legal_processes:
    'What courts and authorities asked for may be under seal. What was handed over is among the disclosures.',
}
