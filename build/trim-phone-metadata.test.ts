import * as fc from 'fast-check'
import { parsePhoneNumberFromString, type CountryCode, type MetadataJson } from 'libphonenumber-js/core'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import metadata from 'libphonenumber-js/metadata.min.json' with { type: 'json' }
import { expect, test } from 'vitest'
import { trimmedMetadata, type PhoneMetadata } from './trim-phone-metadata.ts'

const whole = metadata as unknown as MetadataJson
const trimmed = trimmedMetadata(metadata as unknown as PhoneMetadata) as unknown as MetadataJson
const COUNTRIES = Object.keys(metadata.countries) as CountryCode[]
const CODES = Object.keys(metadata.country_calling_codes)

/** Everything we ask of a number: what it is, whether it may be one, and how it is said. */
function readBy(known: MetadataJson, text: string, defaultCountry: CountryCode) {
  const read = parsePhoneNumberFromString(text, { defaultCountry, extract: false }, known)
  return (
    read && {
      number: read.number,
      country: read.country,
      isPossible: read.isPossible(),
      isValid: read.isValid(),
      written: read.formatInternational(),
    }
  )
}

const expectSame = (text: string, country: CountryCode): void =>
  expect(readBy(trimmed, text, country), `${text} in ${country}`).toEqual(readBy(whole, text, country))

test('the example number of every country is read, told and said as by all that is known of it', () => {
  expect(COUNTRIES.length).toBeGreaterThan(200)
  for (const country of COUNTRIES) {
    const example = (examples as Readonly<Record<string, string>>)[country] ?? '2125550142'
    for (const text of [example, `0${example}`, example.slice(1), `${example}1`]) expectSame(text, country)
    const abroad = readBy(whole, example, country)?.number ?? '+12125550142'
    for (const here of ['US', 'GB', country] as const) expectSame(abroad, here)
  }
})

test('any number is read, told and said as by all that is known of it', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 3, maxLength: 13 })
  const prefix = fc.oneof(
    fc.constant(''),
    fc.constantFrom(...CODES).map((code) => `+${code}`),
    fc.constantFrom('00', '0', '1'),
  )
  fc.assert(
    fc.property(prefix, digits, fc.constantFrom(...COUNTRIES), (before, number, country) => {
      expectSame(before + number, country)
    }),
    { numRuns: 5_000 },
  )
})
