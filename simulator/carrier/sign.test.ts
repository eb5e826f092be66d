import * as fc from 'fast-check'
import twilioPackage from 'twilio'
import { expect, test } from 'vitest'
import { signatureOf } from './sign.ts'

test('signs what the twilio package expects', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), fc.dictionary(fc.string(), fc.string()), (url, params) => {
      expect(signatureOf('a token', url, params)).toBe(twilioPackage.getExpectedTwilioSignature('a token', url, params))
    }),
  )
})
