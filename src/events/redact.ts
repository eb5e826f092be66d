const HIDDEN = '•••'

/** Seven digits or more, with what people put between them: a phone number, a card, an account. */
const LONG_NUMBER = /\+?\d(?:[ ().\-/]{0,2}\d){6,}/g
const ADDRESS = /[^\s@"'<>]{1,64}@[^\s@"'<>]{1,253}/g
const SECRET = /(?:whsec_|ck_live_|ck_test_|Bearer\s+)[\w+/=.-]+/g

/** `text` without what looks like a number, an e-mail address or a secret. For what strangers' servers answer. */
export const redact = (text: string): string =>
  text.replace(SECRET, HIDDEN).replace(ADDRESS, HIDDEN).replace(LONG_NUMBER, HIDDEN)
