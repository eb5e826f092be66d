import type { Content, IdentityChange, Recipient } from '../../../messages/message.ts'
import { idIn, objectIn, wordOf, type Json } from './json-fields.ts'
import { identified } from './read-people.ts'

/** What WhatsApp itself says of a person: that their number or their id is another now. */
export function readSystem(message: Json): Content {
  const system = objectIn(message, 'system')
  const type = wordOf(system['type'])
  if (type === 'customer_identity_changed') return { type: 'identity_changed', change: null }
  const isChange = /^(user|customer)_changed_(number|user_id)$/.test(type)
  return isChange
    ? { type: 'identity_changed', change: changeIn(message) }
    : { type: 'unknown', what: `system.${type}` }
}

/** Who a message of the system is about, when it names nobody itself: whoever they were until now. */
export function formerPerson(message: Json): Recipient {
  const system = objectIn(message, 'system')
  return identified(
    idIn(message, 'from') ?? idIn(system, 'customer'),
    idIn(system, 'previous_user_id') ?? idIn(message, 'from_user_id'),
  )
}

function changeIn(message: Json): IdentityChange | null {
  const system = objectIn(message, 'system')
  const is = identified(idIn(system, 'wa_id') ?? idIn(system, 'new_wa_id'), idIn(system, 'user_id'))
  const was = formerPerson(message)
  const isKnown = (was.phone ?? was.userId) !== null && (is.phone ?? is.userId) !== null
  return isKnown && (was.phone !== is.phone || was.userId !== is.userId) ? { was, is } : null
}
