import type { SendAction, SendError } from '../../../messages/message.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

type Verdict = Omit<SendError, 'code'>

const say = (action: SendAction, more: Omit<Verdict, 'action'> = {}): Verdict => ({ action, ...more })

/** What Twilio's codes ask for. Data: a code that is missing here is judged by the HTTP status it came with. */
const VERDICTS = new Map<string, Verdict>([
  // The person's own wish: of the rules. Never tried again, from no other sender either.
  ['21610', say('suppress', { suppress: 'all' })], // has unsubscribed
  ['63014', say('suppress', { suppress: 'all' })], // has blocked the business
  ['30640', say('suppress', { suppress: 'all' })], // on a list of litigators

  // They cannot be reached this way, now or later.
  ['21214', say('suppress', { suppress: 'channel' })], // no number that can be reached
  ['21614', say('suppress', { suppress: 'channel' })], // no mobile number
  ['30004', say('suppress', { suppress: 'channel' })], // blocked at their end
  ['30005', say('suppress', { suppress: 'channel' })], // no such handset
  ['30006', say('suppress', { suppress: 'channel' })], // a landline
  ['63003', say('suppress', { suppress: 'channel' })], // not on the channel
  ['63024', say('suppress', { suppress: 'channel' })], // no valid recipient
  ['63036', say('suppress', { suppress: 'channel' })], // not on the channel any more

  ['63016', say('needs_template')], // outside the 24 hours

  // Trouble that passes.
  ['14107', say('retry')], // too fast
  ['20429', say('retry')], // too many requests
  ['21611', say('retry', { retryAfterMs: MINUTE_MS })], // the sender's queue is full
  ['30001', say('retry', { retryAfterMs: MINUTE_MS })], // the queue is full
  ['30008', say('retry', { retryAfterMs: MINUTE_MS })], // the carrier does not say why
  ['30022', say('retry', { retryAfterMs: MINUTE_MS })], // over the campaign's rate
  ['30036', say('retry', { retryAfterMs: MINUTE_MS })], // not sent within its time
  ['63012', say('retry', { retryAfterMs: MINUTE_MS })], // trouble at the channel
  ['63018', say('retry', { retryAfterMs: MINUTE_MS })], // over the channel's rate

  // Trouble that passes slowly.
  ['30003', say('wait_long', { retryAfterMs: HOUR_MS })], // switched off, or out of reach
  ['30023', say('wait_long', { retryAfterMs: 24 * HOUR_MS })], // the carrier's limit for the day
  ['30047', say('wait_long', { retryAfterMs: HOUR_MS })], // could not be put off until after quiet hours
  ['30610', say('wait_long', { retryAfterMs: HOUR_MS })], // quiet hours
  ['63032', say('wait_long', { retryAfterMs: 24 * HOUR_MS })], // held back by the channel
  ['63038', say('wait_long', { retryAfterMs: 24 * HOUR_MS })], // the account's limit for the day
  ['63049', say('wait_long', { retryAfterMs: 24 * HOUR_MS })], // held back as marketing

  // Nothing of this sender goes out until somebody has put it right.
  ['20003', say('configuration')], // not authenticated
  ['21603', say('configuration')], // no sender
  ['21606', say('configuration')], // a sender that cannot send this
  ['21659', say('configuration')], // no number of the account
  ['30002', say('configuration')], // the account is suspended
  ['30032', say('configuration')], // a toll-free number that is not verified
  ['30034', say('configuration')], // a number of no registered campaign
  ['63001', say('configuration')], // the channel does not know the account
  ['63007', say('configuration')], // no sender of the channel
  ['63020', say('configuration')], // the sender is not linked
  ['63051', say('configuration')], // the channel has restricted the account

  // This message and no other: it is given up.
  ['21211', say('our_bug')], // no phone number
  ['21408', say('our_bug')], // a country the account may not write to
  ['21608', say('our_bug')], // a trial account writes to verified numbers only
  ['21612', say('our_bug')], // no way from this sender to them
  ['21617', say('our_bug')], // too long
  ['30007', say('our_bug')], // filtered for what it says
  ['63005', say('our_bug')], // not accepted by the channel for what it says
  ['63013', say('our_bug')], // against the channel's policy
  ['63019', say('our_bug')], // its file could not be fetched
])

/** What to do about Twilio's error `code`. */
export const errorOf = (code: string): SendError => ({ code, ...(VERDICTS.get(code) ?? say('our_bug')) })

/** The same for an answer to a request of ours: its own code where the table has it, else its HTTP status. */
export function refusalOf(status: number, code: string | null, retryAfterMs: number | null): SendError {
  const told = retryAfterMs === null ? {} : { retryAfterMs }
  const known = code === null ? undefined : VERDICTS.get(code)
  if (known !== undefined) return { code: code ?? '', ...known, ...told }
  return { code: code ?? String(status), ...byStatus(status), ...told }
}

function byStatus(status: number): Verdict {
  if (status === 429 || status >= 500) return say('retry')
  return status === 401 || status === 403 || status === 404 ? say('configuration') : say('our_bug')
}
