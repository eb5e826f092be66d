import { dentalClinic } from './dental-clinic.ts'
import { familyPractice } from './family-practice.ts'
import { restaurant } from './restaurant.ts'
import { salon } from './salon.ts'
import type { Template } from './template.ts'

/** Every template there is. A new one is a file beside this and a line here. */
export const templates: readonly Template[] = [dentalClinic, familyPractice, salon, restaurant]

export const findTemplate = (slug: string): Template | undefined => templates.find((template) => template.slug === slug)
