import { expect, test } from 'vitest'
import { aDocument, TUESDAY_MS } from '../../../test/builders/model-turn.ts'
import { peopleToTry, phoneTargets } from './people.ts'

const DESK = { kind: 'phone' as const, number: '+12125550190', mode: 'warm' as const }
const document = { ...aDocument({}), routing: [{ intent: 'human', when: 'always' as const, to: DESK }] }

test('only who the document names is rung, whatever number is asked for', () => {
  for (const number of ['+12125550666', '+19005550100', '']) {
    const people = peopleToTry(document, { number, mode: 'cold' }, TUESDAY_MS)
    expect(phoneTargets(document).map((one) => one.number)).not.toContain(number)
    expect(people.map((one) => one.number)).toEqual([DESK.number])
  }
})

test('an extension that the document does not have is not dialled', () => {
  const people = peopleToTry(document, { number: DESK.number, mode: 'warm', sendDigits: '99' }, TUESDAY_MS)
  expect(people).toEqual([{ number: DESK.number, mode: 'warm' }])
})
