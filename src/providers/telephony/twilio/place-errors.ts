import type { CarrierFailure, CallRefused } from '../contract.ts'

/**
 * What Twilio's codes ask for when a call is to be made. https://www.twilio.com/docs/api/errors
 *
 * A code that is not here is ours to look at: the request was understood and refused, so the same one is refused again.
 */
const ACTION: Readonly<Record<string, CallRefused['action']>> = {
  // Too many requests, or the account's calls a second are used up.
  '20429': 'retry',
  '429': 'retry',
  // The account: its token, its state, its money, its sending number, the countries it may call.
  '20003': 'config',
  '20005': 'config',
  '20006': 'config',
  '10001': 'config',
  '21210': 'config',
  '21212': 'config',
  '21213': 'config',
  '21215': 'config',
  '21219': 'config',
  '21408': 'config',
  '21606': 'config',
  '21608': 'config',
  '13227': 'config',
  // Whom we call: no number, or none that Twilio calls.
  '21201': 'number',
  '21211': 'number',
  '21214': 'number',
  '21216': 'number',
  '21217': 'number',
  '21610': 'number',
  '13223': 'number',
  '13224': 'number',
  '13225': 'number',
  '13226': 'number',
}

/** A refusal as what is to be done about it. */
export function callRefused({ code, reason, retryAfterMs }: CarrierFailure): CallRefused {
  const byReason = reason === 'unauthorized' ? 'config' : reason === 'rate_limited' ? 'retry' : 'our_bug'
  return { code, action: ACTION[code] ?? byReason, retryAfterMs }
}
