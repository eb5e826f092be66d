import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CONTACT_CHANNELS,
  LINE_TAGS,
  NOWHERE_KNOWN,
  NO_PREFERENCES,
  PURPOSES,
  type Agreement,
  type BusinessFacts,
  type ContactAsk,
  type PersonFacts,
} from './contact.ts'
import { decisionOf } from './decision-of.ts'
import type { Looked } from './demands.ts'
import { mayContact, type Verdict } from './may-contact.ts'
import type { Stop } from '../messages/stops.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A Tuesday: noon in New York. */
const NOON = Date.parse('2026-11-24T12:00:00-05:00')

const AGREED: Agreement = {
  id: 'cns_1',
  by: 'person',
  level: 'written',
  purposes: PURPOSES,
  channels: CONTACT_CHANNELS,
  atMs: NOON - DAY_MS,
  identityToken: 'name-of-0142',
}
const SOMEBODY: PersonFacts = {
  stops: [],
  isObjecting: false,
  agreements: [AGREED],
  takenBack: [],
  reachedBy: ['name-of-0142'],
  preferences: NO_PREFERENCES,
  whereabouts: NOWHERE_KNOWN,
  lineTags: [],
  lineType: 'unknown',
  contacts: [],
  windowEndsAtMs: null,
}
const SALON: BusinessFacts = {
  status: 'active',
  vertical: 'general',
  policyAcceptedAtMs: NOON - 30 * DAY_MS,
  baaSignedAtMs: null,
  dncAsOfMs: null,
  rndAsOfMs: null,
  attestations: [],
  waived: [],
}
const CHECKED: BusinessFacts = { ...SALON, dncAsOfMs: NOON, rndAsOfMs: NOON }
const IN_NEW_YORK = { ...NOWHERE_KNOWN, confirmedZone: 'America/New_York' }
const CLINIC: BusinessFacts = { ...SALON, vertical: 'healthcare', baaSignedAtMs: NOON - 30 * DAY_MS }
const REMINDER: ContactAsk = { channel: 'sms', purpose: 'appointment_reminder', phone: '+12125550142', atMs: NOON }

const codes = ({ reasons }: Verdict): readonly string[] => reasons.map(({ code }) => code)
const said = (ask: Partial<ContactAsk>, person: Partial<PersonFacts> = {}, business: BusinessFacts = SALON): Verdict =>
  mayContact({ ...REMINDER, ...ask }, { ...SOMEBODY, ...person }, business)

describe('a contact', () => {
  test('that everything is in order for is allowed, and says what it stands on', () => {
    const verdict = said({})
    expect(verdict).toMatchObject({ reasons: [], agreementId: 'cns_1', zones: ['America/New_York'] })
    expect(verdict.localTimes).toEqual(['2026-11-24T12:00:00-05:00'])
    expect(verdict.asked).toContain('R-7')
  })

  test.each([
    ['suppressed', {}, { stops: [{ scope: 'all', endsBy: 'nothing', atMs: 1 }] }, SALON],
    ['suppressed', { channel: 'voice' }, { stops: [{ scope: 'all', endsBy: 'start_sms', atMs: 1 }] }, SALON],
    ['objected', {}, { isObjecting: true }, SALON],
    ['account_closed', {}, {}, { ...SALON, status: 'closed' }],
    ['policy_not_accepted', {}, {}, { ...SALON, policyAcceptedAtMs: null }],
    ['baa_missing', { purpose: 'refill' }, {}, { ...CLINIC, baaSignedAtMs: null }],
    ['phi_channel', { purpose: 'care', channel: 'whatsapp', form: 'template' }, {}, CLINIC],
    ['line_denied', { channel: 'voice' }, { lineTags: ['patient_room'] }, SALON],
    ['number_invalid', { phone: null }, { whereabouts: IN_NEW_YORK }, SALON],
    ['no_consent', {}, { agreements: [] }, SALON],
    ['no_consent', { purpose: 'marketing' }, { agreements: [{ ...AGREED, level: 'express' }] }, CHECKED],
    ['channel_not_preferred', {}, { preferences: { ...NO_PREFERENCES, channels: ['voice'] } }, SALON],
    ['quiet_hours', { atMs: Date.parse('2026-11-24T21:00:00-05:00') }, {}, SALON],
    ['window_closed', { channel: 'whatsapp', form: 'free' }, { windowEndsAtMs: NOON }, SALON],
    ['zone_unknown', { channel: 'whatsapp', phone: null, form: 'template' }, {}, SALON],
  ] as const)('is refused: %s', (code, ask, person, business) => {
    expect(codes(said(ask, person as Partial<PersonFacts>, business))).toEqual([code])
  })

  test('with an emergency line, however it is spelled, is never begun', () => {
    for (const phone of ['911', '+1911', '+44999', '+18002221222'])
      expect(codes(said({ channel: 'voice', phone }))).toContain('line_denied')
  })

  test('with a number for which whoever is called pays is never begun by voice', () => {
    for (const phone of ['+19005550142', '+19765550142', '+447012345678'])
      expect(codes(said({ channel: 'voice', phone }))).toContain('line_denied')
  })

  test('is told of with every reason against it, the weightiest first', () => {
    const stops = [{ scope: 'all', endsBy: 'nothing', atMs: 1 }] as const
    const verdict = said({ atMs: NOON + 10 * HOUR_MS }, { stops, agreements: [] })
    expect(codes(verdict)).toEqual(['suppressed', 'no_consent', 'quiet_hours'])
    expect(verdict.nextAllowedAtMs).toBeNull()
  })
})

