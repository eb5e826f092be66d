import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { NOWHERE_KNOWN, type Whereabouts } from '../contact.ts'
import { areaOfCode, statesWith, zonesOfState } from './area-codes.ts'
import { zonesOfCountry } from './countries.ts'
import { placeOf } from './place-of.ts'
import { areaOfPostalCode } from './postal-codes.ts'

const where = (known: Partial<Whereabouts>): Whereabouts => ({ ...NOWHERE_KNOWN, ...known })
const placeOfCode = (code: string) => placeOf(`+1${code}5550142`, NOWHERE_KNOWN)
const isKnown = (zone: string): boolean =>
  Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== ''
const NOT_OF_AN_AREA = /^(5\d\d|600|622|633|700|710|8(00|33|44|55|66|77|88)|900)$/

/** The three digits after +1 that somebody else's table says are in use, by country. */
function codesInUse(country: string): string[] {
  const codes = Array.from({ length: 800 }, (_, nth) => String(200 + nth))
  return codes.filter((code) => {
    const number = parsePhoneNumberFromString(`+1${code}2345678`)
    return number?.country === country && number.isValid()
  })
}

test.each(['US', 'CA'])('every area code of %s in use has its state and zones that the platform knows', (country) => {
  const codes = codesInUse(country).filter((code) => areaOfCode(code) !== undefined || !NOT_OF_AN_AREA.test(code))
  expect(codes.length).toBeGreaterThan(country === 'US' ? 330 : 40)
  for (const code of codes) {
    const { states = [], zones = [] } = areaOfCode(code) ?? {}
    expect([code, states[0]?.slice(0, 2)]).toEqual([code, country])
    expect(zones.length).toBeGreaterThan(0)
    for (const zone of zones) expect(isKnown(zone)).toBe(true)
  }
})

test('every country there is has zones that the platform knows, and its numbers are found to be in them', () => {
  const countries = getCountries()
  expect(countries.length).toBeGreaterThan(240)
  for (const country of countries) {
    const zones = zonesOfCountry(country)
    expect([country, zones.length > 0]).toEqual([country, true])
    for (const zone of zones) expect(isKnown(zone)).toBe(true)
    const code = getCountryCallingCode(country)
    if (code !== '1') expect(placeOf(`+${code}5550142`, NOWHERE_KNOWN).zones.length).toBeGreaterThan(0)
  }
})

test.each([
  ['212', 'US-NY', ['America/New_York']],
  ['850', 'US-FL', ['America/New_York', 'America/Chicago']],
  ['448', 'US-FL', ['America/New_York', 'America/Chicago']],
  ['208', 'US-ID', ['America/Boise', 'America/Los_Angeles']],
  ['986', 'US-ID', ['America/Boise', 'America/Los_Angeles']],
  ['605', 'US-SD', ['America/Chicago', 'America/Denver']],
  ['701', 'US-ND', ['America/Chicago', 'America/Denver']],
  ['812', 'US-IN', ['America/Indiana/Indianapolis', 'America/Chicago']],
  ['930', 'US-IN', ['America/Indiana/Indianapolis', 'America/Chicago']],
  ['270', 'US-KY', ['America/Kentucky/Louisville', 'America/Chicago']],
  ['364', 'US-KY', ['America/Kentucky/Louisville', 'America/Chicago']],
  ['423', 'US-TN', ['America/New_York', 'America/Chicago']],
  ['931', 'US-TN', ['America/Chicago', 'America/New_York']],
  ['906', 'US-MI', ['America/Detroit', 'America/Menominee']],
  ['308', 'US-NE', ['America/Chicago', 'America/Denver']],
  ['620', 'US-KS', ['America/Chicago', 'America/Denver']],
  ['785', 'US-KS', ['America/Chicago', 'America/Denver']],
  ['541', 'US-OR', ['America/Los_Angeles', 'America/Boise']],
  ['458', 'US-OR', ['America/Los_Angeles', 'America/Boise']],
  ['915', 'US-TX', ['America/Denver', 'America/Chicago']],
  ['432', 'US-TX', ['America/Chicago', 'America/Denver']],
  ['928', 'US-AZ', ['America/Phoenix', 'America/Denver']],
  ['775', 'US-NV', ['America/Los_Angeles', 'America/Denver']],
  ['907', 'US-AK', ['America/Anchorage', 'America/Adak']],
  ['807', 'CA-ON', ['America/Toronto', 'America/Winnipeg']],
])('%s is of %s, with all zones of it', (code, state, zones) => {
  expect(placeOfCode(code)).toEqual({ states: [state], zones, isWide: false })
})

