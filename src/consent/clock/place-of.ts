import { isTimeZone } from '../../kernel/local-date.ts'
import { keptBy } from '../../kernel/kept-by.ts'
import type { Whereabouts } from '../contact.ts'
import { areaOfCode, statesWith } from './area-codes.ts'
import type { Area } from './area.ts'
import { countriesOfPhone, zonesOfCountry } from './countries.ts'
import { areaOfPostalCode } from './postal-codes.ts'

/** Where somebody may be, by the best that is known of it. */
export interface Place extends Area {
  /** Somewhere in a country or a continent: of each state only its own zones are meant. */
  readonly isWide: boolean
}

/** What a number alone says. */
interface Numbered extends Place {
  readonly countries: readonly string[]
}

const NOWHERE: Numbered = { zones: [], states: [], isWide: false, countries: [] }

/** Whoever has a number of `+1` without an area of its own: toll-free, personal, or an area code newer than our table. */
const NORTH_AMERICA = ['US', 'CA', 'PR', 'GU', 'AS']
const AREA_CODE = /^\+1(\d{3})/

const zonesOfAll = (countries: readonly string[]): readonly string[] => [
  ...new Set(countries.flatMap((country) => zonesOfCountry(country))),
]

/**
 * The zones in which somebody may be: the one they confirmed, else what the business gave, else the country of their WhatsApp
 * id, else their number's area, else its country. None: it cannot be said. A country that their number is of as well says no
 * more than that number does.
 *
 * Its states are those of the area code and of the postal code; a number of no area's own may be in any state that keeps one of
 * the zones.
 */
export const placeOf = (phone: string | null, where: Whereabouts): Place => placed(where, phone)

const placed = keptBy((where: Whereabouts, phone: string | null): Place => {
  const numbered = phone === null ? NOWHERE : placeOfPhone(phone)
  const posted = isAmerican(phone) ? areaOfPostalCode(where.givenPostalCode ?? '') : null
  const given = givenZones(where) ?? posted?.zones ?? abroad(where.country, numbered)
  const zones = given ?? numbered.zones
  const states = [...(posted?.states ?? []), ...statesOf(numbered, posted, zones)]
  return { zones, states: [...new Set(states)], isWide: given === null && numbered.isWide }
})

/** A postal code abroad may look like one of ours. */
const isAmerican = (phone: string | null): boolean => phone === null || phone.startsWith('+1')

function givenZones({ confirmedZone, givenZone }: Whereabouts): readonly string[] | null {
  const zone = [confirmedZone, givenZone].find((one) => one !== null && isTimeZone(one))
  return zone === undefined || zone === null ? null : [zone]
}

function abroad(country: string | null, numbered: Numbered): readonly string[] | null {
  if (country === null || numbered.countries.includes(country.toUpperCase())) return null
  const zones = zonesOfCountry(country)
  return zones.length === 0 ? null : zones
}

function statesOf(numbered: Numbered, posted: Area | null, zones: readonly string[]): readonly string[] {
  if (!numbered.isWide) return numbered.states
  return posted === null ? statesWith(zones) : []
}

function placeOfPhone(phone: string): Numbered {
  const code = AREA_CODE.exec(phone)?.[1]
  const area = code === undefined ? undefined : areaOfCode(code)
  if (area !== undefined) {
    return { ...area, isWide: false, countries: [...new Set(area.states.map((state) => state.slice(0, 2)))] }
  }
  const countries = countriesOfPhone(phone)
  if (code === undefined || !countries.includes('US')) {
    return { zones: zonesOfAll(countries), states: [], isWide: false, countries }
  }
  return { zones: zonesOfAll(NORTH_AMERICA), states: [], isWide: true, countries: [] }
}
