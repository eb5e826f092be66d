/** Whether `text` is a number in E.164: a plus, then 7 to 15 digits. Says nothing about whether it is assigned. */
export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)

/**
 * A number for lists and logs of the business: country code and the last four digits, `+1 ••• ••• 0123`.
 *
 * What is not E.164 (a SIP address, a client name) is masked whole.
 */
export function maskPhone(phone: string): string {
  if (!isE164(phone)) return '•••'
  const country = phone.startsWith('+1') || phone.startsWith('+7') ? phone.slice(0, 2) : phone.slice(0, 3)
  return `${country} ••• ••• ${phone.slice(-4)}`
}
