import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phoneTargets } from '../calls/transfer/people.ts'
import { FRESH_TOOL_STATE, type ToolRoom } from '../dialogue/tools/tool.ts'
import { tools } from '../dialogue/tools/index.ts'
import { AgentDocument } from './agent-document.ts'
import { countryCodeOf, whyCostly } from './costly-numbers.ts'
import { costlyTargets } from './costly-targets.ts'
import { templates } from './templates/index.ts'

const HOME = new Set(['1'])
const CLINIC = AgentDocument.parse(templates[0]?.document)
const phone = (number: string) => ({ kind: 'phone' as const, number, mode: 'cold' as const })
const routedTo = (number: string, allowNumbers?: string[]): AgentDocument => ({
  ...CLINIC,
  routing: [{ intent: '*', when: 'always', to: phone(number) }],
  dtmf: {},
  guardrails: { ...CLINIC.guardrails, ...(allowNumbers && { allowNumbers }) },
})

describe('a number that costs more than a call', () => {
  test.each([
    ['+19005550142', 'premium_rate'],
    ['+18765550142', 'premium_rate'],
    ['+449012345678', 'premium_rate'],
    ['+882345678901', 'premium_rate'],
    ['+442079460142', 'abroad'],
    ['+12125550142', null],
    ['+18005550142', null],
  ])('%s is %s to a business at home in North America', (number, code) =>
    expect(whyCostly(number, HOME, [])).toBe(code),
  )

  test('is refused where the document names it, and taken where the document allows it', () => {
    expect(costlyTargets(routedTo('+19005550142'), HOME)).toMatchObject([
      { pointer: '/routing/0/to/number', code: 'premium_rate' },
    ])
    expect(costlyTargets(routedTo('+442079460142'), HOME)).toMatchObject([{ code: 'abroad' }])
    expect(costlyTargets(routedTo('+442079460142', ['+44']), HOME)).toEqual([])
    expect(costlyTargets(routedTo('+442079460142'), new Set(['44']))).toEqual([])
  })

  test('is in none of the templates', () => {
    for (const { document } of templates) expect(costlyTargets(AgentDocument.parse(document), HOME)).toEqual([])
  })

  test('has a country code of one, two or three digits', () =>
    expect(['+12125550142', '+442079460142', '+353123456789'].map(countryCodeOf)).toEqual(['1', '44', '353']))
})

test('whatever a model asks of a tool, a caller is passed on to a number of the document or to nobody', async () => {
  const own = new Set(phoneTargets(CLINIC).map(({ number }) => number))
  expect(own.size).toBeGreaterThan(0)
  const transfer = tools.find(({ spec }) => spec.name === 'transfer')
  if (transfer === undefined) throw new Error('no such tool')
  const room: ToolRoom = {
    document: CLINIC,
    language: 'en-US',
    nowMs: Date.parse('2026-11-23T15:00:00Z'),
    timeZone: CLINIC.hours.tz,
    // Nothing of the diary is asked for here.
    desk: {} as ToolRoom['desk'],
    fileTask: async () => true,
    caller: { phone: '+12125550142', name: null },
  }
  const number = fc.constantFrom('+19005550142', '+442079460142', '+12125550199')
  const word = fc.constantFrom('reason', 'key', 'callback', 'number', 'to', 'phone', 'target', 'ending')
  const args = fc.dictionary(
    word,
    fc.oneof(number, fc.boolean(), fc.string(), fc.record({ kind: fc.constant('phone'), number })),
  )
  await fc.assert(
    fc.asyncProperty(args, async (given) => {
      const { ending } = await transfer.run(room, given, FRESH_TOOL_STATE, 'call_1:transfer:1')
      if (ending?.how === 'transfer') expect(own).toContain(ending.to.number)
    }),
  )
})
