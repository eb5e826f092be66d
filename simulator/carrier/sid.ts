import { randomBytes } from 'node:crypto'

/** A new id as Twilio makes them: two letters for the kind and 32 hexadecimal digits. */
export const newSid = (kind: 'CA' | 'ME' | 'MM' | 'MZ' | 'PN' | 'RE' | 'SM' | 'VX'): string =>
  kind + randomBytes(16).toString('hex')
