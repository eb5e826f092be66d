/** Crockford's base 32: no I, L, O or U, and in ASCII order, so that ids sort by time. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export type IdPrefix =
  | 'ten'
  | 'key'
  | 'num'
  | 'chn'
  | 'car'
  | 'agt'
  | 'call'
  | 'msg'
  | 'thr'
  | 'per'
  | 'bkg'
  | 'res'
  | 'svc'
  | 'rec'
  | 'evt'
  | 'we'
  | 'dlv'
  | 'task'
  | 'sup'
  | 'blk'
  | 'swp'
  | 'req'
  | 'hold'
  | 'cns'
  | 'att'
  | 'dec'
  | 'cmp'
  | 'cmm'
  | 'prq'
  | 'chg'
  | 'mail'
  | 'eml'
  | 'ers'
  | 'dsc'
  | 'exp'
  | 'cor'
  | 'tkt'
  | 'inc'
  | 'lgl'
  | 'sgr'
  | 'mnr'
  | 'pac'
  | 'clo'

/**
 * A new public id: `call_` and 26 characters, 48 bits of `nowMs` before 80 random bits (a ULID in lower case).
 *
 * Ids sort by the millisecond they were made in. They are names, not secrets.
 */
export function newId(prefix: IdPrefix, nowMs: number): string {
  let id = idsFrom(prefix, nowMs)
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += ALPHABET.charAt(byte & 31)
  return id
}

/** The beginning shared by the ids of the millisecond `atMs`: it sorts before all of them and after all earlier ones. */
export function idsFrom(prefix: IdPrefix, atMs: number): string {
  let time = ''
  let rest = Math.floor(atMs)
  for (let index = 0; index < 10; index += 1) {
    time = ALPHABET.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  return `${prefix}_${time}`
}
