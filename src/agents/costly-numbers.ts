/** Numbers that cost whoever rings them more than a call, by their beginning. Not complete: national plans change. */
const COSTLY = [
  // North America: premium, and islands that share its code but not its price.
  '+1900',
  ...[242, 246, 264, 268, 284, 345, 441, 473, 649, 658, 664, 721, 758, 767, 784, 809, 829, 849, 868, 869, 876].map(
    (area) => `+1${area}`,
  ),
  // Europe and Australia: premium, shared-revenue and personal numbers.
  '+449 +4487 +4470 +49900 +49137 +3389 +39892 +39899 +34803 +34806 +34807 +3190',
  '+43900 +43901 +43930 +43931 +41900 +41901 +41906 +3290 +35315 +61190',
  // Of no country: satellites, networks, and the premium service of all countries.
  '+870 +878 +881 +882 +883 +979',
].flatMap((prefixes) => prefixes.split(' '))

/** Country codes of one and two digits (ITU E.164); all others have three. */
const SHORT_CODES = new Set(
  '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
)

/** The country code of a number in E.164, without the plus. */
export function countryCodeOf(number: string): string {
  const digits = number.slice(1)
  return [digits.slice(0, 1), digits.slice(0, 2)].find((code) => SHORT_CODES.has(code)) ?? digits.slice(0, 3)
}

/**
 * Why callers may not be passed on to `number` (E.164), or null.
 *
 * @param home  country codes of the business's own numbers; empty where it has none yet, and nothing is abroad.
 * @param allowed  beginnings of numbers that the document allows whatever they cost.
 */
export function whyCostly(
  number: string,
  home: ReadonlySet<string>,
  allowed: readonly string[],
): 'premium_rate' | 'abroad' | null {
  if (allowed.some((prefix) => number.startsWith(prefix))) return null
  if (COSTLY.some((prefix) => number.startsWith(prefix))) return 'premium_rate'
  return home.size === 0 || home.has(countryCodeOf(number)) ? null : 'abroad'
}