test('territories and islands have their own time', () => {
  expect(placeOfCode('787').zones).toEqual(['America/Puerto_Rico'])
  expect(placeOfCode('671').zones).toEqual(['Pacific/Guam'])
  expect(placeOfCode('684').zones).toEqual(['Pacific/Pago_Pago'])
  expect(placeOfCode('876').zones).toEqual(['America/Jamaica'])
  expect(placeOfCode('902').states).toEqual(['CA-NS', 'CA-PE'])
})

test.each(['800', '888', '521', '900', '555', '299'])(
  '+1 %s may be anywhere in North America, in any state',
  (code) => {
    const { zones, states, isWide } = placeOfCode(code)
    for (const zone of [
      'America/St_Johns',
      'America/New_York',
      'Pacific/Honolulu',
      'Pacific/Guam',
      'Pacific/Pago_Pago',
    ])
      expect(zones).toContain(zone)
    expect(states.filter((state) => state.startsWith('US-'))).toHaveLength(51)
    expect(isWide).toBe(true)
  },
)

test('of a toll-free number whose zone is known, only states that keep its time are possible', () => {
  const { zones, states } = placeOf('+18005550142', where({ confirmedZone: 'America/Denver' }))
  expect(zones).toEqual(['America/Denver'])
  expect(states).toEqual(expect.arrayContaining(['US-CO', 'US-ID', 'US-TX']))
  for (const state of ['US-FL', 'US-PA', 'US-CA', 'US-MI']) expect(states).not.toContain(state)
  expect(placeOf('+18005550142', where({ givenPostalCode: '33101' })).states).toEqual(['US-FL'])
})

test('a zone under another name is that of no state, so it may be any', () => {
  expect(statesWith(['US/Eastern'])).toEqual(expect.arrayContaining(['US-FL', 'US-CA', 'CA-ON']))
})

test('what is trusted more goes before: confirmed, given, postal code, country, area code', () => {
  const all = where({
    confirmedZone: 'America/Denver',
    givenZone: 'America/Chicago',
    givenPostalCode: '90210',
    country: 'DE',
  })
  const zonesOf = (known: Whereabouts) => placeOf('+12125550142', known).zones
  expect(zonesOf(all)).toEqual(['America/Denver'])
  expect(zonesOf({ ...all, confirmedZone: null })).toEqual(['America/Chicago'])
  expect(zonesOf({ ...all, confirmedZone: null, givenZone: null })).toEqual(['America/Los_Angeles'])
  expect(zonesOf(where({ country: 'DE' }))).toEqual(['Europe/Berlin'])
  expect(zonesOf(NOWHERE_KNOWN)).toEqual(['America/New_York'])
})

test('the state of the area code and that of the address both count', () => {
  expect(placeOf('+13055550142', where({ givenPostalCode: '06103' })).states).toEqual(['US-CT', 'US-FL'])
  expect(placeOf('+13055550142', where({ confirmedZone: 'America/Chicago' })).states).toEqual(['US-FL'])
})

test('a WhatsApp id of the country of the number says no more than the number', () => {
  expect(placeOf('+12125550142', where({ country: 'US' })).zones).toEqual(['America/New_York'])
  expect(placeOf(null, where({ country: 'US' })).zones).toHaveLength(8)
  expect(placeOf(null, where({ country: 'mx' })).zones).toContain('America/Tijuana')
})