describe('advertising', () => {
  const ofTheBusiness: Agreement = { ...AGREED, id: 'att_1', by: 'attestation', identityToken: null }

  test('stands on nothing that the business says for them; information does', () => {
    const business = { ...CHECKED, attestations: [ofTheBusiness] }
    expect(codes(said({ purpose: 'marketing' }, { agreements: [] }, business))).toEqual(['no_consent'])
    expect(said({}, { agreements: [] }, business)).toMatchObject({ reasons: [], agreementId: 'att_1' })
  })

  test('and anything else stands on nothing that the business says for those who took it back', () => {
    const business = { ...CHECKED, attestations: [ofTheBusiness] }
    const takenBack = [{ purposes: ['appointment_reminder'], channels: ['sms'] }] as const
    expect(codes(said({}, { agreements: [], takenBack }, business))).toEqual(['no_consent'])
    expect(codes(said({ channel: 'voice' }, { agreements: [], takenBack }, business))).toEqual([])
    expect(said({}, { takenBack }, business)).toMatchObject({ reasons: [], agreementId: 'cns_1' })
  })

  test('to one number does not stand on what was agreed to for another, nor is a list passed by for it', () => {
    const ask = { purpose: 'marketing', channel: 'voice' } as const
    expect(codes(said(ask, { reachedBy: ['name-of-0143'] }, SALON))).toEqual(['no_consent', 'dnc_stale'])
    expect(codes(said(ask, { reachedBy: ['name-of-0142', 'its-name-under-a-former-pepper'] }, SALON))).toEqual([])
  })

  test('is held back by a list that nobody looked at, unless they agreed to it in writing', () => {
    const fresh = { ...SALON, dncAsOfMs: NOON - 31 * DAY_MS, rndAsOfMs: NOON - 31 * DAY_MS }
    const stale = { ...fresh, dncAsOfMs: NOON - 31 * DAY_MS - 1 }
    const ask = { purpose: 'marketing', channel: 'sms' } as const
    expect(codes(said(ask, { agreements: [] }, stale))).toEqual(['no_consent', 'dnc_stale'])
    expect(codes(said(ask, { agreements: [] }, fresh))).toEqual(['no_consent'])
    expect(codes(said(ask, { agreements: [] }, SALON))).toContain('dnc_stale')
    expect(codes(said(ask, {}, stale))).toEqual([])
  })
})

describe('caps', () => {
  const refill = { purpose: 'refill', channel: 'sms' } as const
  const begun = (...ago: number[]) => ago.map((ms) => ({ ...refill, atMs: NOON - ms }))

  test('of health care let one through a day and three a week, and the next as soon as one falls out', () => {
    expect(codes(said(refill, { contacts: begun(DAY_MS) }, CLINIC))).toEqual([])
    const day = said(refill, { contacts: begun(DAY_MS - 1) }, CLINIC)
    expect(codes(day)).toEqual(['frequency_cap'])
    expect(day.nextAllowedAtMs).toBe(NOON + 1)
    const week = said(refill, { contacts: begun(2 * DAY_MS, 4 * DAY_MS, 6 * DAY_MS) }, CLINIC)
    expect(codes(week)).toEqual(['frequency_cap'])
    expect(week.nextAllowedAtMs).toBe(NOON + DAY_MS)
  })

  test('wait for the clock where they end at night', () => {
    const contacts = begun(15 * HOUR_MS)
    const { nextAllowedAtMs } = said({ ...refill, atMs: NOON }, { contacts }, CLINIC)
    expect(new Date(nextAllowedAtMs ?? 0).toISOString()).toBe('2026-11-25T13:00:00.000Z')
  })

  test('count what a clock noted that ran ahead', () => {
    expect(codes(said(refill, { contacts: begun(-HOUR_MS) }, CLINIC))).toEqual(['frequency_cap'])
  })
})

