import { getCountries } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { areaOfCode } from './area-codes.ts'
import { zonesOfCountry } from './countries.ts'
import { areaOfPostalCode } from './postal-codes.ts'
import { localTime } from './zone-clock.ts'

test('every zone of the tables is one that the platform knows, where it runs', () => {
  const codes = Array.from({ length: 1000 }, (_, nth) => String(nth).padStart(3, '0'))
  const zones = new Set([
    ...codes.flatMap((code) => areaOfCode(code)?.zones ?? []),
    ...codes.flatMap((code) => areaOfPostalCode(`${code}01`)?.zones ?? []),
    ...getCountries().flatMap((country) => zonesOfCountry(country)),
  ])
  expect(zones.size).toBeGreaterThan(250)
  for (const zone of zones) expect(localTime(zone, Date.parse('2026-11-23T12:00:00Z'))).toMatch(/^2026-11-2[34]T\d\d:/)
})
