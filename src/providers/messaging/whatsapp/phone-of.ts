import { isE164 } from '../../../kernel/phone.ts'

/**
 * The number that a WhatsApp id is, in E.164, or null when it is none: an id may just as well be a BSUID.
 *
 * Mexico dropped the 1 before its mobile numbers in 2019, WhatsApp did not: without it the same person is known by the
 * number they ring from.
 */
export function phoneOf(id: string | null): string | null {
  if (id === null || !/^\+?\d+$/.test(id)) return null
  const phone = `+${id.replace('+', '')}`.replace(/^\+521(?=\d{10}$)/, '+52')
  return isE164(phone) ? phone : null
}
