import type { CallPins } from '../../src/calls/call-state.ts'

/** A call as its carrier names it. */
export const CALL = {
  carrier: 'twilio',
  accountSid: 'AC00000000000000000000000000000001',
  carrierCallId: 'CA00000000000000000000000000000001',
}

/** What that call was admitted with. */
export const PINS: CallPins = {
  objectName: 'twilio:AC:CA',
  tenantId: 'ten_1',
  region: 'global',
  livemode: true,
  ...CALL,
  ourNumber: '+12125550110',
  phoneToken: 'token',
  maskedNumber: '+1 ••• ••• 0142',
  agentId: 'agt_1',
  agentVersion: 3,
  recorded: true,
  maxMinutes: 10,
}