test('an answer to what they just wrote waits for neither the hour nor a cap, and never passes a stop', () => {
  const answer = { channel: 'sms', purpose: 'care', isAnswer: true, atMs: NOON + 11 * HOUR_MS } as const
  const contacts = [{ channel: 'sms', purpose: 'care', atMs: NOON }] as const
  expect(codes(said(answer, { contacts }, CLINIC))).toEqual([])
  const stops = [{ scope: 'sms', endsBy: 'writing', atMs: 1 }] as const
  expect(codes(said(answer, { contacts, stops }, CLINIC))).toEqual(['suppressed'])
})

test('a rule that a business has a basis to go without binds it still in what sells', () => {
  const waived = { ...SALON, waived: ['R-6', 'R-7'] }
  const atMs = Date.parse('2026-11-24T21:30:00-05:00')
  expect(codes(said({ atMs }, {}, waived))).toEqual([])
  expect(codes(said({ atMs, purpose: 'marketing' }, {}, waived))).toEqual(['quiet_hours'])
})

const aPhone = fc.constantFrom(
  '+12125550142',
  '+18505550142',
  '+12085550142',
  '+13055550142',
  '+15125550142',
  '+12075550142',
)
const aMoment = fc.integer({ min: Date.parse('2026-10-20T00:00:00Z'), max: Date.parse('2027-04-01T00:00:00Z') })
const aPurpose = fc.constantFrom(...PURPOSES)
const aChannel = fc.constantFrom(...CONTACT_CHANNELS)
const anAsk: fc.Arbitrary<ContactAsk> = fc.record({
  channel: aChannel,
  purpose: aPurpose,
  phone: aPhone,
  atMs: aMoment,
  form: fc.constantFrom('free', 'template'),
})
const anAgreement: fc.Arbitrary<Agreement> = fc.record({
  id: fc.uuid(),
  by: fc.constantFrom('person', 'attestation'),
  level: fc.constantFrom('express', 'written'),
  purposes: fc.subarray([...PURPOSES], { minLength: 1 }),
  channels: fc.subarray([...CONTACT_CHANNELS], { minLength: 1 }),
  atMs: aMoment,
  identityToken: fc.constantFrom('name-of-0142', 'name-of-0143', null),
})
const aStop = fc.record({
  scope: fc.constantFrom('all', 'marketing', 'sms', 'whatsapp'),
  endsBy: fc.constantFrom('nothing', 'start_sms', 'resume', 'writing'),
  atMs: aMoment,
})
const aPerson: fc.Arbitrary<PersonFacts> = fc.record({
  stops: fc.array(aStop, { maxLength: 1 }),
  isObjecting: fc.constant(false),
  agreements: fc
    .array(anAgreement, { maxLength: 4 })
    .map((some) => some.map((one) => ({ ...one, by: 'person' as const }))),
  takenBack: fc.constantFrom([], [{ purposes: ['appointment_reminder', 'refill'], channels: ['sms'] }]),
  reachedBy: fc.constantFrom([], ['name-of-0142'], ['name-of-0142', 'name-of-0143']),
  preferences: fc.constantFrom(NO_PREFERENCES, { ...NO_PREFERENCES, hours: [{ from: 600, to: 1_000 }] }),
  whereabouts: fc.constantFrom(NOWHERE_KNOWN, { ...NOWHERE_KNOWN, confirmedZone: 'America/Chicago' }),
  lineTags: fc.subarray([...LINE_TAGS], { maxLength: 1 }),
  lineType: fc.constantFrom('mobile', 'landline', 'unknown'),
  contacts: fc.array(fc.record({ atMs: aMoment, channel: aChannel, purpose: aPurpose }), { maxLength: 6 }),
  windowEndsAtMs: fc.option(aMoment),
})
const aBusiness: fc.Arbitrary<BusinessFacts> = fc.record({
  status: fc.constant('active'),
  vertical: fc.constantFrom('general', 'healthcare'),
  policyAcceptedAtMs: fc.constant(1),
  baaSignedAtMs: fc.constantFrom(null, 1),
  dncAsOfMs: fc.option(aMoment),
  rndAsOfMs: fc.option(aMoment),
  attestations: fc.array(anAgreement, { maxLength: 2 }),
  waived: fc.subarray(['R-7', 'US-FL-hours']),
})