test('a zone that is none is as if it were not given', () => {
  expect(placeOf('+12125550142', where({ confirmedZone: 'Mars/Olympus', givenZone: '' })).zones).toEqual([
    'America/New_York',
  ])
})

test('of a satellite, of nobody and of a country that is none nothing can be said', () => {
  for (const phone of ['+881612345678', '+870773111632', '+80012345678'])
    expect(placeOf(phone, NOWHERE_KNOWN)).toEqual({ zones: [], states: [], isWide: false })
  expect(placeOf(null, NOWHERE_KNOWN).zones).toEqual([])
  expect(placeOf(null, where({ country: 'ZZ' })).zones).toEqual([])
})

test.each([
  ['10001', 'US-NY', ['America/New_York']],
  ['02134-1000', 'US-MA', ['America/New_York']],
  ['32401', 'US-FL', ['America/New_York', 'America/Chicago']],
  ['32501', 'US-FL', ['America/Chicago']],
  ['37402', 'US-TN', ['America/New_York']],
  ['37203', 'US-TN', ['America/Chicago']],
  ['46304', 'US-IN', ['America/Chicago']],
  ['47710', 'US-IN', ['America/Chicago']],
  ['46204', 'US-IN', ['America/Indiana/Indianapolis']],
  ['79901', 'US-TX', ['America/Denver']],
  ['75201', 'US-TX', ['America/Chicago']],
  ['83814', 'US-ID', ['America/Los_Angeles']],
  ['83702', 'US-ID', ['America/Boise']],
  ['83414', 'US-WY', ['America/Boise']],
  ['97914', 'US-OR', ['America/Los_Angeles', 'America/Boise']],
  ['97201', 'US-OR', ['America/Los_Angeles']],
  ['57701', 'US-SD', ['America/Denver']],
  ['69301', 'US-NE', ['America/Denver']],
  ['67735', 'US-KS', ['America/Chicago', 'America/Denver']],
  ['85001', 'US-AZ', ['America/Phoenix']],
  ['86515', 'US-AZ', ['America/Phoenix', 'America/Denver']],
  ['99501', 'US-AK', ['America/Anchorage', 'America/Adak']],
  ['96813', 'US-HI', ['Pacific/Honolulu']],
  ['96799', 'US-AS', ['Pacific/Pago_Pago']],
  ['00901', 'US-PR', ['America/Puerto_Rico']],
  ['06390', 'US-NY', ['America/New_York']],
  ['K1A 0B6', 'CA-ON', ['America/Toronto', 'America/Winnipeg']],
  ['v5k0a1', 'CA-BC', ['America/Vancouver', 'America/Edmonton', 'America/Dawson_Creek']],
])('the postal code %s is of %s', (code, state, zones) => {
  expect(areaOfPostalCode(code)).toEqual({ states: [state], zones })
})

test('a military address, half a code and one from abroad say nothing of where somebody is', () => {
  for (const code of ['09012', '34001', '96201', '1000', 'SW1A 1AA', '', 'abcde'])
    expect(areaOfPostalCode(code)).toBe(null)
  expect(placeOf('+4930123456', where({ givenPostalCode: '10115' }))).toMatchObject({
    zones: ['Europe/Berlin'],
    states: [],
  })
})

test('postal codes and area codes agree on the zones of each state', () => {
  const states = Array.from({ length: 1000 }, (_, nth) => areaOfPostalCode(`${String(nth).padStart(3, '0')}01`))
  for (const area of states) {
    const [state = ''] = area?.states ?? []
    const own = zonesOfState(state)
    // Territories have no area code in that table.
    if (area !== null && own.length > 0)
      expect([state, area.zones.filter((zone) => !own.includes(zone))]).toEqual([state, []])
  }
})
