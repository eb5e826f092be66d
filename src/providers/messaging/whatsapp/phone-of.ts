import { asRungToday, isE164 } from '../../../kernel/phone.ts'

/** The number that a WhatsApp id is, in E.164, or null when it is none: an id may just as well be a BSUID. */
export function phoneOf(id: string | null): string | null {
  if (id === null || !/^\+?\d+$/.test(id)) return null
  const phone = asRungToday(`+${id.replace('+', '')}`)
  return isE164(phone) ? phone : null
}
