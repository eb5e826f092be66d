const DOMAIN_CHARS_MAX = 253
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/**
 * A domain as it is compared: lower case, in ASCII as IDNA has it (`müller.de` is `xn--mller-kva.de`), without a final dot.
 * Null for what is none: an address, a name without a dot, one with anything odd in it.
 *
 * One that only looks like another (a Cyrillic letter in it) is another here.
 */
export function domainKey(domain: string): string | null {
  const plain = domain.replace(/\.$/, '')
  if (plain.length > DOMAIN_CHARS_MAX || /[\s\p{Cc}\p{Cf}/\\:@?#%[\]<>()"',;]/u.test(plain)) return null
  const ascii = asciiOf(plain)
  const labels = ascii?.split('.') ?? []
  if (ascii === null || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null
  // An IPv4 address, in whatever spelling, comes back in digits.
  return /^[\d.]+$/.test(ascii) ? null : ascii
}

function asciiOf(domain: string): string | null {
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return null
  }
}
