import { newSid } from '../simulator/carrier/sid.ts'
import { signatureOf } from '../simulator/carrier/sign.ts'
import { prepare, type Prepared } from './http-load.ts'
import type { Rig } from './rig.ts'

const PATH = '/hooks/voice/twilio'

/** A call as it arrives: every field that Twilio sends with an incoming call. */
const incoming = (accountSid: string, to: string, from: string) => ({
  Called: to,
  ToState: 'NY',
  CallerCountry: 'US',
  Direction: 'inbound',
  CallerState: 'NY',
  ToZip: '10001',
  CallSid: newSid('CA'),
  To: to,
  CallerZip: '10002',
  ToCountry: 'US',
  StirVerstat: 'TN-Validation-Passed-A',
  CallToken: '%7B%22parentCallInfoToken%22%3A%22none%22%7D',
  CalledZip: '10001',
  ApiVersion: '2010-04-01',
  CalledCity: 'NEW YORK',
  CallStatus: 'ringing',
  From: from,
  AccountSid: accountSid,
  CalledCountry: 'US',
  CallerCity: 'NEW YORK',
  ToCity: 'NEW YORK',
  FromCountry: 'US',
  Caller: from,
  FromCity: 'NEW YORK',
  CalledState: 'NY',
  FromZip: '10002',
  FromState: 'NY',
})

/** The numbers of the exchange that is kept for fiction, one after another: many callers, as a business has. */
const callerNumber = (nth: number): string =>
  `+1${212 + (Math.floor(nth / 100) % 700)}55501${String(nth % 100).padStart(2, '0')}`

export interface Webhook {
  readonly params: Readonly<Record<string, string>>
  readonly request: Prepared
}

let callers = 0

/** The webhook of a new call to the demo business, signed for whoever listens at `origin`. */
export function voiceWebhook({ accountSid, authToken, tenant }: Rig, origin: string): Webhook {
  const params = incoming(accountSid, tenant.phoneNumber, callerNumber((callers += 1)))
  const request = prepare(
    [
      `POST ${PATH} HTTP/1.1`,
      `Host: ${new URL(origin).host}`,
      'Content-Type: application/x-www-form-urlencoded; charset=UTF-8',
      `X-Twilio-Signature: ${signatureOf(authToken, origin + PATH, params)}`,
      'I-Twilio-Idempotency-Token: 3f9b6c1e-2f0d-4e7a-9a55-0f4f6f1d8f10',
      'User-Agent: TwilioProxy/1.1',
      'Accept: */*',
    ],
    new URLSearchParams(params).toString(),
  )
  return { params, request }
}

export const voiceWebhooks = (rig: Rig, origin: string, count: number): readonly Prepared[] =>
  Array.from({ length: count }, () => voiceWebhook(rig, origin).request)
