/** Whether `text` is a number in E.164: a plus, then 7 to 15 digits. Says nothing about whether it is assigned. */
export const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)

/**
 * A mobile number as it is rung today, E.164, where its country once wrote it otherwise and platforms still may: Mexico dropped
 * a 1 before its mobile numbers in 2019, Brazil put a 9 before its own until 2016. One person has one spelling.
 */
export const asRungToday = (phone: string): string =>
  phone.replace(/^\+521(?=\d{10}$)/, '+52').replace(/^(\+55[1-9]\d)(?=[6-9]\d{7}$)/, '$19')

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
