import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayLeave, type Holder, type Passage } from './may-leave.ts'
import { EGRESS_FIELDS, EGRESS_PURPOSES } from './purpose.ts'
import { vendorNamed, VENDOR_NAMES, VENDORS, type Contract } from './register.ts'

const NOW = Date.UTC(2026, 2, 2)
const DAY_MS = 86_400_000
const TERMS = vendorNamed('openai')!.terms

const aHolder = (fields: Partial<Holder> = {}): Holder => ({
  tenantId: 'ten_a',
  isHealthCare: false,
  region: 'us',
  sinceMs: NOW - 100 * DAY_MS,
  contracts: new Map(),
  ...fields,
})

const agreed = (contract: Partial<Contract>): Pick<Holder, 'contracts'> => ({
  contracts: new Map([['openai', { ...TERMS, ...contract }]]),
})

const talk = (holder: Holder | null): Passage => ({
  vendor: 'openai',
  purpose: 'converse',
  fields: ['spoken_words'],
  holder,
})

test('a listed vendor gets what it needs for what it is asked, and nothing beside', () => {
  expect(mayLeave(talk(aHolder()), NOW)).toMatchObject({ ok: true })
  expect(mayLeave({ ...talk(aHolder()), fields: ['spoken_words', 'phone'] }, NOW)).toMatchObject({
    error: 'field_not_listed',
  })
  expect(mayLeave({ ...talk(aHolder()), purpose: 'carry_calls' }, NOW)).toMatchObject({ error: 'purpose_unknown' })
  expect(mayLeave({ ...talk(aHolder()), vendor: 'someone' as 'openai' }, NOW)).toMatchObject({
    error: 'vendor_unknown',
  })
})

test('nothing of health care goes to a vendor without a business associate agreement', () => {
  expect(mayLeave(talk(aHolder({ isHealthCare: true })), NOW)).toMatchObject({ error: 'baa_missing' })
  expect(mayLeave(talk(aHolder({ isHealthCare: true, ...agreed({ baa: true }) })), NOW)).toMatchObject({ ok: true })
})

test('a deletion is asked for whatever is agreed: it tells of nobody', () => {
  const ended = aHolder({ isHealthCare: true, contracts: new Map([['twilio', { ...TERMS, contract: 'none' }]]) })
  expect(mayLeave({ vendor: 'twilio', purpose: 'delete', fields: ['ids'], holder: ended }, NOW)).toMatchObject({
    ok: true,
  })
  expect(mayLeave({ vendor: 'twilio', purpose: 'carry_calls', fields: ['phone'], holder: ended }, NOW)).toMatchObject({
    error: 'no_contract',
  })
})

test('data of the EU goes to a vendor elsewhere by the standard clauses only', () => {
  const eu = { region: 'eu' } as const
  expect(mayLeave(talk(aHolder({ ...eu, ...agreed({ contract: 'dpa' }) })), NOW)).toMatchObject({
    error: 'transfer_refused',
  })
  expect(mayLeave(talk(aHolder({ ...eu, ...agreed({ contract: 'dpa_scc' }) })), NOW)).toMatchObject({ ok: true })
  expect(mayLeave(talk(aHolder({ ...eu, ...agreed({ contract: 'dpa', regions: ['eu'] }) })), NOW)).toMatchObject({
    ok: true,
  })
})

test('a review that is late closes a vendor to businesses that come after it, to the millisecond, and to no older one', () => {
  const late = agreed({ reviewDueAtMs: NOW })
  expect(mayLeave(talk(aHolder({ ...late, sinceMs: NOW })), NOW)).toMatchObject({ error: 'review_overdue' })
  expect(mayLeave(talk(aHolder({ ...late, sinceMs: NOW - 1 })), NOW + DAY_MS)).toMatchObject({ ok: true })
  expect(mayLeave(talk(aHolder({ ...late, sinceMs: NOW })), NOW - 1)).toMatchObject({ ok: true })
})

test('whatever is asked, no field leaves that the register does not list for that vendor and purpose', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...VENDOR_NAMES),
      fc.constantFrom(...EGRESS_PURPOSES),
      fc.subarray([...EGRESS_FIELDS]),
      fc.boolean(),
      (vendor, purpose, fields, isHealthCare) => {
        const may = mayLeave({ vendor, purpose, fields, holder: aHolder({ isHealthCare }) }, NOW)
        const listed = vendorNamed(vendor)?.purposes[purpose]
        if (may.ok) expect(listed).toEqual(expect.arrayContaining(fields))
        const tells = fields.some((field) => field !== 'ids')
        if (isHealthCare && tells) expect(may.ok).toBe(false)
      },
    ),
  )
})

test('no purpose is a sale, and every vendor is told of in words', () => {
  expect(EGRESS_PURPOSES.filter((purpose) => /sale|sell|market|advert/.test(purpose))).toEqual([])
  expect(VENDORS.map(({ name }) => name)).toEqual([...VENDOR_NAMES])
  for (const { what } of VENDORS) expect(what).toMatch(/^[A-Z].+\.$/)
})
