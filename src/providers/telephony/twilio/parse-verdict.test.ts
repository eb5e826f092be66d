import { expect, test } from 'vitest'
import { verdictOf } from './parse-verdict.ts'

test.each([
  ['TN-Validation-Passed-A', 'full'],
  ['TN-Validation-Passed-B', 'partial'],
  ['TN-Validation-Passed-C', 'gateway'],
  ['TN-Validation-Passed-A-Passthrough', 'full'],
  ['TN-Validation-Failed', 'failed'],
  ['TN-Validation-Failed-A', 'failed'],
  ['TN-Validation-Failed-C-Diverted', 'failed'],
  ['No-TN-Validation', 'none'],
  ['TN-Validation-Passed', null],
  ['TN-Validation-Passed-D', null],
  ['', null],
  [null, null],
])('%s is %s', (verstat, verdict) => expect(verdictOf(verstat)).toBe(verdict))
