import type { CarrierApi } from '../../providers/telephony/contract.ts'
import type { callUrls } from '../../calls/callback-urls.ts'
import type { Turn } from './pace.ts'
import type { CallingLine } from './wanted-call.ts'

/** What is asked of a carrier to make a call. */
export type DialCarrier = Pick<CarrierApi, 'placeCall' | 'findCalls' | 'cancelCall'>

/** Whose account a call is made by. */
export type DialAccount = Pick<CallingLine, 'carrier' | 'accountSid'>

/** What dialling needs of the door it stands behind. */
export interface DialDoor {
  /** The carrier of a line, or null when nobody has told us how to speak to it. */
  carrier(account: DialAccount): Promise<DialCarrier | null>
  /** When it is this call's turn at its account, or when to ask for that again. */
  turn(account: DialAccount): Promise<Turn>
  /** The addresses that the carrier is given for the call of an object. */
  urls(carrier: string, objectName: string): Promise<ReturnType<typeof callUrls>>
  clock(): number
}
