import { expect, test } from 'vitest'
import { slotInSpanish } from './say-in-spanish.ts'

test('in Spanish one o’clock is one hour, and every other time is several', () => {
  const at = (time: string) => slotInSpanish(Date.parse(`2026-11-24T${time}-05:00`), 'America/New_York')
  expect(at('13:30')).toMatch(/^el martes, 24 de noviembre a la 1:30/)
  expect(at('01:00')).toMatch(/ a la 1:00/)
  for (const time of ['10:30', '11:00', '12:15', '00:00', '23:59']) expect(at(time)).toMatch(/ a las 1?[0-2]:/)
})
