/** Where an address leads: to somebody on the public internet, to this machine, or to neither. */
export type Reach = 'public' | 'loopback' | 'closed'

/** Blocks of IPv4 that nobody on the public internet answers from (IANA's special-purpose registry, and multicast). */
const CLOSED_V4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 ' +
  '192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 ' +
  '224.0.0.0/4 240.0.0.0/4'

/** The one block of IPv6 that is routed on the public internet (RFC 4291), and what is set apart within it. */
const GLOBAL_V6 = '2000::/3'
const CLOSED_V6 = '2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20'

const V4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const V6 = /^[\da-f:]*:[\da-f:]*$/

/**
 * Where the literal address leads that a parsed URL has for its host; null for a name. It stands there in one spelling
 * only: four decimal numbers, or the groups of IPv6 in brackets.
 */
export function reachOf(host: string): Reach | null {
  if (V4.test(host)) {
    const bits = bitsOf(host)
    if (isIn(bits, '127.0.0.0/8')) return 'loopback'
    return isIn(bits, CLOSED_V4) ? 'closed' : 'public'
  }
  const bare = host.startsWith('[') ? host.slice(1, -1) : host
  if (!V6.test(bare)) return null
  const bits = bitsOf(bare)
  if (isIn(bits, '::1/128')) return 'loopback'
  return isIn(bits, GLOBAL_V6) && !isIn(bits, CLOSED_V6) ? 'public' : 'closed'
}

/** Whether an address, in bits, lies in one of some blocks. */
const isIn = (bits: string, blocks: string): boolean =>
  blocks.split(' ').some((block) => {
    const [base = '', length = ''] = block.split('/')
    return bits.startsWith(bitsOf(base).slice(0, Number(length)))
  })

/** An address as its 32 or 128 bits. */
function bitsOf(address: string): string {
  if (V4.test(address)) return inBits(address.split('.').map(Number), 8)
  const [head = [], tail = []] = address.split('::').map(groupsOf)
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0)
  return inBits([...head, ...zeros, ...tail], 16)
}

const groupsOf = (text: string): readonly number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))

const inBits = (numbers: readonly number[], width: number): string =>
  numbers.map((number) => number.toString(2).padStart(width, '0')).join('')
