import type { Messaging } from './contract.ts'
import { twilio } from './twilio/index.ts'
import { whatsapp } from './whatsapp/index.ts'

/** Every platform the gateway writes over. A new one is a folder beside this file and a line here. */
export const messaging: readonly Messaging[] = [whatsapp, twilio]
