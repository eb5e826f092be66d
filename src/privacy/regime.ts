import { placeOf } from '../consent/clock/place-of.ts'
import { countriesOfPhone, zonesOfCountry } from '../consent/clock/countries.ts'
import { zonesOfState } from '../consent/clock/area-codes.ts'
import { NOWHERE_KNOWN } from '../consent/contact.ts'
import { isE164 } from '../kernel/phone.ts'
import type { Region } from '../records/region.ts'
import { countryNamed } from './country-names.ts'
import type { Regime, RequestType } from './request.ts'

/** The European Economic Area, and those that keep the same times: the United Kingdom, Switzerland, and their islands. */
const GDPR_COUNTRIES: ReadonlySet<string> = new Set(
  (
    'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO ' +
    'GB GG JE IM GI CH AX GP GF MQ RE YT MF'
  ).split(' '),
)

/** 45 CFR 164.524 and 164.526: access to what is kept, and its amendment. There is none to have it deleted. */
const HIPAA_TYPES: readonly RequestType[] = ['access', 'portability', 'correct']

/** Where somebody may be. ISO 3166-1, ISO 3166-2, IANA. */
export interface Whence {
  readonly countries: readonly string[]
  readonly states: readonly string[]
  readonly zones: readonly string[]
}

const NOWHERE: Whence = { countries: [], states: [], zones: [] }

/** Where somebody may be by what they named or their number: `DE`, `US-CA`, `Germany`, `California`, `+49…`. */
export function whenceOf(place: string): Whence {
  const text = place.trim()
  if (isE164(text)) return ofPhone(text)
  const isCode = /^[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?$/.test(text)
  const code = countryNamed(text) ?? (isCode ? text.toUpperCase() : null)
  if (code === null) return NOWHERE
  const country = code.slice(0, 2)
  if (code.length === 2) return { countries: [country], states: [], zones: zonesOfCountry(country) }
  return { countries: [country], states: [code], zones: zonesOfState(code) }
}

/** A number that may be anywhere in North America says nothing of a state. */
function ofPhone(phone: string): Whence {
  const { states, zones, isWide } = placeOf(phone, NOWHERE_KNOWN)
  if (isWide) return NOWHERE
  const countries = states.length > 0 ? states.map((state) => state.slice(0, 2)) : countriesOfPhone(phone)
  return { countries: [...new Set(countries)], states, zones }
}

/** All places that something speaks for. */
export function whenceOfAll(places: readonly string[]): Whence {
  const all = places.map(whenceOf)
  const every = (name: keyof Whence): readonly string[] => [...new Set(all.flatMap((one) => one[name]))]
  return { countries: every('countries'), states: every('states'), zones: every('zones') }
}

/** What decides which law's times hold. */
export interface Situation {
  readonly types: readonly RequestType[]
  /** Of the business. */
  readonly region: Region
  readonly vertical: 'general' | 'healthcare'
  readonly whence: Whence
}

/** A law that gives times of its own. */
export type Law = Exclude<Regime, 'none'>
export const LAWS: readonly Law[] = ['gdpr', 'ccpa', 'hipaa']

/**
 * The laws whose times hold for a request. Several may: a business in Europe answers to the GDPR wherever people are, and
 * whoever is in Europe is protected by it wherever the business is. None: nothing is known, and the shortest of all hold.
 */
export function lawsFor({ types, region, vertical, whence }: Situation): readonly Law[] {
  const { countries, states } = whence
  const isHealthRecord =
    vertical === 'healthcare' && region !== 'eu' && types.some((type) => HIPAA_TYPES.includes(type))
  const holds: Readonly<Record<Law, boolean>> = {
    gdpr: region === 'eu' || countries.some((country) => GDPR_COUNTRIES.has(country)),
    ccpa: states.includes('US-CA'),
    hipaa: isHealthRecord,
  }
  return LAWS.filter((law) => holds[law])
}
