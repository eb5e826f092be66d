import type { Plugin } from 'rolldown'

/** A plan's way to group a number: its pattern, how it is written, the leading digits it is for, and what follows. */
type Format = readonly [
  pattern: string,
  written: string,
  leading?: readonly string[] | 0,
  ...others: readonly unknown[],
]

/** A country's numbering plan, as libphonenumber-js packs it: a list whose places are named below. */
type Plan = readonly unknown[]

export interface PhoneMetadata {
  readonly countries: Readonly<Record<string, Plan>>
  readonly nonGeographic: Readonly<Record<string, Plan>>
}

const FORMATS = 4
const INTERNATIONAL = 5
/** How a national number is written within the country, and where extensions are put. */
const ONLY_WITHIN: ReadonlySet<number> = new Set([6, 9, 13])

/**
 * What is known of the world's numbers, without what is only for writing them as in their own country or while they are
 * typed: we read whole numbers, and say them as from abroad.
 */
export const trimmedMetadata = <M extends PhoneMetadata>(metadata: M): M => ({
  ...metadata,
  countries: mapPlans(metadata.countries),
  nonGeographic: mapPlans(metadata.nonGeographic),
})

const mapPlans = (plans: PhoneMetadata['countries']): PhoneMetadata['countries'] =>
  Object.fromEntries(Object.entries(plans).map(([name, plan]) => [name, trimmedPlan(plan)]))

function trimmedPlan(plan: Plan): Plan {
  const trimmed = plan.map((part, at) => {
    if (ONLY_WITHIN.has(at)) return 0
    return at === FORMATS && Array.isArray(part) ? (part as Format[]).map(trimmedFormat) : part
  })
  return trimmed.slice(0, trimmed.findLastIndex((part) => part !== 0) + 1)
}

/** Of the leading digits the last are what a whole number is told by; those before are for numbers being typed. */
function trimmedFormat(format: Format): Format {
  const [pattern, written, leading] = format
  const abroad = (format[INTERNATIONAL] as string | undefined) ?? written
  return leading === undefined || leading === 0 ? [pattern, abroad] : [pattern, abroad, leading.slice(-1)]
}

const MODULE = /^[^]*?export default (\{[^]*\});?\s*$/

/** Puts the trimmed metadata in the place of the library's. */
export const trimPhoneMetadata = (): Plugin => ({
  name: 'trim-phone-metadata',
  transform: {
    filter: { id: /\/libphonenumber-js\/metadata\.min\.json\.js$/ },
    handler(code) {
      const json = MODULE.exec(code)?.[1]
      if (json === undefined) throw new Error('the metadata of libphonenumber-js is not written as it was')
      return { code: `export default ${JSON.stringify(trimmedMetadata(JSON.parse(json) as PhoneMetadata))}` }
    },
  },
})
