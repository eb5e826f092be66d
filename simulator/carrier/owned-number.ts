import { newSid } from './sid.ts'

/** A number of the account and where its calls and messages go, in the fields of Twilio's IncomingPhoneNumber. */
export interface OwnedNumber {
  readonly sid: string
  readonly phone_number: string
  readonly voice_url: string
  readonly voice_method: 'GET' | 'POST'
  readonly voice_fallback_url: string
  readonly voice_fallback_method: 'GET' | 'POST'
  readonly status_callback: string
  readonly status_callback_method: 'GET' | 'POST'
  readonly sms_url: string
  readonly sms_method: 'GET' | 'POST'
}

export const newNumber = (phoneNumber: string): OwnedNumber => ({
  sid: newSid('PN'),
  phone_number: phoneNumber,
  voice_url: '',
  voice_method: 'POST',
  voice_fallback_url: '',
  voice_fallback_method: 'POST',
  status_callback: '',
  status_callback_method: 'POST',
  sms_url: '',
  sms_method: 'POST',
})

/** Numbers of the exchange kept for fiction. The simulated account has bought them all. */
export const isFictional = (phoneNumber: string): boolean => /^\+1[2-9]\d{2}55501\d{2}$/.test(phoneNumber)
