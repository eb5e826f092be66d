import type { Telephony } from './contract.ts'
import { twilio } from './twilio/index.ts'

/** Every carrier the gateway speaks. A new one is a folder beside this file and a line here. */
export const telephony: readonly Telephony[] = [twilio]
