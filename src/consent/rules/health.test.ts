import { expect, test } from 'vitest'
import { CLASS_OF, CONTACT_CHANNELS, PURPOSES } from '../contact.ts'
import { rulesFor } from './rules-for.ts'
import { RULES } from './rules.ts'

const AT_MS = Date.parse('2026-11-23T12:00:00Z')

test.each(['appointment_reminder', 'waitlist_offer', 'refill', 'care'] as const)(
  'what a clinic says with a %s needs its agreement about health data, and never goes by WhatsApp',
  (purpose) => {
    expect(PURPOSES).toContain(purpose)
    for (const channel of CONTACT_CHANNELS) {
      const asked = rulesFor(RULES, { atMs: AT_MS, channel, class: CLASS_OF[purpose], states: [] })
      const ids = asked.map(({ id }) => id)
      expect(ids).toContain('R-42')
      expect(ids.includes('R-46')).toBe(channel === 'whatsapp')
    }
  },
)
