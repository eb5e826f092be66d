import * as z from 'zod'
import { CONTACT_CHANNELS, PURPOSES } from '../../consent/contact.ts'
import type { NamedBy } from '../../people/known-person.ts'
import { Phone } from './phone-field.ts'
import { PurposeField } from './purpose-field.ts'
import { USER_ID } from './recipient-field.ts'
import { oneWrong } from './shape.ts'

/** One of what somebody is known by. Spread into a body that {@link namesOne} refines. */
export const whoFields = {
  phone: Phone.optional(),
  whatsapp_user_id: z
    .string()
    .regex(USER_ID, 'must be a WhatsApp user id')
    .optional()
    .describe('Of somebody who shows no number.'),
  email: z.email('must be an e-mail address').max(254).optional(),
}

interface Who {
  readonly phone?: string | undefined
  readonly whatsapp_user_id?: string | undefined
  readonly email?: string | undefined
}

export const namesOne = ({ phone, whatsapp_user_id: userId, email }: Who): boolean =>
  [phone, userId, email].filter(Boolean).length === 1

export const ONE_NAME = {
  path: ['phone'],
  message: 'Give one of phone, whatsapp_user_id and email.',
  params: { code: 'one_of' },
}

/** Whoever a body names. */
export function namedBy({ phone, whatsapp_user_id: userId, email }: Who): NamedBy {
  if (phone !== undefined) return { phone }
  return userId === undefined ? { email: (email ?? '').trim().toLowerCase() } : { userId }
}

export const ContactChannelField = z.enum(CONTACT_CHANNELS)

export const PurposesField = z
  .array(PurposeField)
  .min(1)
  .max(PURPOSES.length)
  .transform((purposes) => [...new Set(purposes)])

export const ChannelsField = z
  .array(ContactChannelField)
  .min(1)
  .max(CONTACT_CHANNELS.length)
  .transform((channels) => [...new Set(channels)])

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }))
  } catch {
    return false
  }
}

export const ZoneField = z
  .string()
  .min(1)
  .max(60)
  .refine(isTimeZone, 'must be an IANA time zone, for example America/New_York')
  .meta({ examples: ['America/New_York'] })

/** A clock may be this far ahead of ours. */
const AHEAD_MS_MAX = 5 * 60 * 1000

/** @throws Refusal invalid where something is said to have happened that has not yet. */
export function refuseFuture(pointer: string, atMs: number | null | undefined, nowMs: number): void {
  if (atMs !== null && atMs !== undefined && atMs > nowMs + AHEAD_MS_MAX)
    throw oneWrong(pointer, 'in_the_future', 'This is in the future.')
}

/** How something came, as a word: sentences are made one, because it is kept and told in the clear. */
export const SourceField = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .transform((text) => {
    const word = text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9.-]+/g, '_')
      .replace(/^[^a-z]+|_+$/g, '')
      .slice(0, 64)
    return word === '' ? 'other' : word
  })
  .meta({ examples: ['web_form'], description: 'How it came, as a word: `web_form`. No names: it is told in events.' })