describe('whatever is known', () => {
  test('a stop more never allows more', () => {
    fc.assert(
      fc.property(anAsk, aPerson, aBusiness, aStop, (ask, person, business, stop) => {
        const before = codes(mayContact(ask, person, business))
        const after = codes(mayContact(ask, { ...person, stops: [...person.stops, stop] }, business))
        for (const code of before) expect(after).toContain(code)
      }),
      { numRuns: 300 },
    )
  })

  test('an agreement less never allows more', () => {
    fc.assert(
      fc.property(anAsk, aPerson, aBusiness, fc.nat(), (ask, person, business, nth) => {
        const before = codes(mayContact(ask, person, business))
        const agreements = person.agreements.filter((_, at) => at !== nth % Math.max(1, person.agreements.length))
        const after = codes(mayContact(ask, { ...person, agreements }, business))
        for (const code of before) expect(after).toContain(code)
      }),
      { numRuns: 300 },
    )
  })

  test('what is told to be the next moment is one at which it is allowed', () => {
    fc.assert(
      fc.property(anAsk, aPerson, aBusiness, (ask, person, business) => {
        const agreed = { ...person, stops: [], lineTags: [], agreements: [AGREED] }
        const { nextAllowedAtMs, reasons } = mayContact(ask, agreed, business)
        if (nextAllowedAtMs === null) return
        expect(reasons.length).toBeGreaterThan(0)
        expect(nextAllowedAtMs).toBeGreaterThan(ask.atMs)
        expect(codes(mayContact({ ...ask, atMs: nextAllowedAtMs }, agreed, business))).toEqual([])
        const beforeMs = nextAllowedAtMs - 1
        expect(codes(mayContact({ ...ask, atMs: beforeMs }, agreed, business)).length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  test('in what order it is known makes no difference, and what is known does', () => {
    fc.assert(
      fc.property(anAsk, aPerson, aBusiness, (ask, person, business) => {
        const hash = (one: PersonFacts, other: BusinessFacts): string =>
          decisionOf(mayContact(ask, one, other), { ask, person: one, business: other }).inputsHash
        const turned = { ...person, agreements: person.agreements.toReversed(), contacts: person.contacts.toReversed() }
        const alike = {
          ...business,
          attestations: business.attestations.toReversed(),
          waived: business.waived.toReversed(),
        }
        const made = hash(person, business)
        expect(hash(turned, alike)).toBe(made)
        expect(made).toMatch(/^[0-9a-f]{64}$/)
        expect(hash({ ...person, contacts: [...person.contacts, { ...REMINDER, atMs: 7 }] }, business)).not.toBe(made)
      }),
      { numRuns: 200 },
    )
  })
})

test('whatever was looked at is in the digest of it', () => {
  const hash = (looked: Looked): string =>
    decisionOf(mayContact(looked.ask, looked.person, looked.business), looked).inputsHash
  const looked: Looked = { ask: REMINDER, person: SOMEBODY, business: SALON }
  const asks: Partial<ContactAsk>[] = [
    { channel: 'whatsapp' },
    { purpose: 'marketing' },
    { phone: null },
    { userId: 'US.0123' },
    { atMs: REMINDER.atMs + 1 },
    { form: 'template' },
    { characters: 7 },
    { isAnswer: true },
    { hours: { from: 540, to: 600 } },
    { hours: { from: 540, to: 601 } },
  ]
  const stop: Stop = { scope: 'marketing', endsBy: 'nothing', atMs: 7 }
  const people: Partial<PersonFacts>[] = [
    { stops: [stop] },
    { stops: [{ ...stop, lastAtMs: 8 }] },
    { isObjecting: true },
    { agreements: [] },
    { takenBack: [{ purposes: ['marketing'], channels: ['sms'] }] },
    { reachedBy: ['p1.another'] },
    { preferences: { ...NO_PREFERENCES, language: 'es' } },
    { whereabouts: { ...NOWHERE_KNOWN, country: 'ES' } },
    { lineTags: ['hospital'] },
    { lineType: 'landline' },
    { contacts: [{ atMs: 7, channel: 'sms', purpose: 'care' }] },
    { windowEndsAtMs: 7 },
  ]
  const businesses: Partial<BusinessFacts>[] = [
    { status: 'closed' },
    { vertical: 'healthcare' },
    { policyAcceptedAtMs: null },
    { baaSignedAtMs: 7 },
    { dncAsOfMs: 7 },
    { rndAsOfMs: 7 },
    { waived: ['R-7'] },
    { attestations: [{ ...AGREED, by: 'attestation', id: 'att_7', identityToken: null }] },
  ]
  const hashes = [
    looked,
    ...asks.map((change) => ({ ...looked, ask: { ...REMINDER, ...change } })),
    ...people.map((change) => ({ ...looked, person: { ...SOMEBODY, ...change } })),
    ...businesses.map((change) => ({ ...looked, business: { ...SALON, ...change } })),
  ].map(hash)
  expect(new Set(hashes).size).toBe(hashes.length)
})

test('what is kept of a decision does not tell the number', () => {
  const looked = { ask: REMINDER, person: SOMEBODY, business: SALON }
  const other = { ...looked, ask: { ...REMINDER, phone: '+12125550143' } }
  const [one, two] = [looked, other].map((each) => decisionOf(mayContact(each.ask, each.person, each.business), each))
  expect(one).toEqual(two)
  expect(one).toMatchObject({ allowed: true, code: null, nextAllowedAtMs: null })
})
