import type { Miss } from './captured.ts'
import { sayDate } from './say-captured.ts'

/** What to tell the caller when their words gave no value, as one sentence; null for words about something else. */
export function sayMiss(miss: Miss): string | null {
  if (miss.reason === 'nothing_heard') return null
  if (miss.reason === 'day_or_month') return `Is that ${miss.dates.map(sayDate).join(' or ')}?`
  if (miss.reason === 'too_few_digits' || miss.reason === 'too_many_digits') {
    return `I heard ${counted(miss.digits)}, which is too ${miss.reason === 'too_few_digits' ? 'few' : 'many'} for a phone number.`
  }
  if (miss.reason === 'wrong_count') {
    const { min, max } = miss
    const wanted = min === max ? String(min) : `${min} to ${max}`
    return `I got ${counted(miss.digits)}, and I need ${wanted}.`
  }
  return SENTENCES[miss.reason]
}

const counted = (digits: number): string => `${digits} ${digits === 1 ? 'digit' : 'digits'}`

const SENTENCES = {
  not_valid: "That can't be right.",
  area_code_missing: 'I need the area code too.',
  no_such_number: "That doesn't sound like a phone number that exists.",
  no_at_sign: 'I missed where the at sign goes.',
  no_domain: 'I missed what comes after the at sign.',
  no_such_address: "That doesn't sound like a whole email address.",
  year_missing: 'I need the year too.',
  no_such_date: "There is no such day, I'm afraid.",
  in_the_future: 'That day is still to come.',
  too_long_ago: 'That would be more than 120 years ago.',
} as const
