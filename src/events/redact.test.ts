import { expect, test } from 'vitest'
import { redact } from './redact.ts'

test.each([
  ['call +1 (212) 555-0142 now', 'call ••• now'],
  ['{"phone":"+12125550142"}', '{"phone":"•••"}'],
  ['sent to someone@example.com', 'sent to •••'],
  ['Authorization: Bearer abc.def', 'Authorization: •••'],
  ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw is wrong', '••• is wrong'],
  ['took 1500 ms, code 42', 'took 1500 ms, code 42'],
])('%s becomes %s', (text, redacted) => expect(redact(text)).toBe(redacted))
