import { createHash } from 'node:crypto'

/** Whoever has WhatsApp on their phone, as the business's portfolio sees them. */
export interface WhatsAppUser {
  /** Digits, as Meta writes numbers; null for people of whom a business is told only the user name. */
  readonly waId: string | null
  /** The business-scoped id: another one when the number changes. */
  readonly userId: string
  readonly name: string
  readonly username: string | null
}

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

/** A business-scoped id, always the same for the same person. */
const userIdOf = (who: string): string =>
  `US.${BigInt(`0x${createHash('sha256').update(who).digest('hex').slice(0, 15)}`)
    .toString()
    .padStart(18, '1')}`

export const userWithNumber = (phone: string, name: string): WhatsAppUser => ({
  waId: digitsOf(phone),
  userId: userIdOf(digitsOf(phone)),
  name,
  username: null,
})

export const userWithName = (username: string, name: string): WhatsAppUser => ({
  waId: null,
  userId: userIdOf(`@${username}`),
  name,
  username,
})

/** A number in any human spelling as digits, or null when it is none. */
export function waIdOf(to: string): string | null {
  const digits = digitsOf(to)
  return /^\+?[\d\s().-]+$/.test(to) && digits.length >= 7 && digits.length <= 15 ? digits : null
}

/** The form of a business-scoped user id. */
export const isUserId = (text: string): boolean => /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(text)
