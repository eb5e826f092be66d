import type { Mailbox } from './one-mailbox.ts'

/** Local parts that a function has and not a person. */
const ROLE =
  /^(abuse|accounts?|admin|administrator|billing|contact|customer-?service|dpo|enquiries|feedback|finance|frontdesk|general|hello|help|helpdesk|hostmaster|hr|info|inquiries|it|jobs|kontakt|legal|mail|marketing|media|news|newsletter|no-?reply|office|orders|postmaster|press|privacy|reception|recepcion|root|sales|security|service|staff|support|team|webmaster)$/

/** Where anybody may have an address: it proves no business. */
const FREE_MAIL = new Set(
  `gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.es yahoo.fr yahoo.de ymail.com rocketmail.com outlook.com outlook.de
  outlook.es hotmail.com hotmail.co.uk hotmail.es hotmail.fr hotmail.de live.com live.co.uk msn.com icloud.com me.com mac.com aol.com
  proton.me protonmail.com pm.me gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.com zoho.com
  fastmail.com hey.com tutanota.com tuta.com yandex.com yandex.ru mail.ru qq.com 163.com 126.com orange.fr wanadoo.fr free.fr
  laposte.net libero.it virgilio.it uol.com.br bol.com.br terra.com.br comcast.net verizon.net att.net sbcglobal.net cox.net
  bellsouth.net`.split(/\s+/),
)

/** Where an address lasts minutes and anybody may read its mail. */
const DISPOSABLE = new Set(
  `mailinator.com guerrillamail.com guerrillamail.info sharklasers.com 10minutemail.com temp-mail.org tempmail.com yopmail.com
  trashmail.com trashmail.de getnada.com dispostable.com maildrop.cc mintemail.com throwawaymail.com fakeinbox.com mohmal.com
  emailondeck.com moakt.com spamgourmet.com mailnesia.com tempr.email discard.email wegwerfmail.de spam4.me grr.la burnermail.io
  inboxkitten.com`.split(/\s+/),
)

/** What is to be borne in mind about an address before anything is believed by it. */
export function addressFlags({ address, domain }: Mailbox): readonly string[] {
  const local = address.slice(0, address.lastIndexOf('@'))
  return [
    ROLE.test(local) ? ['role_address'] : [],
    FREE_MAIL.has(domain) ? ['free_mail'] : [],
    DISPOSABLE.has(domain) ? ['disposable_address'] : [],
    domain.includes('xn--') ? ['international_domain'] : [],
  ].flat()
}
