import { FEDERAL } from './federal.ts'
import { HEALTH } from './health.ts'
import { PLATFORMS } from './platforms.ts'
import type { Rule } from './rule.ts'
import { STATES } from './states.ts'

/** Every rule by which a contact is held back. A new one is a row in one of these. */
export const RULES: readonly Rule[] = [...FEDERAL, ...HEALTH, ...PLATFORMS, ...STATES]
