import { expect, test } from 'vitest'
import { stem } from './stem.ts'

test.each([
  ['cleaning', 'cleaned'],
  ['cleaning', 'clean'],
  ['fillings', 'filling'],
  ['teeth', 'tooth'],
  ['whitening', 'whiten'],
  ['scheduled', 'schedule'],
  ['pricing', 'price'],
  ['children', 'child'],
  ['policies', 'policy'],
  ['getting', 'get'],
  ['accesses', 'access'],
])('%s and %s are one word', (one, other) => expect(stem(one)).toBe(stem(other)))

test.each([
  ['bus', 'bu'],
  ['this', 'thi'],
  ['glass', 'glas'],
  ['red', 'r'],
  ['ring', 'r'],
])('%s keeps its end', (word, cut) => expect(stem(word)).not.toBe(cut))
